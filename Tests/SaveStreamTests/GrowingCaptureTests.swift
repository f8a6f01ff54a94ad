import Glibc
import SystemPackage
import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct GrowingCaptureTests {
  /// A FIFO by which a test feeds a capture.
  private final class Feed {
    let folder = TemporaryFolder()
    let capture: Capture
    private var writer: Int32

    init() throws {
      let path = folder.path + "/feed"
      mkfifo(path, 0o600)
      // Opened while nobody writes: that must not hold up anything.
      capture = try Capture.open(path, options: OpenOptions(spoolFolder: folder.path))
      writer = open(path, O_WRONLY)
      unlink(path)
    }

    deinit { finish() }

    func send(_ bytes: [UInt8]) { writeAll(bytes, to: writer) }

    func finish() {
      if writer >= 0 { close(writer) }
      writer = -1
    }
  }

  @Test func aPipeGrowsAsItsBytesArrive() throws {
    let feed = try Feed()
    #expect(feed.capture.size == 0)
    #expect(!feed.capture.isComplete)
    feed.send(Array("the first ten".utf8))
    #expect(try feed.capture.wait(for: 13))
    #expect(feed.capture.size == 13)
    #expect(!feed.capture.isComplete)
    #expect(feed.capture.compression == .none)
    let window = ByteWindow(feed.capture)
    #expect(try window.uint32(at: 0) == 0x2065_6874)
    feed.send([UInt8](repeating: 9, count: 200_000))
    #expect(try window.uint32(at: 200_000) == 0x0909_0909)
    feed.finish()
    #expect(try window.uint32(at: 200_010) == nil)
    #expect(try !feed.capture.wait(for: 200_014))
    #expect(feed.capture.size == 200_013)
    #expect(feed.capture.isComplete)
    #expect(feed.capture.failure == nil)
    #expect(try feed.capture.bytes(at: 4, count: 5) == Array("first".utf8))
  }

  @Test func aReaderWaitsForASlowSender() throws {
    let feed = try Feed()
    let capture = feed.capture
    let arrived = BesideTest { try capture.wait(for: 1000) }
    for _ in 0..<100 {
      feed.send([UInt8](repeating: 1, count: 10))
      usleep(200)
    }
    #expect(try arrived.value())
    #expect(capture.size == 1000)
  }

  @Test func aPipeThatGivesNothingIsAnError() throws {
    let feed = try Feed()
    feed.finish()
    let error = #expect(throws: CaptureError.self) { try feed.capture.wait(for: 1) }
    #expect(error?.reason == "is empty")
    #expect(feed.capture.isComplete)
  }

  @Test func cancellingWakesThoseWhoWait() throws {
    let feed = try Feed()
    let capture = feed.capture
    let arrived = BesideTest { try capture.wait(for: 10) }
    usleep(2000)
    capture.cancelWaiting()
    #expect(try !arrived.value())
    #expect(try !capture.wait(for: 1))
    #expect(!capture.isComplete)
  }

  @Test func aCompressedPipeIsUnpackedAsItArrives() throws {
    let feed = try Feed()
    let content = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 / 11) }
    let packed = Packed.gzip(content)
    // The magic comes in two pieces.
    feed.send(Array(packed[..<3]))
    usleep(2000)
    feed.send(Array(packed[3..<packed.count / 2]))
    #expect(try feed.capture.wait(for: 1000))
    #expect(feed.capture.compression == .gzip)
    #expect(try feed.capture.bytes(at: 0, count: 1000) == Array(content[..<1000]))
    feed.send(Array(packed[(packed.count / 2)...]))
    feed.finish()
    #expect(try feed.capture.wait(for: 300_000))
    let isSame = try feed.capture.bytes(at: 0, count: 400_000) == content
    #expect(isSame)
    #expect(feed.capture.failure == nil)
  }

  @Test func aSpoolFolderThatTakesNoFilesIsThereAllTheSame() {
    let error = #expect(throws: CaptureError.self) {
      try Capture.open("/dev/null", options: OpenOptions(spoolFolder: "/proc"))
    }
    #expect(error?.reason.contains("no such folder") == false)
  }

  @Test func aSpoolFolderThatIsNotThereIsNamed() {
    let error = #expect(throws: CaptureError.self) {
      try Capture.open("/dev/null", options: OpenOptions(spoolFolder: "/nowhere/at/all"))
    }
    #expect(error?.reason.contains("/nowhere/at/all: no such folder") == true)
    #expect(error?.reason.contains("--spool DIR") == true)
  }

  @Test func aFullDiskIsAnErrorForThoseWhoReadOn() throws {
    let full = try FileDescriptor.open("/dev/full", .readWrite)
    let input = TemporaryFile([UInt8](repeating: 5, count: 1000))
    let storage = try SpoolStorage(
      path: "pipe", file: InputFile.open(input.path), spool: SpoolFile(folder: "/full", file: OpenDescriptor(full)))
    let capture = Capture(path: "pipe", storage: storage)
    let error = #expect(throws: CaptureError.self) { try capture.wait(for: 1) }
    #expect(error?.reason.contains("/full") == true)
    #expect(error?.reason.contains("no space left on device") == true)
    #expect(error?.reason.contains("--spool DIR") == true)
    #expect(throws: CaptureError.self) { try ByteWindow(capture).uint32(at: 0) }
    #expect(capture.failure == error)
    #expect(capture.isComplete)
  }

  @Test func whatHasMoreBytesThanItsTemporaryFileMayHoldIsReadUpToThere() throws {
    let input = TemporaryFile([UInt8](repeating: 5, count: 1_000_000))
    let storage = try SpoolStorage(
      path: "pipe", file: InputFile.open(input.path), spool: SpoolFile.make(in: nil, for: "pipe", limit: 500_000))
    let capture = Capture(path: "pipe", storage: storage)
    let error = #expect(throws: CaptureError.self) { try capture.wait(for: 600_000) }
    #expect(error?.kind == .spool && error?.reason.contains("500000, which without --spool-limit") == true)
    #expect(capture.size > 0 && capture.size <= 500_000 && capture.isComplete)
    #expect(try capture.bytes(at: 0, count: 4) == [5, 5, 5, 5])
  }

  @Test func releasingACaptureStopsItsThreadAndClosesItsFiles() throws {
    let folder = TemporaryFolder()
    for round in 0..<300 {
      let path = folder.path + "/feed"
      mkfifo(path, 0o600)
      let capture = try Capture.open(path, options: OpenOptions(spoolFolder: folder.path))
      if round % 2 == 0 {
        let writer = open(path, O_WRONLY)
        writeAll([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], to: writer)
        #expect(try capture.wait(for: 10))
        close(writer)
      }
      unlink(path)
    }
    #expect(OpenFiles.count(of: folder.path) == 0)
    // An input without an end: the thread stops all the same.
    _ = try Capture.open("/dev/zero", options: OpenOptions(spoolFolder: folder.path)).wait(for: 1)
    #expect(OpenFiles.count(of: folder.path) == 0)
  }
}
