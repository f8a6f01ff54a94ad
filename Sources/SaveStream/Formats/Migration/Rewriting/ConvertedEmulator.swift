/// What a legacy checkpoint holds of the device model, as libxl has it in records of its own.
struct ConvertedEmulator {
  /// Where memory that QEMU had moved lies, as keys and values of xenstore.
  private(set) var xenstore: [(key: String, value: String)] = []
  /// What QEMU saved, without what the toolstack puts before it (file offsets); nil without a device model.
  private(set) var state: Range<UInt64>?

  /// The longest name of a stretch of memory that is taken.
  private static let longestName: UInt64 = 4096

  /// - Parameters:
  ///   - parts: what the checkpoint holds.
  ///   - toolstackBits: of the toolstack that wrote the stream.
  /// - Throws: `LegacyConversion.Failure`, and when the capture cannot be read.
  init(_ parts: [GuestPart], toolstackBits: Int, in capture: Capture) throws {
    if let part = parts.last(where: { $0.kind == .deviceModel }), !part.range.isEmpty { state = part.range }
    guard let part = parts.last(where: { $0.kind == .toolstack }) else { return }
    // The length before it belongs to the structure.
    let payload = part.range.lowerBound - min(4, part.range.lowerBound)..<part.range.upperBound
    let entries = try ToolstackPayload.entries(payload: payload, toolstackBits: toolstackBits, capture: capture)
    for entry in entries.ranges { try take(entry.lowerBound..<entry.upperBound - entries.gap, capture) }
  }

  /// An entry of TOOLSTACK: three numbers, the length of a name, and the name with a NUL behind it.
  private mutating func take(_ entry: Range<UInt64>, _ capture: Capture) throws {
    guard UInt64(entry.count) <= ToolstackPayload.entryByteCount + Self.longestName else {
      throw LegacyConversion.Failure.partTooLong(entry.lowerBound)
    }
    let bytes = try capture.bytes(at: entry.lowerBound, count: entry.count)
    func hex(at offset: Int) -> String { String(bytes.number(at: offset, bytes: 8), radix: 16) }
    let key = "physmap/\(hex(at: 0))"
    xenstore.append(("\(key)/start_addr", hex(at: 8)))
    xenstore.append(("\(key)/size", hex(at: 16)))
    let name = bytes.dropFirst(Int(ToolstackPayload.entryByteCount)).prefix { $0 != 0 }
    // Xenstore holds no empty value, and libxl writes none.
    if !name.isEmpty { xenstore.append(("\(key)/name", String(decoding: name, as: UTF8.self))) }
  }
}
