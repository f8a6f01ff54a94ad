import Glibc
@_spi(Measuring) import SaveStream
import Synchronization
import TestSupport
import Testing

/// A capture that comes through a pipe is read as it arrives.
@Suite struct ArrivingCaptureTests {
  @Test func showsWhatHasArrivedWhileMoreIsToCome() throws {
    let bytes = try FixtureFile.bytes(Fixtures.sample("hvm-live.bin"))
    try FixtureFile.withTemporaryFolder { folder in
      let path = folder + "/pipe"
      #expect(mkfifo(path, 0o600) == 0)
      let writer = open(path, O_RDWR | O_CLOEXEC)
      defer { close(writer) }
      let reading = Reading(path: path)
      // Checkpoint 0 has several batches: some of them fit into what has arrived.
      write(bytes[..<(bytes.count * 4 / 5)], to: writer)
      #expect(reading.waits { $0.entryRows.count > 0 && !$0.isFinished && $0.checkpoints.count == 1 })
      #expect(reading.index.snapshot.stream?.guest == .hvm)
      try reading.stop()
      #expect(reading.index.snapshot.isFinished)
      let rules = reading.index.snapshot.findings.map(\.rule)
      #expect(rules.contains(.indexingStopped) && !rules.contains(.cutShort))
    }
  }

  @Test func figuresOfACheckpointThatGrowsAgree() throws {
    let bytes = try FixtureFile.bytes(Fixtures.sample("hvm-remus-compressed.bin"))
    // The compressed chunk of checkpoint 2 is there, its tail is not.
    let cut = try IndexedCapture(bytes: bytes).index.checkpoints[2].bodyEnd ?? 0
    try FixtureFile.withTemporaryFolder { folder in
      let path = folder + "/pipe"
      #expect(mkfifo(path, 0o600) == 0)
      let writer = open(path, O_RDWR | O_CLOEXEC)
      defer { close(writer) }
      let reading = Reading(path: path)
      write(bytes[..<Int(cut)], to: writer)
      let totals = { (index: IndexSnapshot) in index.totals(ofCheckpoint: 2) }
      #expect(reading.waits { $0.checkpoints.count == 3 && totals($0).delta?.pages ?? 0 > 0 })
      let open = totals(reading.index.snapshot)
      #expect(open.pages > 0 && open.pages == open.delta?.pages)
      try reading.stop()
      #expect(reading.index.snapshot.isFinished)
    }
  }

  private func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, min($0.count, 4096)) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}

/// A capture that is opened and read beside a test.
private final class Reading: Sendable {
  /// The capture, once it is open.
  private final class Opened: Sendable {
    let capture = Mutex<Capture?>(nil)
  }

  let index = StreamIndex()
  private let opened = Opened()
  private let work: BesideTest<Void>

  init(path: String) {
    work = BesideTest { [index, opened] in
      let capture = try Capture.open(path)
      opened.capture.withLock { $0 = capture }
      try CaptureIndexer(capture: capture, index: index).run()
    }
  }

  /// Has the reading stop, and returns when it has ended.
  /// - Throws: why it failed, if it did.
  func stop() throws {
    index.requestStop()
    opened.capture.withLock { $0?.cancelWaiting() }
    try work.value()
  }

  /// Whether the index comes to be as `condition` says within ten seconds.
  func waits(until condition: (IndexSnapshot) -> Bool) -> Bool {
    for _ in 0..<2000 {
      if condition(index.snapshot) { return true }
      usleep(5000)
    }
    return false
  }
}
