import Testing

@_spi(Measuring) @testable import SaveStream

/// Rows of captures too large to make up.
@Suite struct PageSortKeyTests {
  private func row(pfn: UInt64 = 0, offset: UInt64?) -> PageRow {
    PageRow(
      checkpoint: 0, iteration: 0, batch: 0, index: 0, pfn: pfn, type: .ordinary, encoding: .raw, offset: offset,
      length: 4096, delta: nil)
  }

  @Test func offsetsSortHoweverLargeTheCaptureIs() {
    for isDescending in [false, true] {
      let key = PageSortKey(PageOrder(.offset, isDescending: isDescending), rowCount: 1 << 31)
      let first = key.number(for: row(offset: 1 << 42), at: 5)
      let second = key.number(for: row(offset: 1 << 42 + 1), at: 6)
      let empty = key.number(for: row(offset: nil), at: 4)
      #expect((first < second) != isDescending)
      #expect(empty > max(first, second))
      #expect(key.row(of: first) == 5 && key.row(of: empty) == 4)
    }
  }

  @Test func pfnsOutOfAllBoundsCountAsTheGreatest() {
    for isDescending in [false, true] {
      let key = PageSortKey(PageOrder(.pfn, isDescending: isDescending), rowCount: 27_000_000)
      let usual = key.number(for: row(pfn: 1 << 38, offset: 0), at: 9)
      let huge = key.number(for: row(pfn: .max, offset: 0), at: 8)
      let hugeToo = key.number(for: row(pfn: 1 << 60, offset: 0), at: 7)
      #expect((usual < huge) != isDescending)
      #expect(hugeToo < huge)
    }
  }
}
