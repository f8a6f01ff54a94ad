/// How the content of a PFN-array entry travels.
public enum PageEncoding: String, Sendable, CaseIterable {
  /// All 4096 bytes as they are, behind the array.
  case raw
  /// All 4096 bytes, inside compressed data (`FULL_PAGE`).
  case full
  /// Runs of changed words, inside compressed data.
  case delta
  /// One byte that says "unchanged", inside compressed data (`EMPTY_PAGE`).
  case empty
  /// Sent a second time to be compared, not applied.
  case verify
  /// The type carries no content.
  case none
  /// The type calls for content that the capture does not hold, or not whole: it was cut, or could not be decoded.
  case missing
  /// As `raw`, but perhaps out of step, as bytes were lost, or came in between, somewhere near it; or perhaps of another
  /// page, as a delta may be, or an image whose PFN is out of order.
  case doubtful

  /// The place among all encodings.
  var place: Int {
    switch self {
    case .raw: 0
    case .full: 1
    case .delta: 2
    case .empty: 3
    case .verify: 4
    case .none: 5
    case .missing: 6
    case .doubtful: 7
    }
  }
}
