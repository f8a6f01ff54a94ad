/// Where a content is and how it travels.
enum FoundContent {
  /// A page image, at this file offset.
  case image(UInt64)
  /// A page delta; its own encoding may be `missing`.
  case delta(DeltaExtent)
  /// Nothing of it is there.
  case missing

  var encoding: PageEncoding {
    switch self {
    case .image: .raw
    case .delta(let extent): extent.encoding
    case .missing: .missing
    }
  }

  /// Whether it is not there in whole, or does not decode.
  var isMissing: Bool { encoding == .missing }

  /// Whether it sets every word, so that nothing before it matters.
  var isWhole: Bool {
    switch self {
    case .image: true
    case .delta(let extent): extent.isWhole
    case .missing: false
    }
  }
}
