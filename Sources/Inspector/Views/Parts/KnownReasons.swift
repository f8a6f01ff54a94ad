@_spi(Measuring) import SaveStream

/// Why pages were sent in whole, as far as a view knows it: asked for when the cursor is first at such a page.
struct KnownReasons: Sendable {
  private let asker: ViewKind
  private var reasons: FullPageReasons?
  /// Whether it was given up.
  private var isStopped = false

  init(for asker: ViewKind) { self.asker = asker }

  /// The index has changed.
  mutating func forget() {
    reasons = nil
    isStopped = false
  }

  mutating func take(_ reasons: FullPageReasons) { self.reasons = reasons }

  mutating func stop() { isStopped = true }

  /// Asks for them, where there is a page to explain; the checks of the capture come first.
  func prepare(_ encoding: PageEncoding?, _ scene: inout Scene) {
    guard encoding == .full, reasons == nil, !isStopped, scene.index.isFinished, !scene.work.isRunning(.reasons),
      !scene.work.isRunning(.secondPass)
    else { return }
    scene.work(.reasons(asker))
  }

  /// Why the page whose content lies at a file offset was sent in whole, as a sentence; nil where it was not, or where
  /// that is not known.
  func sentence(at offset: UInt64?, _ encoding: PageEncoding) -> String? {
    reason(at: offset, encoding).map { $0.reason.sentence(cacheSlots: $0.cacheSlots) }
  }

  /// The same in few words.
  func phrase(at offset: UInt64?, _ encoding: PageEncoding) -> String? {
    reason(at: offset, encoding).map { $0.reason.phrase(cacheSlots: $0.cacheSlots) }
  }

  private func reason(
    at offset: UInt64?, _ encoding: PageEncoding
  ) -> (reason: FullPageReason, cacheSlots: Int?)? {
    guard encoding == .full, let offset else { return nil }
    return reasons?.reason(at: offset)
  }
}
