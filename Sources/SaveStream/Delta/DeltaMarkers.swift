/// One marker of a page delta: where it stands and what it does to the page.
public struct DeltaMarker: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    /// Literal words follow.
    case run
    /// Words stay as they are.
    case skip
    /// The page is unchanged (`EMPTY_PAGE`).
    case empty
    /// All 4096 bytes follow (`FULL_PAGE`).
    case full
  }

  public let kind: Kind
  /// The file offset of the marker byte.
  public let offset: UInt64
  /// The marker's place among the bytes of its delta, from 0.
  public let position: Int
  /// The first word of the page that it stands for, 0…1023.
  public let firstWord: Int
  /// Words that it stands for; 1024 for `empty` and `full`.
  public let words: Int

  /// Literal bytes that follow the marker byte.
  public var literalLength: Int {
    switch kind {
    case .run, .full: words * wordSize
    case .skip, .empty: 0
    }
  }
}

/// The markers of one page delta, in their order. Ends at the first byte that breaks the format's rules.
public struct DeltaMarkers: Sequence, IteratorProtocol, Sendable {
  private let bytes: [UInt8]
  private let ranges: [Range<UInt64>]
  private var position = 0
  private var word = 0
  /// The range that holds the next marker, or 0 before the first one.
  private var range = 0
  /// The position at which that range ends.
  private var rangeEnd = 0
  /// What makes file offsets of positions in that range: it is added, and may wrap around.
  private var shift: UInt64 = 0
  /// Why the delta does not decode, once the sequence has ended; nil for a sound one.
  public private(set) var fault: DeltaDecoder.Fault?

  /// - Parameters:
  ///   - bytes: the bytes of the delta.
  ///   - ranges: the file ranges they come from: more than one when the delta is split over chunks.
  public init(_ bytes: [UInt8], at ranges: [Range<UInt64>]) {
    self.bytes = bytes
    self.ranges = ranges
    if let first = ranges.first {
      rangeEnd = first.count
      shift = first.lowerBound
    }
  }

  public mutating func next() -> DeltaMarker? {
    guard word < wordsPerPage, fault == nil else { return nil }
    guard position < bytes.count else { return end(.outOfBytes) }
    let byte = bytes[position]
    if byte & 0x7f == 0 { return wholePage(byte) }
    // Which kind comes next is anyone's guess, so that no branch should depend on it.
    let words = Int(byte & 0x7f)
    let literal = words &* wordSize &* Int(byte >> 7 ^ 1)
    guard word &+ words <= wordsPerPage else { return end(.pastPage) }
    guard literal < bytes.count &- position else { return end(.outOfBytes) }
    if position >= rangeEnd { enterRange() }
    let marker = DeltaMarker(
      kind: byte < 0x80 ? .run : .skip, offset: shift &+ UInt64(position), position: position, firstWord: word,
      words: words)
    position &+= 1 &+ literal
    word &+= words
    return marker
  }

  /// The one marker of a delta that says something of the whole page.
  private mutating func wholePage(_ byte: UInt8) -> DeltaMarker? {
    guard position == 0 else { return end(.zeroRun) }
    let isFull = byte == DeltaDecoder.fullPage
    guard bytes.count > (isFull ? pageSize : 0) else { return end(.outOfBytes) }
    if rangeEnd == 0 { enterRange() }
    word = wordsPerPage
    return DeltaMarker(
      kind: isFull ? .full : .empty, offset: shift, position: 0, firstWord: 0, words: wordsPerPage)
  }

  private mutating func end(_ kind: DeltaDecoder.Fault.Kind) -> DeltaMarker? {
    fault = DeltaDecoder.Fault(kind: kind, marker: position, word: word)
    return nil
  }

  /// Goes on to the range that holds `position`; stays in the last one.
  private mutating func enterRange() {
    while range + 1 < ranges.count, position >= rangeEnd {
      shift = ranges[range + 1].lowerBound &- UInt64(rangeEnd)
      rangeEnd += ranges[range + 1].count
      range += 1
    }
  }
}
