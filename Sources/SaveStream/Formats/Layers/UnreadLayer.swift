/// A layer whose header is shown, and whose content is recognised but not read.
struct UnreadLayer: LayerReader {
  private let content: Unread
  private var hasPassedHeader = false

  init(_ content: Unread) { self.content = content }

  mutating func step(_ position: inout UInt64, into draft: CheckpointDraft) throws(CaptureError) -> LayerStep {
    if hasPassedHeader { return .unread(content) }
    hasPassedHeader = true
    _ = try draft.pass(headerLength(at: position, draft), from: &position)
    return .goOn
  }

  private func headerLength(at offset: UInt64, _ draft: CheckpointDraft) throws(CaptureError) -> UInt64 {
    switch content {
    case .libvirtImage: LibvirtHeader.byteCount + UInt64(try draft.window.uint32(at: offset + 20) ?? 0)
    default: UInt64(XapiSignature.layout.byteCount)
    }
  }
}
