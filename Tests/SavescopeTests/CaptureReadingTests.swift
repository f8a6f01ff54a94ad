import Glibc
@_spi(Measuring) import Inspector
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
    let indexer = BackgroundIndexer(capture: capture, options: ReadingOptions(), readsBehindDamage: true) {}
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

  @Test func aDamagedCaptureIsReadOnceMore() throws {
    var bytes = try FixtureFile.bytes(Fixtures.sample("hvm-remus.bin"))
    bytes.removeSubrange(100_000..<100_100)
    let events = try reading(bytes).report().events.map(\.words)
    #expect(events == ["read once more, 5 checkpoints", "Damaged at 0x1830c: what is behind it was found again"])
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

  /// A file that nothing is written to at the moment, as it is while the sender waits for the network.
  @Test(arguments: [false, true])
  func whatIsThereOfACaptureThatIsFollowedIsShown(isShownBefore: Bool) throws {
    // It ends within the second tail.
    let reading = try reading(SmallRemusCapture.bytes.dropLast(20).map { $0 })
    if isShownBefore { _ = reading.report() }
    _ = reading.follow(true)
    var told: [String] = []
    // It may have been asked before the first chunk was read.
    for _ in 0..<2000 where told != ["2 checkpoints"] {
      usleep(5000)
      told = reading.report().events.map(\.words)
    }
    #expect(told == ["2 checkpoints"])
    #expect(!reading.hasReportedEnd)
    reading.capture.stopFollowing()
  }

  @Test func saysWhyACaptureCannotBeFollowed() {
    let events = reading(Capture(bytes: SmallRemusCapture.bytes)).follow(true)
    #expect(events.map(\.words).first?.hasPrefix("This capture cannot grow") == true)
  }

  // MARK: A file that changes

  /// Bytes that another program puts into the file, in its place.
  private func overwrite(_ bytes: [UInt8], at offset: Int) throws {
    let descriptor = Glibc.open(folder.path + "/capture.bin", O_WRONLY)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    // The clock of a file system ticks slowly.
    usleep(20_000)
    #expect(pwrite(descriptor, bytes, bytes.count, offset) == bytes.count)
  }

  @Test func aCaptureThatIsWrittenOverIsToldOnce() throws {
    let reading = try reading(SmallRemusCapture.bytes)
    _ = reading.report()
    #expect(reading.changes().isEmpty)
    try overwrite([0, 0, 0, 0], at: 5000)
    // It looks once a second.
    usleep(1_100_000)
    #expect(reading.changes().map(\.words).first?.contains("was written over since it was opened") == true)
    #expect(reading.changes().isEmpty && reading.millisecondsToLook == nil)
  }

  @Test func aFileThatIsAppendedToHasGrown() throws {
    let reading = try reading(SmallRemusCapture.bytes)
    let (watch, size) = (try #require(FileWatch(reading.capture)), reading.capture.size)
    try overwrite([1], at: Int(size))
    #expect(watch.look(knownSize: size) == .grown)
    try overwrite([1], at: 0)
    #expect(watch.look(knownSize: size) != .grown)
  }

  @Test func aFileThatAnotherTookTheNameOfIsTold() throws {
    let reading = try reading(SmallRemusCapture.bytes)
    let watch = try #require(FileWatch(reading.capture))
    try FixtureFile.write(SmallRemusCapture.bytes, to: folder.path + "/other.bin")
    #expect(rename(folder.path + "/other.bin", folder.path + "/capture.bin") == 0)
    guard case .changed(let words) = watch.look(knownSize: reading.capture.size) else {
      Issue.record("nothing was told")
      return
    }
    #expect(words.contains("was replaced by another file"))
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
    case .reread(let index, _): "read once more, \(index.checkpoints.count) checkpoints"
    case .following(let isOn): isOn ? "following" : "not following"
    case .trouble(let words), .changed(let words): words
    default: "\(self)"
    }
  }
}
