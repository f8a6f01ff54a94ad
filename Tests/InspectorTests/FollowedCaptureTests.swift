import Glibc
@_spi(Measuring) import SaveStream
import Synchronization
import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

/// Keys over a capture that is followed, and ends within a tail: they do not wait for the rest of it.
@Suite struct FollowedCaptureTests {
  private let file = TemporaryFile([])

  /// What each key brings on the screen is read of a tail whose bytes have not come.
  @Test(arguments: ["6", "7<Enter>", "3jd", "5JJ", "1jjljjll", "/ke<Enter>"])
  func keysDoNotWaitForBytes(_ keys: String) throws {
    try FixtureFile.write(Array(FixtureFile.bytes(Fixtures.sample("hvm-remus.bin")).prefix(256_000)), to: file.path)
    let capture = try Capture.open(file.path)
    let indexer = CaptureIndexer(capture: capture)
    try indexer.run()
    #expect(capture.startFollowing())
    // Whoever waits after all is let go.
    let progress = Progress()
    let watchdog = BesideTest {
      for _ in 0..<2000 where !progress.isDone.load(ordering: .acquiring) { usleep(10_000) }
      capture.stopFollowing()
    }
    let driver = InspectorDriver(capture: capture, index: indexer.index.snapshot)
    driver.press(keys)
    #expect(!capture.isComplete, "the keys waited")
    progress.isDone.store(true, ordering: .releasing)
    try watchdog.value()
  }

  private final class Progress: Sendable {
    let isDone = Atomic(false)
  }
}
