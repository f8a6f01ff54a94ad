import Glibc
@_spi(Measuring) import SaveStream
import TestSupport
import Testing

/// A capture in a file that something is still writing.
@Suite struct FollowedFileTests {
  private let file = TemporaryFile([])
  private let whole: [UInt8]

  init() throws { whole = try FixtureFile.bytes(Fixtures.sample("hvm-remus.bin")) }

  private func append(_ bytes: some Collection<UInt8>) {
    let descriptor = open(file.path, O_WRONLY | O_APPEND | O_CREAT, 0o600)
    writeAll(Array(bytes), to: descriptor)
    close(descriptor)
  }

  @Test func aFileThatIsNotFollowedStaysAsItWasOpened() throws {
    append(whole.prefix(1000))
    let capture = try Capture.open(file.path)
    append(whole.dropFirst(1000))
    #expect(try !capture.wait(for: 1001))
    #expect(capture.size == 1000)
    #expect(capture.isComplete)
  }

  @Test func whoCannotWaitSeesWhatHasCome() throws {
    append(whole.prefix(1000))
    let capture = try Capture.open(file.path)
    #expect(capture.startFollowing())
    let arrived = capture.asFarAsArrived
    #expect(try arrived.wait(for: 1000) && !arrived.wait(for: 1001))
    #expect(try arrived.bytes(at: 990, count: 100) == Array(whole[990..<1000]))
    append(whole.dropFirst(1000).prefix(10))
    #expect(try capture.wait(for: 1010) && arrived.wait(for: 1010))
    #expect(!arrived.isComplete)
    capture.stopFollowing()
    #expect(arrived.isComplete && arrived.size == 1010)
  }

  @Test func whatIsWrittenLaterIsIndexedAsIfItHadAlwaysBeenThere() throws {
    append(whole.prefix(250_000))
    let capture = try Capture.open(file.path)
    #expect(capture.startFollowing())
    #expect(!capture.isComplete)
    let indexer = CaptureIndexer(capture: capture)
    let reading = BesideTest { try indexer.run() }
    for part in stride(from: 250_000, to: whole.count, by: 20_000) {
      append(whole[part..<min(part + 20_000, whole.count)])
      usleep(2000)
    }
    while indexer.index.snapshot.bytesRead < UInt64(whole.count) { usleep(2000) }
    #expect(!indexer.index.snapshot.isFinished)
    capture.stopFollowing()
    try reading.value()
    let index = indexer.index.snapshot
    let expected = try IndexedCapture(bytes: whole).index
    #expect(index.isFinished)
    #expect(index.checkpoints.count == expected.checkpoints.count)
    #expect(index.totals == expected.totals)
    #expect(index.findings.count == expected.findings.count)
    #expect(index.takeover == expected.takeover)
  }

  @Test func aFileThatBecomesShorterIsSaidToHaveShrunk() throws {
    append(whole)
    let capture = try Capture.open(file.path)
    #expect(capture.startFollowing())
    #expect(truncate(file.path, 1000) == 0)
    let error = #expect(throws: CaptureError.self) { try capture.wait(for: UInt64(whole.count) + 1) }
    #expect(error?.reason.contains("shrank meanwhile") == true)
    #expect(error?.offset == 1000)
  }

  @Test(arguments: [false, true]) func aFileThatIsRemovedOrReplacedIsFollowedNoLonger(isReplaced: Bool) throws {
    append(whole)
    let capture = try Capture.open(file.path)
    #expect(capture.startFollowing())
    #expect(unlink(file.path) == 0)
    if isReplaced { append(whole) }
    // Its bytes are still there: nothing is wrong with them.
    #expect(try !capture.wait(for: UInt64(whole.count) + 1))
    #expect(capture.isComplete && capture.size == UInt64(whole.count))
    let wanted = isReplaced ? "was replaced by another file" : "was removed or renamed"
    #expect(capture.endOfFollowing?.reason.hasPrefix(wanted) == true)
  }

  @Test func whatIsPackedCannotBeFollowed() throws {
    append([0x1f, 0x8b, 8, 0] + whole.prefix(100))
    #expect(try !Capture.open(file.path).startFollowing())
    #expect(!Capture(bytes: whole).startFollowing())
  }
}
