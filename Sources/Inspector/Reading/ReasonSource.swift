@_spi(Measuring) import SaveStream

/// Why pages of a stream were sent in whole: found out by going through the sender's cache once more, in slices, by
/// whoever needs it first.
final class ReasonSource {
  private var replay: SenderReplay
  /// nil until it is known.
  private(set) var reasons: FullPageReasons?

  init(_ capture: Capture, _ index: IndexSnapshot) {
    replay = SenderReplay(of: capture, index: index, givesReasons: true)
  }

  /// How much of it is done, 0…1.
  var part: Double { reasons == nil ? replay.part : 1 }

  /// Goes a slice further. Returns whether it is known.
  func step() throws(CaptureError) -> Bool {
    if reasons == nil, try replay.step() { reasons = replay.reasons ?? FullPageReasons() }
    return reasons != nil
  }
}

/// Finds that out for a view.
struct ReasonRun: WorkRun {
  private let request: WorkRequest
  private let source: ReasonSource
  private let asker: ViewKind

  init(_ source: ReasonSource, for asker: ViewKind) {
    request = .reasons(asker)
    self.source = source
    self.asker = asker
  }

  mutating func step() throws(CaptureError) -> WorkProgress {
    let isFinished = try source.step()
    return WorkProgress(
      request: request, part: source.part, isFinished: isFinished,
      answer: source.reasons.map { .reasons($0, asker) })
  }
}
