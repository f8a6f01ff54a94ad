import Glibc
import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct CaptureTests {
  @Test func readsAFileInPlace() throws {
    let file = TemporaryFile((0..<100_000).map { UInt8(truncatingIfNeeded: $0 / 7) })
    let capture = try Capture.open(file.path)
    #expect(capture.size == 100_000)
    #expect(capture.isComplete)
    #expect(capture.compression == .none)
    #expect(try capture.bytes(at: 70_000, count: 3) == [16, 16, 16])
    #expect(try capture.bytes(at: 99_999, count: 10).count == 1)
    #expect(try capture.bytes(at: 100_000, count: 10).isEmpty)
    #expect(try capture.bytes(at: .max, count: 10).isEmpty)
    #expect(try capture.wait(for: 100_000))
    #expect(try !capture.wait(for: 100_001))
  }

  @Test func aFileThatShrinksIsAnErrorAndNotItsEnd() throws {
    let file = TemporaryFile([UInt8](repeating: 7, count: 50_000))
    let capture = try Capture.open(file.path)
    #expect(truncate(file.path, 20_000) == 0)
    #expect(capture.size == 50_000)
    #expect(try capture.bytes(at: 0, count: 20_000).count == 20_000)
    let error = #expect(throws: CaptureError.self) { try capture.bytes(at: 10_000, count: 20_000) }
    #expect(error?.path == file.path)
    #expect(error?.offset == 20_000)
    #expect(error?.reason.contains("open it again") == true)
    let window = ByteWindow(capture)
    #expect(throws: CaptureError.self) { try window.uint32(at: 30_000) }
    #expect(throws: CaptureError.self) { try window.uint32(at: 30_000) }
  }

  @Test func saysInPlainWordsWhyAFileCannotBeOpened() throws {
    func reason(_ path: String) -> String? {
      #expect(throws: CaptureError.self) { try Capture.open(path) }?.reason
    }
    #expect(reason("/nowhere/at/all") == "no such file")
    #expect(reason("") == "no such file")
    #expect(reason("/tmp") == "is a directory, not a file")
    #expect(reason("/etc/passwd/inside") == "no such file")
    #expect(reason(TemporaryFile([]).path) == "no such file")
    let empty = TemporaryFile([])
    #expect(reason(empty.path)?.hasPrefix("is empty; for one that is still to be written: tail") == true)
  }

  @Test func readsAFileThatSaysItIsEmptyButGivesBytes() throws {
    let capture = try Capture.open("/proc/version")
    #expect(try capture.wait(for: 5))
    #expect(try capture.bytes(at: 0, count: 5) == Array("Linux".utf8))
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func saysThatPermissionIsDenied() {
    let file = TemporaryFile([1, 2, 3])
    #expect(chmod(file.path, 0) == 0)
    #expect(throws: CaptureError(.cannotOpen, path: file.path, reason: "permission denied")) {
      try Capture.open(file.path)
    }
  }

  @Test func opensAndClosesThousandsOfTimesWithoutLeakingDescriptors() throws {
    let file = TemporaryFile([1, 2, 3])
    for _ in 0..<3000 { #expect(try Capture.open(file.path).size == 3) }
    #expect(OpenFiles.count(of: file.path) == 0)
    let capture = try Capture.open(file.path)
    #expect(OpenFiles.count(of: file.path) == 1)
    #expect(try capture.bytes(at: 0, count: 3) == [1, 2, 3])
  }
}
