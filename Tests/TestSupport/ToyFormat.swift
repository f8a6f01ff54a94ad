@_spi(Measuring) import SaveStream

/// A format that no Xen writes, to show that nothing but a format's own code has to know it: big endian, the page type
/// above an 8-byte word, 3,000 entries a record, and one guest part.
///
/// ```
/// "TOYSTRM\n"  u64 pfnEnd   then records:  u32 type, u32 count
///   1  PFN words, images     2  u64 the console's PFN     3  end of a checkpoint
/// ```
public enum ToyFormat {
  /// A stream of two checkpoints: 3,000 pages of one byte each, then three of them again.
  public static let bytes: [UInt8] =
    Array("TOYSTRM\n".utf8) + word(4000)
    + record((0..<3000).map { ($0, UInt8(truncatingIfNeeded: $0)) }) + part(5) + number(3) + number(0)
    + record([(7, 0xaa), (8, 0xbb), (2999, 0xcc)]) + part(6) + number(3) + number(0)

  private static func number(_ value: UInt32) -> [UInt8] { word(UInt64(value)).suffix(4) }
  private static func word(_ value: UInt64) -> [UInt8] { (0..<8).reversed().map { UInt8(value >> ($0 * 8) & 0xff) } }
  private static func part(_ pfn: UInt64) -> [UInt8] { number(2) + number(1) + word(pfn) }
  private static func record(_ pages: [(pfn: UInt64, fill: UInt8)]) -> [UInt8] {
    number(1) + number(UInt32(pages.count)) + pages.flatMap { word($0.pfn) }
      + pages.flatMap { [UInt8](repeating: $0.fill, count: 4096) }
  }
}

extension ToyFormat: OpenFormat {
  public static func begins(_ bytes: [UInt8]) -> Bool { bytes.starts(with: "TOYSTRM\n".utf8) }
  package static func reader() -> any LayerReader { ToyReader() }
}

private struct ToyReader: LayerReader {
  var hasHeader = false

  mutating func step(_ position: inout UInt64, into draft: CheckpointDraft) throws(CaptureError) -> LayerStep {
    guard hasHeader else {
      hasHeader = true
      draft.index.header = position..<position + 16
      draft.index.pfnEnd = try draft.capture.bytes(at: position + 8, count: 8).number(.big)
      draft.index.entryFormat = EntryFormat(
        wordBytes: 8, order: .big, typeShift: 60, pfnMask: 1 << 52 - 1, undefinedTypes: 0, unmappedHasPFN: true)
      draft.index.stream = StreamDescription(
        format: StreamFormat(name: "toy", words: "toy stream"), offset: position, guest: .hvm)
      draft.index.formatFacts = StreamShape.other(ToyShape())
      position += 16
      return .goOn
    }
    let head = try draft.capture.bytes(at: position, count: 8)
    if !draft.isOpen { if head.isEmpty { return .end } else { draft.begin(at: position) } }
    draft.add(UInt64(head.count), as: .framing)
    switch head.prefix(4).number(.big) {
    case 1:
      let words = position + 8..<position + 8 + head.suffix(4).number(.big) * 8
      guard let end = try draft.add(EntryArray(record: position, words: words, hasImages: true)) else { break }
      position = end
      return .goOn
    case 2:
      draft.add(8, as: .metadata)
      position += 16
      return .goOn
    case 3:
      position += 8
      draft.endBody(marker: position - 8, end: position)
      try draft.end(at: position, isComplete: true)
      return .goOn
    default: draft.reportCut(.body, at: position)
    }
    try draft.end(at: draft.capture.size, isComplete: false)
    return .stop
  }
}

private struct ToyShape: StreamReading {
  func parts(of checkpoint: Int?, _ reader: TreeReader) -> [GuestPart] {
    guard let checkpoint, let end = reader.index.checkpoints[checkpoint].bodyEnd else { return [] }
    return [GuestPart(.hvmParameter(17), .body, end - 16..<end - 8)]
  }
  func headerNode(_ range: Range<UInt64>) -> TreeNode { TreeNode("header", .header, offset: 0, length: 16) }
  func checkpointNode(_ checkpoint: Int, _ row: CheckpointRow) -> TreeNode {
    TreeNode("checkpoint[\(checkpoint)]", .checkpoint, offset: row.offset, length: row.length) { reader in
      var parts = PartList(from: row.offset, to: row.end)
      for place in reader.index.rows(of: checkpoint) where !reader.index.entryRows[place].isContinued {
        let rows = reader.index.rowsOfRecord(atRow: place)
        parts.field("record", 8, "", reader.reading(.big))
        parts.node(upTo: reader.index.entryRows[rows.upperBound - 1].arrayEnd) {
          .array(of: .pfn(bytes: 8), named: "pfns", at: $0.lowerBound, available: UInt64($0.count), order: .big)
        }
        parts.node(upTo: row.end - 24) { .bytes(named: "pages", kind: .images, $0, reader) }
      }
      for node in guestNodes(of: checkpoint, reader) { parts.node(upTo: node.end) { _ in node } }
      parts.field("end", 8, "", reader.reading(.big))
      return parts.list(reader)
    }
  }
  func guestNodes(of checkpoint: Int, _ reader: TreeReader) -> [TreeNode] {
    let start = reader.index.checkpoints[checkpoint].end - 24
    return [.array(of: .pfn(bytes: 8), named: "console", at: start, available: 16, order: .big)]
  }
  func readsAs(_ other: StreamShape) -> Bool { true }
}
