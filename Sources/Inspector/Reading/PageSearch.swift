import SaveStream

/// Looks for a row with a PFN, some thousand rows at a time.
struct PageSearch: SearchRun {
  private let request: SearchRequest
  private let pfn: UInt64
  private let contentOnly: Bool
  private let filter: Filter<PageRow>?
  private let pages: PageRows
  private var way: SearchWay

  init(_ request: SearchRequest, _ pfn: UInt64, contentOnly: Bool, where filter: Filter<PageRow>?, reader: EffectReader)
  {
    self.request = request
    self.pfn = pfn
    self.contentOnly = contentOnly
    self.filter = filter
    pages = reader.pages
    way = SearchWay(request, count: pages.count(contentOnly: contentOnly))
  }

  mutating func step() -> SearchProgress {
    guard let slice = way.next(Self.slice) else { return way.progress(nil) }
    let rows = (try? pages.rows(slice, contentOnly: contentOnly)) ?? []
    let isMatch = { (row: PageRow) in row.pfn == pfn && filter?.matches(row) ?? true }
    let place = request.backwards ? rows.lastIndex(where: isMatch) : rows.firstIndex(where: isMatch)
    return way.progress(place.map { .row(slice.lowerBound + UInt64($0)) })
  }

  /// Rows looked at in one go.
  private static let slice: UInt64 = 4096
}
