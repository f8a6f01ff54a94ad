import Glibc
import Inspector
@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@testable import savescope

/// What the inspector is told of a capture that is read beside it.
@Suite struct CaptureReadingTests {
  private let folder = TemporaryFolder()

  /// The reading of a file, to its end.
  private func reading(_ bytes: [UInt8]) throws -> CaptureReading {
    let path = folder.path + "/capture.bin"
    try FixtureFile.write(bytes, to: path)
    return reading(try Capture.open(path))
  }

  private func reading(_ capture: Capture) -> CaptureReading {
    let indexer = BackgroundIndexer(capture: capture, options: ReadingOptions()) {}
    indexer.start()
    for _ in 0..<20_000 where indexer.result == nil { usleep(1000) }
    return CaptureReading(indexer)
  }

  @Test func tellsTheWholeIndexOnceReadingHasEnded() throws {
    let reading = try reading(SmallRemusCapture.bytes)
    #expect(reading.isReportDue)
    let report = reading.report()
    #expect(report.events.map(\.words) == ["2 checkpoints"])
    #expect(report.failure == nil)
    #expect(reading.hasReportedEnd)
    #expect(!reading.isReportDue)
  }

  @Test func bytesThatAreNoCaptureEndTheInspector() throws {
    let report = try reading(Array("no capture".utf8)).report()
    #expect(report.events.map(\.words) == ["0 checkpoints"])
    #expect(report.failure != nil)
  }

  @Test func aCaptureThatIsFollowedIsReadAnew() throws {
    let reading = try reading(SmallRemusCapture.bytes)
    _ = reading.report()
    #expect(reading.follow(true).map(\.words) == ["following"])
    #expect(!reading.hasReportedEnd)
    #expect(reading.follow(false).map(\.words) == ["not following"])
    reading.stop()
  }

  @Test func saysWhyACaptureCannotBeFollowed() {
    let events = reading(Capture(bytes: SmallRemusCapture.bytes)).follow(true)
    #expect(events.map(\.words).first?.hasPrefix("This capture cannot grow") == true)
  }

  @Test func saysWhyItIsFollowedNoLonger() throws {
    let reading = try reading(SmallRemusCapture.bytes)
    _ = reading.report()
    _ = reading.follow(true)
    #expect(unlink(reading.capture.path) == 0)
    var told: [String] = []
    for _ in 0..<20_000 where !reading.hasReportedEnd {
      usleep(1000)
      told += reading.report().events.map(\.words)
    }
    let path = reading.capture.path
    #expect(told.suffix(2) == ["not following", "\(path): was removed or renamed; what was read stays"])
    #expect(reading.report().events.map(\.words) == ["2 checkpoints"])
  }
}

extension InspectorEvent {
  /// The events of this suite in words.
  fileprivate var words: String {
    switch self {
    case .index(let index, _): "\(index.checkpoints.count) checkpoints"
    case .following(let isOn): isOn ? "following" : "not following"
    case .trouble(let words): words
    default: "\(self)"
    }
  }
}
