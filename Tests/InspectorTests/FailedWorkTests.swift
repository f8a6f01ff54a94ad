import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector
@_spi(Measuring) @testable import SaveStream

/// Work beside the keys, where the medium fails.
@Suite struct FailedWorkTests {
  private static let failure = CaptureError(.unreadable, path: "capture", offset: 0x1000, reason: "Input/output error")

  private static func stopped(_ effects: [Effect]) -> [WorkKind] {
    effects.compactMap { effect in if case .stopWork(let kind) = effect { kind } else { nil } }
  }

  @Test func whatWaitsToKnowWhoSentWhatIsGivenUpWithIt() throws {
    let read = try IndexedCapture(path: Fixtures.sample("hvm-remus.bin"))
    var inspector = Inspector(path: "capture", glyphs: .unicode)
    _ = inspector.update(.resize(rows: 24, columns: 80))
    _ = inspector.update(.index(read.index, milliseconds: 0))
    let begun = inspector.update(.key(.character("6")))
    #expect(begun.contains { effect in if case .work(.comparison) = effect { true } else { false } })
    #expect(inspector.whatRuns != nil)
    #expect(Self.stopped(inspector.update(.workFailed(.sends, Self.failure))) == [.comparison])
    #expect(inspector.whatRuns == nil)
  }

  @Test func whatNeedsNoMemoryGoesOn() throws {
    let read = try IndexedCapture(path: Fixtures.sample("hvm-remus-desync.bin"))
    var inspector = Inspector(path: "capture", glyphs: .unicode)
    _ = inspector.update(.index(read.index, milliseconds: 0))
    #expect(inspector.work.isRunning(.secondPass))
    #expect(Self.stopped(inspector.update(.workFailed(.sends, Self.failure))).isEmpty)
    #expect(inspector.work.isRunning(.secondPass))
  }
}
