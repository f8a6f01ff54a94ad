/// What lies inside the metadata chunks of a legacy body (`XC_SAVE_ID_*`, `xg_save_restore.h`).
///
/// A payload is every byte of a chunk after its four bytes of id, a stated length included.
enum LegacyPayload {
  /// The nodes that tile the payload of a chunk, whatever its id, as far as the capture holds it.
  /// - Parameter toolstackBits: 32 or 64, the word size of the toolstack that wrote the stream.
  static func nodes(
    id: Int32, payload: Range<UInt64>, toolstackBits: Int, reader: TreeReader
  ) -> [TreeNode] {
    guard !payload.isEmpty else { return [] }
    let id = LegacyChunkID(rawValue: id)
    switch id {
    case .tmem: return TmemPayload.nodes(payload: payload, reader: reader)
    case .toolstack: return ToolstackPayload.nodes(payload: payload, toolstackBits: toolstackBits, reader: reader)
    case .vcpuInfo: return VcpuInfoPayload.nodes(payload: payload, reader: reader)
    default:
      guard let layout = layout(of: id, toolstackBits: toolstackBits) else {
        return [.bytes(named: "bytes", kind: .unknown, payload, reader)]
      }
      return layout.nodes(at: payload.lowerBound, available: payload.upperBound - payload.lowerBound, reader)
    }
  }

  /// What is wrong inside the payload of a chunk that is there in whole.
  /// - Throws: when the capture fails to read.
  static func findings(
    id: Int32, payload: Range<UInt64>, toolstackBits: Int, checkpoint: Int?, capture: Capture
  ) throws(CaptureError) -> [Finding] {
    switch LegacyChunkID(rawValue: id) {
    case .toolstack:
      return try ToolstackPayload.findings(
        payload: payload, toolstackBits: toolstackBits, checkpoint: checkpoint, capture: capture)
    case .hvmACPIIOPortsLocation:
      let bytes = try capture.bytes(at: payload.lowerBound, count: hvmParameterByteCount)
      let value = bytes.dropFirst(4).number()
      guard bytes.count == hvmParameterByteCount, value > 1 else { return [] }
      // The receiver logs it and goes on.
      return [
        Finding(
          .acpiPortsValue, at: payload.lowerBound, checkpoint: checkpoint, part: .chunkPayload,
          value: value, limit: 1)
      ]
    default: return []
    }
  }

  /// The bytes of an HVM parameter's payload: four of padding and the value.
  private static let hvmParameterByteCount = 12

  /// The layout of a payload that has one; nil for ids that no Xen writes.
  private static func layout(of id: LegacyChunkID, toolstackBits: Int) -> Layout? {
    switch id {
    case .tscInfo: return TSCInfo.legacy
    case .tmemExtra: return TmemPayload.extra
    case .enableVerifyMode, .lastCheckpoint, .enableCompression: return Layout("empty", byteCount: 0, [])
    case .compressedData:
      let word = toolstackBits == 32 ? 4 : 8
      return Layout(
        "compressed_data", byteCount: word, rest: .init("deltas"), [.init("length", at: 0, .number(bytes: word))])
    default:
      guard let number = id.hvmParameter.map({ Int($0) }) else { return nil }
      let name = HVMParameter.name(number) ?? "HVM parameter"
      return Layout(
        "hvm_param", byteCount: hvmParameterByteCount,
        [.init("value", at: 4, HVMParameter.type(number), "HVM_PARAM_\(name), number \(number)")])
    }
  }

}
