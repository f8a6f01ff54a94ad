/// A layer whose header is shown, and whose content is recognised but not read.
struct UnreadLayer: LayerReader {
  private let content: Unread
  private var hasPassedHeader = false

  init(_ content: Unread) { self.content = content }

  mutating func step(_ position: inout UInt64, into draft: CheckpointDraft) throws(CaptureError) -> LayerStep {
    if hasPassedHeader { return .unread(content) }
    hasPassedHeader = true
    _ = try draft.pass(UInt64(LibxlHeader.layout.byteCount), from: &position)
    return .goOn
  }
}
