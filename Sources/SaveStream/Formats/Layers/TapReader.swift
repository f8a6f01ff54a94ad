/// Reads what the receiver of an xl migration says, and enters what the sender says behind it, where both were recorded
/// one after the other.
struct TapReader: LayerReader {
  /// What a receiver says in its turn (`tools/xl/xl.h`). The first is sent without its NUL.
  static let banner = [UInt8]("xl migration receiver ready, send binary domain data.\n".utf8)
  static let received = [UInt8]("domain received, ready to unpause\0".utf8)
  static let report = [UInt8]("my copy unpause results are as follows\0".utf8)
  /// What follows that report: the receiver's status, a byte.
  static let statusByteCount: UInt64 = 1

  let detector: LayerDetector
  private var hasPassedBanner = false
  private var hasEntered = false

  init(detector: LayerDetector) { self.detector = detector }

  mutating func step(_ position: inout UInt64, into draft: CheckpointDraft) throws(CaptureError) -> LayerStep {
    if !hasPassedBanner {
      hasPassedBanner = true
      let bytes = try draft.bytes(at: position, count: UInt64(Self.banner.count))
      position += UInt64(zip(bytes, Self.banner).prefix { $0 == $1 }.count)
      return .goOn
    }
    if hasEntered { return .end }
    let first = try draft.bytes(at: position, count: UInt64(LayerMagic.longest))
    if LayerMagic.detect(first) != nil {
      hasEntered = true
      return try detector.layer(at: position, draft, inside: .tap)
    }
    if try ColoBackChannel.begins(at: position, draft.window) { return .unread(.coloBackChannel) }
    guard let length = try textLength(at: position, draft) else { return .unread(.receiverSide) }
    position = try draft.reach(position + length)
    return .goOn
  }

  /// Bytes of the text at a file offset that belongs to a receiver's side; nil where there is none.
  private func textLength(at offset: UInt64, _ draft: CheckpointDraft) throws(CaptureError) -> UInt64? {
    let bytes = try draft.bytes(at: offset, count: UInt64(TrailingReader.handshake.count))
    for text in [Self.received, Self.report, TrailingReader.handshake] where bytes.starts(with: text) {
      return UInt64(text.count) + (text == Self.report ? Self.statusByteCount : 0)
    }
    return nil
  }
}
