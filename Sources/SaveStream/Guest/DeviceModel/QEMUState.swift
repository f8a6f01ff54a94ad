/// What QEMU saved of its emulated devices. All numbers are big endian.
///
/// ```
/// 0 "QEVM"   4 u32 version   then by version:
/// 1: records up to the end     2: u64 length of all records, records     3: sections without a length
/// record: u8 name length, name, u32 instance, u32 version, u32 length, state
/// ```
/// Versions 1 and 2 come from Xen 3.1 to 3.3. The sections of version 3 are found by scanning (`QEMUSection`).
enum QEMUState {
  /// "QEVM".
  static let magic: [UInt8] = [0x51, 0x45, 0x56, 0x4D]
  static let headByteCount: UInt64 = 8

  /// A finding where these first bytes of a state are not its magic.
  static func magicFinding(_ bytes: [UInt8], at offset: UInt64, checkpoint: Int? = nil) -> Finding {
    Finding(
      .deviceModelMagic, at: offset, checkpoint: checkpoint, part: .deviceModelRecord,
      value: bytes.prefix(magic.count).number(.little), limit: magic.number(.little))
  }
  /// The most records that are shown.
  static let maximumRecords = 4096

  /// A node for the state in a range of file offsets that the capture holds.
  static func node(named name: String = "state", range: Range<UInt64>) -> TreeNode {
    let available = range.upperBound - range.lowerBound
    return TreeNode(name, .structure, offset: range.lowerBound, length: available) { reader in
      let bytes = reader.bytes(at: range.lowerBound, count: Int(headByteCount))
      guard !range.isEmpty else { return NodeList([]) }
      guard bytes.count == Int(headByteCount), Array(bytes.prefix(4)) == magic else {
        return NodeList([.bytes(named: "bytes", kind: .unknown, range, reader)])
      }
      let version = bytes.dropFirst(4).number(.big)
      return NodeList(nodes(version: version, range: range, reader))
    }
  }

  private static func nodes(version: UInt64, range: Range<UInt64>, _ reader: TreeReader) -> [TreeNode] {
    let layout = version == 2 ? headWithLength : head
    let headLength = min(range.upperBound - range.lowerBound, UInt64(layout.byteCount))
    var nodes = layout.nodes(at: range.lowerBound, available: headLength, reader)
    var position = range.lowerBound + headLength
    if version == 1 || version == 2 {
      let headCount = nodes.count
      while nodes.count < maximumRecords, position < range.upperBound,
        let record = record(nodes.count - headCount, at: position, limit: range.upperBound, reader)
      {
        nodes.append(record)
        position = record.end
      }
    }
    guard position < range.upperBound else { return nodes }
    return nodes + (version == 3 ? sections(position..<range.upperBound, reader) : [rest(position, range, reader)])
  }

  private static func rest(_ position: UInt64, _ range: Range<UInt64>, _ reader: TreeReader) -> TreeNode {
    .bytes(named: "sections", position..<range.upperBound, reader)
  }

  // MARK: Version 3

  /// The sections of a state of version 3 in a range of file offsets; none of another version.
  /// - Throws: when the capture cannot be read.
  static func sections(_ range: Range<UInt64>, _ capture: Capture) throws(CaptureError) -> [QEMUSection] {
    let bytes = try capture.bytes(at: range.lowerBound, count: Int(headByteCount))
    guard range.count > Int(headByteCount), bytes.count == Int(headByteCount), Array(bytes.prefix(4)) == magic,
      bytes.dropFirst(4).number(.big) == 3
    else { return [] }
    return try QEMUSection.scan(range.lowerBound + headByteCount..<range.upperBound, capture)
  }

  /// The nodes that tile what follows the head of a state of version 3.
  private static func sections(_ range: Range<UInt64>, _ reader: TreeReader) -> [TreeNode] {
    // A byte of zero closes the sections.
    let isClosed = reader.bytes(at: range.upperBound - 1, count: 1) == [0]
    let end = isClosed ? range.upperBound - 1 : range.upperBound
    let found = (try? QEMUSection.scan(range.lowerBound..<end, reader.capture)) ?? []
    var nodes: [TreeNode] = []
    let start = found.first?.range.lowerBound ?? end
    if range.lowerBound < start {
      nodes.append(.bytes(named: "sections", range.lowerBound..<start, meaning: "where no section was found", reader))
    }
    nodes += found.map { $0.node() }
    if isClosed {
      let layout = Layout("end", byteCount: 1, [.init("end", at: 0, .number(bytes: 1), "no more sections")])
      nodes += layout.nodes(at: end, available: 1, reader)
    }
    return nodes
  }

  /// The record at a file offset, or nil when it does not lie before `limit` in whole.
  private static func record(
    _ index: Int, at offset: UInt64, limit: UInt64, _ reader: TreeReader
  ) -> TreeNode? {
    guard let nameLength = reader.number(at: offset, bytes: 1) else { return nil }
    let fixed = 1 + nameLength + 12
    guard limit - offset >= fixed else { return nil }
    let length = reader.bytes(at: offset + fixed - 4, count: 4).number(.big)
    guard length <= limit - offset - fixed else { return nil }
    let layout = Layout(
      "record", byteCount: Int(fixed), rest: .init("state"),
      [
        .init("name_length", at: 0, .number(bytes: 1)),
        .init("name", at: 1, .text(bytes: Int(nameLength))),
        .init("instance", at: Int(fixed) - 12, .bigEndian(bytes: 4)),
        .init("version", at: Int(fixed) - 8, .bigEndian(bytes: 4)),
        .init("length", at: Int(fixed) - 4, .bigEndian(bytes: 4)),
      ])
    return .structure(
      layout, named: "record[\(index)]", kind: .record, at: offset, available: fixed + length)
  }

  private static let head = Layout(
    "qemu", byteCount: 8,
    [.init("magic", at: 0, .text(bytes: 4)), .init("version", at: 4, .bigEndian(bytes: 4))])

  private static let headWithLength = Layout(
    "qemu", byteCount: 16, head.fields + [.init("length", at: 8, .bigEndian(bytes: 8), "bytes of all records")])
}
