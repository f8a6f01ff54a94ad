@_spi(Measuring) @testable import SaveStream

/// A stream that leaves its checkpoint open at its end, as libxc v2 and v3 do for the records of the layer around them.
/// It begins with their magic.
///
/// ```
/// FF x 8  "XENF"  u32 version 99, big endian      then one u64 word: the end of the body
/// ```
enum OpenEndedFormat: OpenFormat {
  static let magic = [UInt8](repeating: 0xff, count: 8) + Array("XENF".utf8) + [0, 0, 0, 99]
  static let bytes = magic + [UInt8](repeating: 0, count: 8)

  static func begins(_ bytes: [UInt8]) -> Bool { bytes.starts(with: magic) }
  static func reader() -> any LayerReader { Reader() }

  private struct Reader: LayerReader {
    var hasPassedHeader = false

    mutating func step(_ position: inout UInt64, into draft: CheckpointDraft) throws(CaptureError) -> LayerStep {
      guard hasPassedHeader else {
        hasPassedHeader = true
        draft.index.stream = StreamDescription(
          format: StreamFormat(name: "open", words: "open-ended stream"), offset: position, guest: .hvm)
        draft.index.formatFacts = StreamShape.other(Shape())
        position += UInt64(OpenEndedFormat.magic.count)
        return .goOn
      }
      draft.begin(at: position)
      draft.add(8, as: .framing)
      draft.endBody(marker: position, end: position + 8)
      position += 8
      return .end
    }
  }

  private struct Shape: StreamReading {
    func parts(of checkpoint: Int?, _ reader: TreeReader) throws(CaptureError) -> [GuestPart] {
      guard let row = checkpoint.map({ reader.index.checkpoints[$0] }), let bodyEnd = row.bodyEnd else { return [] }
      return try XapiNodes.parts(in: bodyEnd..<row.end, reader)
    }
    func headerNode(_ range: Range<UInt64>) -> TreeNode {
      TreeNode("header", .header, offset: range.lowerBound, length: range.upperBound - range.lowerBound)
    }
    func checkpointNode(_ checkpoint: Int, _ row: CheckpointRow) -> TreeNode {
      TreeNode("checkpoint[\(checkpoint)]", .checkpoint, offset: row.offset, length: row.length) { reader in
        var parts = PartList(from: row.offset, to: row.end)
        parts.node(upTo: row.bodyEnd ?? row.end) { TreeNode("body", .body, offset: $0.lowerBound, length: 8) }
        parts.node(upTo: row.end) { range in
          TreeNode("tail", .tail, offset: range.lowerBound, length: range.upperBound - range.lowerBound) { reader in
            NodeList(XapiNodes.records(in: range, reader))
          }
        }
        return parts.list(reader)
      }
    }
    func guestNodes(of checkpoint: Int, _ reader: TreeReader) -> [TreeNode] { [] }
    func readsAs(_ other: StreamShape) -> Bool { false }
  }
}
