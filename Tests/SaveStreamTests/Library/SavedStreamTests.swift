import Glibc
import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct SavedStreamTests {
  private static let remus = Fixtures.sample("hvm-remus-compressed.bin")

  @Test func opensAStreamAndReadsItToItsEnd() throws {
    let stream = try SavedStream(Self.remus)
    let expected = try IndexedCapture(path: Self.remus).index
    #expect(stream.index.isFinished)
    #expect(stream.index.totals == expected.totals)
    #expect(stream.index.checkpoints.count == 5)
    #expect(stream.tree.root.length == stream.capture.size)
  }

  @Test func readsTheWayItIsTold() throws {
    let reading = ReadingOptions(toolstackBits: 32)
    let stream = try SavedStream(Fixtures.sample("hvm-32bit-toolstack.bin"), reading: reading)
    #expect(stream.index.checkpoints.count == 1)
    #expect(throws: CaptureError.self) {
      try SavedStream("/dev/null", opening: OpenOptions(spoolFolder: "/nowhere/at/all"))
    }
  }

  @Test func pagesAreTheRowsOfTheStreamInItsOrder() throws {
    let stream = try SavedStream(Self.remus)
    let expected = try PageRows(capture: stream.capture, index: stream.index).rows(0..<UInt64.max, contentOnly: false)
    #expect(stream.pages.count == UInt64(expected.count))
    #expect(Array(stream.pages) == expected)
    var visited: [PageRow] = []
    try stream.pages.forEachEntry { visited.append($0) }
    #expect(visited == expected)
  }

  @Test func pagesGoOnFromBlockToBlock() throws {
    let file = TemporaryFile(Self.streamOfAllocations(arrays: 9))
    let stream = try SavedStream(file.path)
    let pfns = stream.pages.map(\.pfn)
    #expect(pfns == Array(0..<9 * 1024))
  }

  @Test func aWalkOverPagesEndsWhereTheFileShrankAndSaysSo() throws {
    let bytes = Self.streamOfAllocations(arrays: 9)
    let file = TemporaryFile(bytes)
    let stream = try SavedStream(file.path)
    #expect(truncate(file.path, bytes.count / 2) == 0)
    var entries = 0
    let error = #expect(throws: CaptureError.self) { try stream.pages.forEachEntry { _ in entries += 1 } }
    #expect(error?.kind == .changed)
    #expect(entries == 4096)
    var rows = stream.pages.makeIterator()
    while rows.next() != nil { entries -= 1 }
    #expect(entries == 0)
    #expect(rows.failure == error)
    #expect(rows.next() == nil)
  }

  @Test func aBodyMayEndTheWalk() throws {
    struct Enough: Error {}
    var entries = 0
    #expect(throws: Enough.self) {
      try SavedStream(Self.remus).pages.forEachEntry { _ in
        entries += 1
        if entries == 3 { throw Enough() }
      }
    }
    #expect(entries == 3)
  }

  @Test func memoryIsThatOfTheCheckpoint() throws {
    let stream = try SavedStream(of: Capture(bytes: SmallRemusCapture.bytes))
    let before = try #require(try stream.memory(at: 0))
    let after = try #require(try stream.memory(at: 1))
    let whole = SmallRemusCapture.pfns[2]
    #expect(try before.page(whole)?.bytes == [5] + [UInt8](repeating: 0, count: 4095))
    #expect(try after.page(whole)?.bytes == [UInt8](repeating: 0x44, count: 4096))
    #expect(try after.page(15) == nil)
    #expect(try after.page(.max) == nil)
    #expect(after.isSound)
    #expect(after.checkpoint == 1)
    #expect(try after.presentPFNs() == [3..<8])
    var pfns: [UInt64] = []
    try after.forEachPage { page in
      pfns.append(page.pfn)
      let same = try after.page(page.pfn)?.bytes
      #expect(page.bytes == same)
    }
    #expect(pfns == SmallRemusCapture.pfns)
  }

  @Test func aCheckpointThatIsNotThereHasNoMemory() throws {
    let stream = try SavedStream(of: Capture(bytes: SmallRemusCapture.bytes))
    #expect(try stream.memory(at: 2) == nil)
    #expect(try stream.memory(at: -1) == nil)
  }

  @Test func aStreamThatIsCutOpensWithWhatIsThere() throws {
    let stream = try SavedStream(Fixtures.sample("hvm-remus-cut.bin"))
    #expect(stream.index.findings.contains { $0.rule == .cutShort })
    let last = stream.index.checkpoints.count - 1
    #expect(try stream.memory(at: last)?.isSound == false)
  }

  @Test func whatIsNoStreamIsAnErrorOfThatKind() throws {
    let text = TemporaryFile(Array("no stream at all, but long enough to look at".utf8))
    #expect(#expect(throws: CaptureError.self) { try SavedStream(text.path) }?.kind == .notAStream)
    #expect(#expect(throws: CaptureError.self) { try SavedStream("/nowhere/at/all") }?.kind == .noSuchFile)
  }

  /// A stream of PFN arrays, 1024 XALLOC entries in each, and nothing else.
  private static func streamOfAllocations(arrays: UInt64) -> [UInt8] {
    var writer = LegacyStreamWriter(to: MemorySink())
    writer.writeHeader(LegacyStreamHeader(p2mSize: arrays * 1024))
    for array in 0..<arrays {
      writer.writePFNArray((0..<1024).map { PFNArrayEntry(pfn: array * 1024 + $0, type: .allocateOnly) })
    }
    return writer.sink.bytes
  }

  @Test func givesAllThatVerifyFinds() throws {
    let fixture = try #require(Fixtures.field.first { $0.name == "cr3-is-l3" })
    let stream = try SavedStream(fixture.path)
    #expect(stream.index.findings.isEmpty && stream.index.notLookedAt == .pageTables)
    let verified = try stream.verified()
    #expect(verified.findings.map(\.rule) == [.vcpuPageTableBase] && verified.notLookedAt.isEmpty)
    #expect(stream.index.findings.isEmpty, "what was known stays as it was")
  }
}
