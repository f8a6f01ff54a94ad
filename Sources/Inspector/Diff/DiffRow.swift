import SaveStream

/// A row of the Diff view: a page or a field that differs.
enum DiffRow: Sendable {
  case page(PageDifference)
  case field(FieldDifference)
}

/// Which rows the Diff view lists.
enum DiffLook: CaseIterable, Sendable {
  case all, pages, fields

  var words: String {
    switch self {
    case .all: "pages and fields"
    case .pages: "pages"
    case .fields: "fields"
    }
  }

  var next: DiffLook {
    let all = Self.allCases
    return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
  }
}

/// The rows of a comparison: pages by PFN, then fields in the order of the tree.
struct DiffRows: Sendable {
  let snapshot: ComparisonSnapshot
  let look: DiffLook

  private var pageCount: Int { look == .fields ? 0 : snapshot.pages.count }
  private var fieldCount: Int { look == .pages ? 0 : snapshot.fields.count }

  var count: Int { pageCount + fieldCount }

  subscript(position: Int) -> DiffRow? {
    if position >= 0, position < pageCount { return .page(snapshot.pages[position]) }
    let field = position - pageCount
    return field >= 0 && field < fieldCount ? .field(snapshot.fields[field]) : nil
  }

  /// The row of a page, or of the next one that differs; nil when there is none. O(log n).
  func position(ofPFN pfn: UInt64) -> Int? {
    var low = 0
    var high = pageCount
    while low < high {
      let middle = low + (high - low) / 2
      if snapshot.pages[middle].pfn < pfn { low = middle + 1 } else { high = middle }
    }
    return low < pageCount ? low : nil
  }
}
