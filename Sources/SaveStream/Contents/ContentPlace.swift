/// How and where the content of an entry travels.
struct ContentPlace {
  var encoding: PageEncoding
  /// A file offset; nil where nothing of it is there.
  var offset: UInt64?
  /// Bytes that the capture holds of it.
  var length: UInt64?
  /// The markers of a delta.
  var counts: DeltaCounts?

  static let missing = ContentPlace(encoding: .missing)
  /// Of a type that carries none.
  static let none = ContentPlace(encoding: .none)
}

/// Where the images of a row of the index are. Whoever goes through millions of entries asks the index once a row.
struct ImagePlaces {
  /// The row's first content, by its place among all of the capture.
  private let firstContent: UInt64
  /// Where its first image is; nil where none can be placed.
  private let images: UInt64?
  /// Bytes of the capture.
  private let size: UInt64
  private let encoding: PageEncoding

  init(ofRow number: Int, in index: IndexSnapshot) {
    let row = index.entryRows[number]
    firstContent = row.firstContent
    images = index.images(ofRow: number)
    size = index.size
    encoding = row.isVerify ? .verify : .raw
  }

  /// The place of the image of a content, by its place among all of the capture; one of this row.
  func place(of content: UInt64) -> ContentPlace {
    guard let images else { return .missing }
    let offset = images &+ (content &- firstContent) &* UInt64(pageSize)
    guard offset >= images, offset < size else { return .missing }
    let there = min(UInt64(pageSize), size - offset)
    return ContentPlace(encoding: there < UInt64(pageSize) ? .missing : encoding, offset: offset, length: there)
  }
}
