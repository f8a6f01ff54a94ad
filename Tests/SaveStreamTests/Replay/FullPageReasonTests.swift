import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct FullPageReasonTests {
  private func replay(_ read: IndexedCapture, cachePages: Int) throws -> SenderReplay {
    var replay = SenderReplay(
      of: read.capture, index: read.index, cachePages: cachePages, givesReasons: true)
    while try !replay.step() {}
    return replay
  }

  /// The sample sent by a sender with a small cache.
  private func sample(cachePages: Int) throws -> IndexedCapture {
    let read = try IndexedCapture(path: Fixtures.sample("hvm-remus.bin"))
    var sizes = SenderSizes()
    sizes.cachePages = cachePages
    var sink = MemorySink()
    _ = try StreamRecoder(capture: read.capture, index: read.index, to: .compressed, sizes: sizes).write(to: &sink)
    return try IndexedCapture(bytes: sink.bytes)
  }

  private func rows(_ read: IndexedCapture, _ reasons: FullPageReasons?) throws -> [WhyRow<PageRow>] {
    try PageRows(capture: read.capture, index: read.index).rows(0..<UInt64.max, contentOnly: true)
      .map { WhyRow($0, reasons) }
  }

  @Test(arguments: [4, 8, 8192])
  func everyPageSentInWholeHasAReasonAndNoOther(cachePages: Int) throws {
    let read = try sample(cachePages: cachePages)
    let replay = try replay(read, cachePages: cachePages)
    let rows = try rows(read, replay.reasons)
    for row in rows { #expect((row.why != nil) == (row.row.encoding == .full)) }
    let count = { (reason: FullPageReason) in UInt64(rows.count { $0.why == reason }) }
    let total = replay.total
    #expect(count(.firstTime) == total.firstTimes)
    #expect(count(.afterEviction) == total.afterEviction)
    #expect(count(.afterPageTable) == total.afterPageTable)
    #expect(count(.fullThoughCached) == 0)
    #expect((count(.afterEviction) > 0) == (cachePages == 4))
  }

  @Test func aCacheOfSoManySlotsWouldHaveHadThePage() throws {
    let read = try sample(cachePages: 4)
    let evicted = try rows(read, replay(read, cachePages: 4).reasons).filter { $0.why == .afterEviction }
    let slots = evicted.compactMap(\.cacheSlots)
    #expect(slots.count == evicted.count)
    #expect(slots.allSatisfy { $0 > 4 })
    let largest = try #require(slots.max())
    let larger = try replay(read, cachePages: largest)
    #expect(larger.total.afterEviction == 0)
    #expect(try replay(read, cachePages: largest - 1).total.afterEviction > 0)
  }

  @Test func filtersKnowBothFields() throws {
    let read = try sample(cachePages: 4)
    let rows = try rows(read, replay(read, cachePages: 4).reasons)
    let evicted = try Filter<WhyRow<PageRow>>("why = afterEviction and cacheSlots > 4 and encoding = full")
    #expect(rows.filter { evicted.matches($0) }.count == rows.count { $0.why == .afterEviction })
    #expect(evicted.asksFor(anyOf: WhyRow<PageRow>.whyFields))
    let first = try Filter<UsedRow<WhyRow<PageRow>>>("not why = firstTime and pfn >= 0")
    #expect(first.asksFor(anyOf: WhyRow<PageRow>.whyFields))
    #expect(rows.filter { first.matches(UsedRow($0)) }.count == rows.count { $0.why != .firstTime })
    #expect(try !Filter<WhyRow<PageRow>>("pfn = 3").asksFor(anyOf: WhyRow<PageRow>.whyFields))
  }

  @Test func theSentenceNamesTheSlots() {
    #expect(FullPageReason.afterEviction.sentence(cacheSlots: 9000).contains("9,000 slots"))
    #expect(!FullPageReason.afterEviction.sentence(cacheSlots: nil).contains("slot"))
    #expect(FullPageReason.names == ["firstTime", "afterEviction", "afterPageTable", "pageTable", "fullThoughCached"])
  }
}
