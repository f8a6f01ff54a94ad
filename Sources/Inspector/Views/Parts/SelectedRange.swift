/// A range of bytes that is being selected: from where it was begun to the cursor.
struct SelectedRange<Place: Strideable & Sendable>: Sendable where Place.Stride: SignedInteger {
  /// The end that stays; nil where nothing is selected.
  private var anchor: Place?

  /// The bytes that are selected.
  func bytes(to cursor: Place?) -> Range<Place>? {
    guard let anchor, let cursor else { return nil }
    return min(anchor, cursor)..<max(anchor, cursor).advanced(by: 1)
  }

  /// Begins a range at the cursor, or gives up the one that there is.
  mutating func toggle(at cursor: Place?) { anchor = anchor == nil ? cursor : nil }

  /// False where there was none.
  mutating func giveUp() -> Bool {
    defer { anchor = nil }
    return anchor != nil
  }
}
