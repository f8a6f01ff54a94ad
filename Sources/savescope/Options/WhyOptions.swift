import ArgumentParser
@_spi(Measuring) import SaveStream

/// Whether rows say why pages were sent in whole.
struct WhyOptions: ParsableArguments {
  @Flag(
    name: .customLong("why"),
    help: """
      Also why pages of compressed data were sent in whole, and the slots that a cache would have needed to hold them; \
      --where knows both as why and cacheSlots, with this or without.
      """)
  var isShown = false

  @Option(
    help: ArgumentHelp(
      "With --why: pages of the sender's cache, where they are not Xen's \(SenderCache.usualCapacity).", valueName: "n")
  )
  var cachePages: Int?

  func validate() throws {
    guard let cachePages else { return }
    guard (1...1 << 28).contains(cachePages) else {
      throw ValidationError("--cache-pages takes a number from 1 to \(1 << 28)")
    }
  }

  /// What the sender's cache tells of a capture.
  func reasons(of indexed: IndexedCapture, _ watch: ReportWatch) throws -> FullPageReasons {
    var replay = SenderReplay(
      of: indexed.capture, index: indexed.index, cachePages: cachePages ?? SenderCache.usualCapacity,
      givesReasons: true)
    while try !replay.step() { try watch.reached(replay.part) }
    return replay.reasons ?? FullPageReasons()
  }

  /// What has to be known where no page has a reason.
  func remark(_ index: IndexSnapshot) -> String? {
    index.checkpoints.contains { $0.isCompressed }
      ? nil : "no checkpoint has compressed pages, so that no cache decided"
  }
}
