@_spi(Measuring) import SaveStream
import TestSupport
import Testing

/// Bytes of the guest that come out as they are.
@Suite struct RawBytesTests {
  private let remus = Fixtures.sample("hvm-remus.bin")

  /// Pages that follow each other and are there at checkpoint 2, with their bytes.
  private func pages() throws -> (first: UInt64, bytes: [[UInt8]]) {
    let read = try IndexedCapture(path: remus)
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    let ranges = try memory.presentPFNs(at: 2)
    let range = try #require(ranges.first { $0.count >= 2 })
    let found = try range.prefix(2).map { pfn -> GuestPage? in try memory.page(pfn: pfn, at: 2) }
    return (range.lowerBound, found.compactMap { $0?.bytes })
  }

  @Test func aPageIs4096BytesInAFileAndOnStandardOutput() throws {
    let (pfn, bytes) = try pages()
    let piped = try ChildProcess.savescope("page", remus, "--pfn", "\(pfn)", "--checkpoint", "2", "--raw")
    #expect(piped.status == 0 && piped.errors == "")
    #expect(piped.outputBytes == bytes[0])
    try FixtureFile.withTemporaryFolder { folder in
      let out = "\(folder)/page.bin"
      let written = try ChildProcess.savescope(
        "page", remus, "--pfn", "\(pfn)", "--checkpoint", "2", "--raw", "-o", out)
      #expect(written.status == 0)
      #expect(try FixtureFile.bytes(out) == bytes[0])
      let again = try ChildProcess.savescope("page", remus, "--pfn", "\(pfn)", "--raw", "-o", out)
      #expect(again.status == 2 && again.errors.contains("exists already"))
    }
  }

  @Test func pagesInARangeFollowEachOther() throws {
    let (pfn, bytes) = try pages()
    let run = try ChildProcess.savescope(
      "memory", remus, "--checkpoint", "2", "--pfn", "\(pfn)..\(pfn + 1)", "-o", "-")
    #expect(run.status == 0)
    #expect(run.outputBytes == bytes[0] + bytes[1])
  }

  @Test func pagesThatAreNotThereReadAsZerosAndAreCounted() throws {
    let read = try IndexedCapture(path: remus)
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    let ranges = try memory.presentPFNs(at: 2)
    try #require(ranges.count > 1)
    let (last, next) = (ranges[0].upperBound - 1, ranges[1].lowerBound)
    try FixtureFile.withTemporaryFolder { folder in
      let run = try ChildProcess.savescope(
        "memory", remus, "--checkpoint", "2", "--pfn", "\(last)..\(next)", "-o", "\(folder)/out")
      #expect(run.status == 0 && run.errors.contains("read as zeros"))
      let bytes = try FixtureFile.bytes("\(folder)/out")
      #expect(bytes.count == Int(next - last + 1) * 4096)
      let page = try memory.page(pfn: next, at: 2)
      #expect(Array(bytes.suffix(4096)) == page?.bytes)
      #expect(bytes[4096..<bytes.count - 4096].allSatisfy { $0 == 0 })
    }
  }

  @Test func whatIsNotThereIsAnErrorThatSaysWhy() throws {
    let never = try ChildProcess.savescope("page", remus, "--pfn", "0xfffff", "--raw")
    #expect(never.status == 2 && never.outputBytes.isEmpty)
    #expect(never.errors.contains("is not there as of checkpoint"))
    let beyond = try ChildProcess.savescope("memory", remus, "--checkpoint", "2", "--pfn", "0..0xfffffff", "-o", "-")
    #expect(beyond.status == 2 && beyond.errors.contains("the last page that is there is"))
  }

  @Test func optionsThatMeanNothingTogetherAreRefused() throws {
    for arguments in [
      ["--raw", "--hex"], ["--raw", "--length", "0"], ["--length", "4"], ["-o", "x"], ["--raw", "--length", "4"],
    ] {
      let run = try ChildProcess.run(
        Fixtures.programPath, ["page", remus, "--pfn", "1"] + arguments)
      #expect(run.status == 64, "\(arguments)")
    }
  }
}
