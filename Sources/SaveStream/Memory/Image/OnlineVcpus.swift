/// The vCPUs that a PV tail describes, as the VCPU_INFO chunk of its body names them.
enum OnlineVcpus {
  /// Their ids, in the order of the tail; empty where the body has no such chunk, and where it cannot be walked.
  /// - Throws: when the capture cannot be read.
  static func ids(at checkpoint: Int, of memory: GuestMemory) throws(CaptureError) -> [Int] {
    let body: MetadataChunks
    do { body = try MetadataChunks(ofCheckpoint: checkpoint, in: memory) } catch let error as CaptureError {
      throw error
    } catch {
      return []
    }
    // Of several the last one counts.
    guard let chunk = body.chunks.last(where: { $0.id == .vcpuInfo }) else { return [] }
    let payload = chunk.range.lowerBound + 4
    let window = ByteWindow(memory.capture)
    guard let highest = try window.int32(at: payload), highest >= 0, highest < LegacyFraming.maximumVcpus else {
      return []
    }
    var ids: [Int] = []
    for word in 0...Int(highest) / 64 {
      let bits = try window.uint64(at: payload + 4 + UInt64(word) * 8) ?? 0
      ids += (word * 64...min(word * 64 + 63, Int(highest))).filter { bits >> UInt64($0 & 63) & 1 == 1 }
    }
    return ids
  }
}
