@_spi(Measuring) import SaveStream

/// A row of the Diff view: a page or a field that differs.
enum DiffRow: Sendable {
  case page(PageDifference)
  case field(FieldDifference)
}

/// Which rows the Diff view lists.
enum DiffLook: String, CaseIterable, Sendable {
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

/// The rows of a comparison: pages by PFN, of which a filter may choose some, then fields in the order of the tree.
struct DiffRows: Sendable {
  let snapshot: ComparisonSnapshot
  let look: DiffLook
  let pages: FilteredRows<UsedRow<PageDifference>>

  private var pageCount: Int { look == .fields ? 0 : pages.count }
  private var fieldCount: Int { look == .pages ? 0 : snapshot.fields.count }

  var count: Int { pageCount + fieldCount }

  subscript(position: Int) -> DiffRow? {
    if position < pageCount, let page = pages.position(at: position), page < snapshot.pages.count {
      return .page(snapshot.pages[page])
    }
    let field = position - pageCount
    return field >= 0 && field < fieldCount ? .field(snapshot.fields[field]) : nil
  }
}
