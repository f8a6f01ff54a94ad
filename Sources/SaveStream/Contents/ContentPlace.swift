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
  /// Where they are when they do not all stand right behind each other.
  private let stretches: [ImageStretch]

  init(ofRow number: Int, in index: IndexSnapshot) {
    let row = index.entryRows[number]
    firstContent = row.firstContent
    images = index.images(ofRow: number)
    size = index.size
    encoding = row.isVerify ? .verify : .raw
    stretches = index.imageStretches(ofRow: number)
  }

  /// The place of the image of a content, by its place among all of the capture; one of this row.
  func place(of content: UInt64) -> ContentPlace {
    guard let images else { return .missing }
    if !stretches.isEmpty { return stretches.place(of: content, size: size, encoding) }
    let offset = images &+ (content &- firstContent) &* UInt64(pageSize)
    guard offset >= images, offset < size else { return .missing }
    let there = min(UInt64(pageSize), size - offset)
    return ContentPlace(encoding: there < UInt64(pageSize) ? .missing : encoding, offset: offset, length: there)
  }
}

extension [ImageStretch] {
  /// The place of the image of a content among the stretches of its row, by its place among all of the capture.
  /// - Parameters:
  ///   - size: bytes of the capture.
  ///   - encoding: of images that are where they are said to be.
  func place(of content: UInt64, size: UInt64, _ encoding: PageEncoding) -> ContentPlace {
    guard let number = lastIndex(where: { $0.firstContent <= content }), number + 1 < count else { return .missing }
    let (stretch, next) = (self[number], self[number + 1])
    let offset = stretch.offset &+ (content - stretch.firstContent) &* UInt64(pageSize)
    guard offset >= stretch.offset, offset < size else { return .missing }
    let there = Swift.min(UInt64(pageSize), size - offset)
    switch stretch.kind {
    case .damaged:
      let left = next.offset > offset ? Swift.min(there, next.offset - offset) : 0
      return ContentPlace(encoding: .missing, offset: offset, length: left)
    case .end: return .missing
    case .placed, .doubtful, .unordered:
      let known = stretch.kind == .placed ? encoding : .doubtful
      return ContentPlace(encoding: there < UInt64(pageSize) ? .missing : known, offset: offset, length: there)
    }
  }
}
