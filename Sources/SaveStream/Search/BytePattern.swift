/// A regular expression over bytes, and the bytes that match it: literals, `.`, classes, groups, `|` and the
/// quantifiers `* + ? {m,n}`.
///
/// All ways through it are gone at once, byte by byte, so that no pattern makes a look from one byte on take longer
/// than its length times the bytes of a match. A match has 256 bytes at most, and is the longest from its first byte
/// on.
@_spi(Measuring) public struct BytePattern: Sendable, Equatable {
  /// What a place of the program does.
  enum Instruction: Sendable, Equatable {
    /// Takes a byte of a set, and goes on at the next place.
    case take(ByteSet)
    /// Goes on at two places.
    case fork(Int, Int)
    case jump(Int)
    case match
  }

  /// Places of the program, a bit each.
  private typealias Places = SIMD8<UInt64>

  private let program: [Instruction]
  /// The bytes that each place takes; none where it takes no byte.
  private let sets: [ByteSet]
  /// Where one is at a place, before a byte is taken: the places that take one, and the match.
  private let reached: [Places]
  /// The place that is the match.
  private let match: Places
  /// The bytes that a match can begin with.
  private let first: ByteSet

  /// Bytes of a match at most.
  static let longest = 256
  /// Instructions of a pattern at most: as many as `Places` has bits.
  static let mostInstructions = 512

  /// - Parameter program: `mostInstructions` at most; the last one is the match.
  init(program: [Instruction]) {
    self.program = program
    sets = program.map { if case .take(let set) = $0 { set } else { ByteSet() } }
    reached = program.indices.map { Self.places(from: $0, program) }
    match = Self.bit(program.count - 1)
    var first = ByteSet()
    for place in program.indices where reached.first.map({ Self.contains($0, place) }) == true {
      first.formUnion(sets[place])
    }
    self.first = first
  }

  /// Whether it matches where there are no bytes.
  var matchesNothing: Bool { reached.first.map { Self.contains($0, program.count - 1) } ?? true }

  /// Whether few bytes can begin a match, so that a search is fast; not so with zeros, of which memory is full.
  var isQuick: Bool { first.count <= 64 && !first.contains(0) }

  /// The bytes of the longest match that begins at a place; nil where none does.
  func matchLength(in bytes: Span<UInt8>, at start: Int) -> Int? {
    guard start < bytes.count, first.contains(bytes[start]), var places = reached.first else { return nil }
    var length: Int?
    var taken = 0
    while places != Places.zero, taken < Self.longest, start + taken < bytes.count {
      places = after(places, bytes[start + taken])
      taken += 1
      if places & match != Places.zero { length = taken }
    }
    return length
  }

  /// The places that a byte leads to.
  private func after(_ places: Places, _ byte: UInt8) -> Places {
    var next = Places.zero
    for word in places.indices {
      var bits = places[word]
      while bits != 0 {
        let place = word * 64 + bits.trailingZeroBitCount
        bits &= bits - 1
        if sets[place].contains(byte) { next |= reached[place + 1] }
      }
    }
    return next
  }

  // MARK: Places

  private static func bit(_ place: Int) -> Places {
    var places = Places.zero
    places[place / 64] = 1 << UInt64(place % 64)
    return places
  }

  private static func contains(_ places: Places, _ place: Int) -> Bool {
    places[place / 64] >> UInt64(place % 64) & 1 == 1
  }

  /// The places that a place leads to without a byte, those left out that only lead on.
  private static func places(from start: Int, _ program: [Instruction]) -> Places {
    var (seen, places) = (Places.zero, Places.zero)
    var open = [start]
    while let place = open.popLast() {
      guard program.indices.contains(place), !contains(seen, place) else { continue }
      seen |= bit(place)
      switch program[place] {
      case .fork(let one, let other): open += [one, other]
      case .jump(let target): open.append(target)
      case .take, .match: places |= bit(place)
      }
    }
    return places
  }
}

/// A set of bytes.
struct ByteSet: Sendable, Equatable {
  private var words = SIMD4<UInt64>.zero

  init() {}

  init(_ range: ClosedRange<UInt8>) { for byte in range { insert(byte) } }

  func contains(_ byte: UInt8) -> Bool { words[Int(byte >> 6)] >> UInt64(byte & 63) & 1 == 1 }

  mutating func insert(_ byte: UInt8) { words[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }

  mutating func formUnion(_ other: ByteSet) { words |= other.words }

  var count: Int { words.indices.reduce(0) { $0 + words[$1].nonzeroBitCount } }

  var inverted: ByteSet {
    var set = self
    set.words = ~words
    return set
  }

  /// The set with ASCII letters in either case.
  var inEitherCase: ByteSet {
    var set = self
    for letter in UInt8(ascii: "a")...UInt8(ascii: "z") where contains(letter) || contains(letter & ~0x20) {
      set.insert(letter)
      set.insert(letter & ~0x20)
    }
    return set
  }
}
