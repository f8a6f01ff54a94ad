import Glibc
import SystemPackage
import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// What a caller can act on: the kind of an error, whatever its words.
@Suite struct CaptureErrorKindTests {
  private func kind(_ body: () throws -> Void) -> CaptureError.Kind? {
    #expect(throws: CaptureError.self, performing: body)?.kind
  }

  @Test func nothingUnderThePath() {
    #expect(kind { _ = try Capture.open("/nowhere/at/all") } == .noSuchFile)
    #expect(kind { _ = try Capture.open("/etc/passwd/inside") } == .noSuchFile)
  }

  @Test func somethingThatIsNothingToReadFrom() {
    #expect(kind { _ = try Capture.open("/tmp") } == .cannotOpen)
  }

  @Test func bytesThatAreNoStreamOrNone() throws {
    let empty = TemporaryFile([])
    #expect(kind { _ = try Capture.open(empty.path) } == .notAStream)
    #expect(kind { _ = try Capture.open("/dev/null").wait(for: 1) } == .notAStream)
    let text = TemporaryFile(Array("no stream at all, but long enough to look at".utf8))
    #expect(kind { try CaptureIndexer(capture: Capture.open(text.path)).run() } == .notAStream)
  }

  @Test func aMediumThatFails() throws {
    // A directory opens, and gives no bytes.
    let folder = try FileDescriptor.open("/tmp", .readOnly)
    let storage = FileStorage(path: "folder", file: OpenDescriptor(folder), size: 10)
    #expect(kind { _ = try Capture(path: "folder", storage: storage).bytes(at: 0, count: 10) } == .unreadable)
  }

  @Test func aFileThatShrank() throws {
    let file = TemporaryFile([UInt8](repeating: 7, count: 5000))
    let capture = try Capture.open(file.path)
    #expect(truncate(file.path, 2000) == 0)
    #expect(kind { _ = try capture.bytes(at: 0, count: 5000) } == .changed)
  }

  @Test func aFollowedFileThatIsRemoved() throws {
    let file = TemporaryFile([UInt8](repeating: 7, count: 5000))
    let capture = try Capture.open(file.path)
    #expect(capture.startFollowing())
    #expect(unlink(file.path) == 0)
    #expect(try !capture.wait(for: 5001))
    #expect(capture.endOfFollowing?.kind == .changed)
  }

  @Test func compressedDataThatIsDamaged() throws {
    let file = TemporaryFile([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3] + [UInt8](repeating: 0xff, count: 100))
    let capture = try Capture.open(file.path)
    #expect(kind { _ = try capture.wait(for: 1) } == .damaged)
    #expect(capture.failure?.kind == .damaged)
  }

  @Test func aTemporaryFileThatCannotBeMadeOrKept() throws {
    let nowhere = OpenOptions(spoolFolder: "/nowhere/at/all")
    #expect(kind { _ = try Capture.open("/dev/null", options: nowhere) } == .spool)
    let full = try FileDescriptor.open("/dev/full", .readWrite)
    let input = TemporaryFile([UInt8](repeating: 5, count: 1000))
    let storage = try SpoolStorage(
      path: "pipe", file: InputFile.open(input.path), spool: SpoolFile(folder: "/full", file: OpenDescriptor(full)))
    #expect(kind { _ = try storage.wait(for: 1) } == .spool)
  }
}
