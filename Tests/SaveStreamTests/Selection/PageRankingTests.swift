import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// Rankings against sums over all rows.
@Suite struct PageRankingTests {
  private func rows(_ sample: String) throws -> [PageRow] {
    let read = try IndexedCapture(path: Fixtures.sample(sample))
    return try PageRows(capture: read.capture, index: read.index).rows(0..<UInt64.max, contentOnly: true)
  }

  private func leaders(
    _ rows: [PageRow], by key: PageRanking.Key, isDescending: Bool = true, count: Int = 5,
    room: Int = PageRanking.usualRoom
  ) -> (pages: [PageTotals], passes: Int) {
    var ranking = PageRanking(by: key, isDescending: isDescending, count: count, room: room)
    var passes = 0
    while ranking.wantsPass {
      for row in rows { ranking.add(row) }
      ranking.endPass()
      passes += 1
    }
    return (ranking.leaders(), passes)
  }

  @Test(arguments: ["hvm-remus-compressed.bin", "hvm-live.bin", "v3-remus.bin"])
  func countsWhatEachPageCameTo(_ sample: String) throws {
    let rows = try rows(sample)
    let (pages, passes) = leaders(rows, by: .bytes, count: .max / 4)
    #expect(passes == 1)
    #expect(pages.count == Set(rows.map(\.pfn)).count)
    #expect(zip(pages, pages.dropFirst()).allSatisfy { $0.bytes >= $1.bytes })
    for page in pages {
      let own = rows.filter { $0.pfn == page.pfn }
      #expect(page.sends == UInt64(own.count))
      #expect(page.bytes == own.reduce(0) { $0 + ($1.length ?? 0) })
      #expect(page.changedWords == own.reduce(0) { $0 + UInt64($1.delta?.literalWords ?? 0) })
      #expect(page.firstCheckpoint == own.map(\.checkpoint).min() && page.lastCheckpoint == own.map(\.checkpoint).max())
    }
  }

  @Test func theRatioIsThatOfAllSendsTogether() throws {
    let page = try #require(leaders(rows("hvm-remus-compressed.bin"), by: .ratio, count: 1).pages.first)
    let ratio = try #require(page.ratio)
    #expect((ratio - Double(page.sends * 4096) / Double(page.bytes)).magnitude < 1e-9)
  }

  @Test(arguments: PageRanking.Key.allCases)
  func littleRoomTakesMorePassesAndGivesTheSame(_ key: PageRanking.Key) throws {
    let rows = try rows("hvm-remus-compressed.bin")
    for isDescending in [true, false] {
      let whole = leaders(rows, by: key, isDescending: isDescending)
      let parted = leaders(rows, by: key, isDescending: isDescending, room: 8)
      #expect(parted.passes > 1)
      #expect(parted.pages == whole.pages)
    }
  }

  @Test func theFirstRowsOfAnOrderAreKept() {
    var first = FirstRows<Int>(most: 3, isDescending: true)
    for (row, key) in [(0, 5), (1, nil), (2, 9), (3, 5), (4, 1), (5, 9), (6, 7)] as [(Int, UInt64?)] {
      first.add(row, key: key)
    }
    #expect(first.sorted() == [2, 5, 6])
    #expect(first.hasDropped)
    var all = FirstRows<Int>(most: 10, isDescending: false)
    for (row, key) in [(0, 5), (1, nil), (2, 5)] as [(Int, UInt64?)] { all.add(row, key: key) }
    #expect(all.sorted() == [0, 2, 1])
    #expect(!all.hasDropped)
  }
}
