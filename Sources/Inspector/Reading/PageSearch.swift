@_spi(Measuring) import SaveStream

/// Looks for rows with a PFN, some thousand rows at a time.
struct PageSearch: SearchRun {
  private let pfn: UInt64
  private let contentOnly: Bool
  private let filter: Filter<PageRow>?
  private let pages: PageRows
  private var way: SearchWay

  init(
    _ request: SearchRequest, _ pfn: UInt64, contentOnly: Bool, where filter: Filter<PageRow>?, reader: EffectReader
  ) {
    self.pfn = pfn
    self.contentOnly = contentOnly
    self.filter = filter
    pages = reader.pages
    way = SearchWay(request, count: pages.count(contentOnly: contentOnly))
  }

  mutating func step() throws(CaptureError) -> SearchProgress {
    guard let slice = way.next(Self.slice) else { return way.progress([]) }
    let rows = try pages.rows(slice, contentOnly: contentOnly)
    let hits = rows.enumerated().filter { isMatch($0.element) }.map { place, _ in
      SearchHit(place: slice.lowerBound + UInt64(place), match: .row)
    }
    return way.progress(hits)
  }

  private func isMatch(_ row: PageRow) -> Bool { row.pfn == pfn && filter?.matches(row) ?? true }

  /// Rows looked at in one go.
  private static let slice: UInt64 = 4096
}
