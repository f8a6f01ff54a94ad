/// The payload of TOOLSTACK as libxl writes it: where the device model had moved parts of the guest's memory.
///
/// ```
/// 0 u32 length   4 u32 version = 1   8 u32 count   12 entries: u64 phys_offset, start_addr, size, u32 namelen, name
/// ```
/// A 64-bit libxl leaves four undefined bytes after each name, because it advances by the padded size of a C struct.
enum ToolstackPayload {
  /// The bytes before the entries, the chunk's own length included.
  static let headByteCount: UInt64 = 12
  /// The bytes of an entry before its name.
  static let entryByteCount: UInt64 = 28
  /// The only version that libxl has written.
  static let version: UInt64 = 1
  /// The most entries that are shown; libxl writes one or two.
  static let maximumEntries = 4096

  /// Where the entries lie.
  struct Entries {
    /// File offsets of each entry, undefined bytes included.
    var ranges: [Range<UInt64>] = []
    /// The undefined bytes after each name: 0 or 4.
    var gap: UInt64
    /// The file offset after the last of them.
    var end: UInt64
    /// Whether as many are there as the payload states, and nothing else.
    var fits = false
  }

  /// Finds the entries of a payload. The gap follows from the toolstack's word size; when the entries then do not
  /// end where the payload does but would with the other gap, that is taken.
  static func entries(
    payload: Range<UInt64>, toolstackBits: Int, capture: Capture
  ) throws(CaptureError) -> Entries {
    let usual: UInt64 = toolstackBits == 32 ? 0 : 4
    let expected = try entries(payload: payload, gap: usual, capture: capture)
    if expected.fits { return expected }
    let other = try entries(payload: payload, gap: 4 - usual, capture: capture)
    return other.fits ? other : expected
  }

  private static func entries(
    payload: Range<UInt64>, gap: UInt64, capture: Capture
  ) throws(CaptureError) -> Entries {
    var entries = Entries(gap: gap, end: min(payload.lowerBound + headByteCount, payload.upperBound))
    let head = try capture.bytes(at: payload.lowerBound, count: Int(headByteCount))
    guard head.count == Int(headByteCount), head[4..<8].number() == version else { return entries }
    let count = head[8..<12].number()
    while entries.ranges.count < min(count, UInt64(maximumEntries)) {
      let start = entries.end
      guard payload.upperBound - start >= entryByteCount else { return entries }
      let length = try capture.bytes(at: start + 24, count: 4)
      guard length.count == 4 else { return entries }
      let byteCount = entryByteCount + length.number() + gap
      guard byteCount <= payload.upperBound - start else { return entries }
      entries.end = start + byteCount
      entries.ranges.append(start..<entries.end)
    }
    entries.fits = entries.ranges.count == count && entries.end == payload.upperBound
    return entries
  }

  /// A finding when libxl does not know the version, when the entries do not fill the payload exactly, at the first
  /// byte that does not fit, or when a name has no end.
  static func findings(
    payload: Range<UInt64>, toolstackBits: Int, checkpoint: Int?, capture: Capture
  ) throws(CaptureError) -> [Finding] {
    let head = try capture.bytes(at: payload.lowerBound, count: Int(headByteCount))
    if head.count == Int(headByteCount), head[4..<8].number() != version {
      return [
        Finding(
          .toolstackVersion, at: payload.lowerBound + 4, checkpoint: checkpoint, part: .chunkPayload,
          value: head[4..<8].number(), limit: version)
      ]
    }
    let entries = try entries(payload: payload, toolstackBits: toolstackBits, capture: capture)
    guard !entries.fits else { return try nameFindings(entries, checkpoint: checkpoint, capture: capture) }
    let stated = head.dropFirst(8).number()
    let isOverrun = UInt64(entries.ranges.count) < stated || head.count < Int(headByteCount)
    return [
      Finding(
        .toolstackLayout, isOverrun ? nil : .warning, at: entries.end, checkpoint: checkpoint,
        part: .chunkPayload, value: isOverrun ? stated : 0, limit: isOverrun ? UInt64(entries.ranges.count) : 0)
    ]
  }

  /// A finding for the first name that does not end with a NUL.
  private static func nameFindings(
    _ entries: Entries, checkpoint: Int?, capture: Capture
  ) throws(CaptureError) -> [Finding] {
    for (number, range) in entries.ranges.enumerated() {
      let end = range.upperBound - entries.gap
      guard end > range.lowerBound + entryByteCount, try capture.bytes(at: end - 1, count: 1) != [0] else { continue }
      return [
        Finding(
          .toolstackName, at: end - 1, checkpoint: checkpoint, part: .chunkPayload, value: UInt64(number),
          limit: end - range.lowerBound - entryByteCount)
      ]
    }
    return []
  }

  /// The nodes that tile it.
  static func nodes(payload: Range<UInt64>, toolstackBits: Int, reader: TreeReader) -> [TreeNode] {
    let head = min(payload.upperBound - payload.lowerBound, headByteCount)
    var nodes = headLayout.nodes(at: payload.lowerBound, available: head, reader)
    let found = try? entries(payload: payload, toolstackBits: toolstackBits, capture: reader.capture)
    if let found, let first = found.ranges.first {
      nodes.append(
        TreeNode(
          "entries", .array, offset: first.lowerBound, length: found.end - first.lowerBound,
          meaning: "memory that the device model had moved"
        ) { reader in
          NodeList(count: found.ranges.count) { entry($0, found.ranges[$0], gap: found.gap) }
        })
    }
    let end = nodes.last?.end ?? payload.lowerBound
    if end < payload.upperBound {
      nodes.append(.bytes(named: "rest", kind: .unknown, end..<payload.upperBound, reader))
    }
    return nodes
  }

  private static func entry(_ index: Int, _ range: Range<UInt64>, gap: UInt64) -> TreeNode {
    let nameEnd = range.upperBound - gap
    let nameStart = range.lowerBound + entryByteCount
    return TreeNode(
      "[\(index)]", .structure, offset: range.lowerBound, length: range.upperBound - range.lowerBound
    ) { reader in
      var nodes = entryLayout.nodes(at: range.lowerBound, available: entryByteCount, reader)
      if nameStart < nameEnd {
        let text = reader.bytes(at: nameStart, count: Int(min(nameEnd - nameStart, Layout.largestRead)))
        nodes.append(
          TreeNode(
            "name", .text, offset: nameStart, length: nameEnd - nameStart,
            value: .text(CaptureText(text.prefix { $0 != 0 }))))
      }
      if gap > 0 {
        nodes.append(
          TreeNode("padding", .padding, offset: nameEnd, length: gap, meaning: "undefined, from a 64-bit libxl"))
      }
      return NodeList(nodes)
    }
  }

  private static let headLayout = Layout(
    "toolstack", byteCount: 12,
    [
      .init("length", at: 0, .number(bytes: 4), "bytes that follow"),
      .init("version", at: 4, .number(bytes: 4)),
      .init("count", at: 8, .number(bytes: 4), "entries"),
    ])

  private static let entryLayout = Layout(
    "libxl__physmap_info", byteCount: 28,
    [
      .init("phys_offset", at: 0, .address(bytes: 8)),
      .init("start_addr", at: 8, .address(bytes: 8)),
      .init("size", at: 16, .number(bytes: 8)),
      .init("namelen", at: 24, .number(bytes: 4), "the NUL at the end included"),
    ])
}
