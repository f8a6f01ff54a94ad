/// Where one is in a view.
struct ViewPosition: Sendable, Equatable {
  /// A file offset, where the cursor has one.
  var offset: UInt64?
  /// In words: a path, a page.
  var words = ""
  /// What there is to say of what is under the cursor: it is worth more than the words where there is no room for both.
  var remark: String?
  /// The row of a list, from 1, and how many there are.
  var row: (UInt64, of: UInt64)?
  /// What the rows are.
  var unit = "rows"
  /// Which rows are shown, where these are not all.
  var filter: FilterSummary?
  /// The place to be marked, noted on, and found again.
  var place: Place
  /// What has the cursor there, where the place alone does not tell.
  var spot: CursorSpot?
  /// What a jump from here comes back to.
  var origin: Place { spot.map { .within(place, $0) } ?? place }
  /// The byte of the page under the cursor, where single bytes of pages are shown.
  var byteOfPage: Int?
  /// One past the last PFN that can be gone to; nil where nothing bounds them.
  var pfnEnd: UInt64?
  /// What it belongs to, where that can be told: other views start from there.
  var focus = Focus()

  static func == (left: ViewPosition, right: ViewPosition) -> Bool {
    left.offset == right.offset && left.words == right.words && left.remark == right.remark
      && left.place == right.place
  }
}

/// The checkpoint and the page that one looks at: what a view that is called by its number starts from.
struct Focus: Sendable, Equatable {
  var checkpoint: Int?
  var pfn: UInt64?

  /// Takes over what another one knows.
  mutating func adopt(_ other: Focus) {
    checkpoint = other.checkpoint ?? checkpoint
    pfn = other.pfn ?? pfn
  }
}
