/// Where the page images of a batch are, when bytes were lost among them or came in between.
struct ImagePlacement: Sendable, Equatable {
  /// A run of images that stand one right behind the other.
  struct Piece: Sendable, Equatable {
    /// The first image, by its place in the batch.
    let first: Int
    /// The file offset of its first byte.
    let offset: UInt64
    let kind: ImageStretch.Kind
  }

  /// In the order of the images; the last one stands for the end.
  let pieces: [Piece]
  /// Images that may be out of step.
  let doubtfulCount: Int
  /// Images that are there.
  let count: Int
  /// The file offset near which the damage is.
  let damage: UInt64
  /// Whether all stand right behind each other, as they should.
  let isInPlace: Bool

  /// One past the last byte of the images.
  var end: UInt64 { pieces.last?.offset ?? 0 }
}

extension ImagePlacement {
  /// Images right behind each other, of which only the first few are in step beyond doubt, as what follows them is
  /// lost; nil where all are.
  static func unsure(_ count: Int, at start: UInt64, _ window: ByteWindow) throws(CaptureError) -> ImagePlacement? {
    let sure = try PageSigns(window: window).pagesInStep(from: start, of: count)
    return sure < count ? ImagePlacement(count, at: start, sure: sure) : nil
  }

  private init(_ count: Int, at start: UInt64, sure: Int) {
    let size = UInt64(pageSize)
    let end = start + UInt64(count) * size
    pieces = Self.tidy([
      Piece(first: 0, offset: start, kind: .placed),
      Piece(first: sure, offset: start + UInt64(sure) * size, kind: .doubtful),
      Piece(first: count, offset: end, kind: .end),
    ])
    doubtfulCount = count - sure
    self.count = count
    damage = end
    isInPlace = true
  }

  /// Images whose last ends at `end`, which is not where it should be: those before the damage are placed from `start`
  /// on, those behind it from `end` back.
  /// - Parameters:
  ///   - step: what the bytes say of the place where the images get out of step.
  init(_ count: Int, from start: UInt64, to end: UInt64, step: ImageStep.Found) {
    let size = UInt64(pageSize)
    let (kept, lost) = (step.before, step.damaged)
    let behind = min(count, kept + lost)
    func back(_ place: Int) -> UInt64 { end - min(end, UInt64(count - place) * size) }
    let firstDoubtful = min(step.doubtful.lowerBound, kept)
    let firstSure = min(count, max(step.doubtful.upperBound, behind))
    pieces = Self.tidy([
      Piece(first: 0, offset: start, kind: .placed),
      Piece(first: firstDoubtful, offset: start + UInt64(firstDoubtful) * size, kind: .doubtful),
      Piece(first: kept, offset: start + UInt64(kept) * size, kind: .damaged),
      Piece(first: behind, offset: back(behind), kind: .doubtful),
      Piece(first: firstSure, offset: back(firstSure), kind: .placed),
      Piece(first: count, offset: end, kind: .end),
    ])
    doubtfulCount = firstSure - firstDoubtful - (behind - kept)
    self.count = count - (behind - kept)
    damage = start + UInt64(kept) * size
    isInPlace = false
  }

  /// Images that are all there, but between the first and the last of which it is not known what pages they are of.
  /// - Parameters:
  ///   - count: contents as the array spells them.
  ///   - images: those that are there.
  ///   - known: the first of them, whose pages are known, and `behind` the last.
  init(_ count: Int, from start: UInt64, images: Int, known: Int, behind: Int) {
    let size = UInt64(pageSize)
    func end(of place: Int) -> UInt64 { start + UInt64(place) * size }
    pieces = Self.tidy([
      Piece(first: 0, offset: start, kind: .placed),
      Piece(first: known, offset: end(of: known), kind: .damaged),
      Piece(first: count - behind, offset: end(of: images - behind), kind: .placed),
      Piece(first: count, offset: end(of: images), kind: .end),
    ])
    doubtfulCount = 0
    self.count = known + behind
    damage = end(of: known)
    isInPlace = false
  }

  /// Images of a part of an array, in pieces of which some may have none.
  init(_ pieces: [Piece], isInPlace: Bool = false) {
    self.pieces = Self.tidy(pieces)
    func count(_ kind: ImageStretch.Kind) -> Int {
      zip(pieces, pieces.dropFirst()).reduce(0) { $0 + ($1.0.kind == kind ? $1.1.first - $1.0.first : 0) }
    }
    doubtfulCount = count(.doubtful) + count(.unordered)
    self.count = doubtfulCount + count(.placed)
    damage = pieces.first?.offset ?? 0
    self.isInPlace = isInPlace
  }

  /// Without pieces that no image is in.
  private static func tidy(_ pieces: [Piece]) -> [Piece] {
    var tidied: [Piece] = []
    for piece in pieces {
      if let last = tidied.last, last.first == piece.first { tidied.removeLast() }
      tidied.append(piece)
    }
    return tidied
  }
}
