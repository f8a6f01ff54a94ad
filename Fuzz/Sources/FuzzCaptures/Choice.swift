@_spi(Measuring) import SaveStream

/// What is done with an input: told by its last bytes where those are a choice, else worked out from its length and its
/// last bytes. So any capture can be a seed as it is, and an input can be a small one and still name one thing to do.
struct Choice {
  /// Stands before the four bytes of a choice at the end of an input.
  static let mark = Array("fuzz".utf8)
  static let length = mark.count + 4

  /// Where all that is chosen comes from.
  let seed: UInt32
  /// Whether the input names it itself.
  let isNamed: Bool

  /// Parts an input into what is read and the choice.
  static func parted(_ input: [UInt8]) -> ([UInt8], Choice) {
    let tail = input.suffix(length)
    guard tail.count == length, tail.starts(with: mark) else {
      return (input, Choice(seed: hash(input.suffix(64), input.count), isNamed: false))
    }
    let seed = tail.suffix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    return (Array(input.dropLast(length)), Choice(seed: seed, isNamed: true))
  }

  private static func hash(_ bytes: some Sequence<UInt8>, _ count: Int) -> UInt32 {
    bytes.reduce(0x811c_9dc5 ^ UInt32(truncatingIfNeeded: count)) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
  }

  var random: Random { Random(UInt64(seed)) }

  /// How it is read: as it is for the most part.
  func reading(_ random: inout Random) -> ReadingOptions {
    switch random.below(12) {
    case 0...2: ReadingOptions(salvages: true)
    case 3: ReadingOptions(toolstackBits: 32, salvages: random.flip())
    case 4: ReadingOptions(toolstackBits: 64)
    case 5: ReadingOptions(guest: .pv, salvages: random.flip())
    case 6: ReadingOptions(guest: .hvm)
    case 7: ReadingOptions(start: UInt64(random.below(4096)), salvages: random.flip())
    default: ReadingOptions()
    }
  }

  /// What is salvaged has a stretch that was lost or overwritten, most often.
  static func damaged(_ bytes: [UInt8], _ random: inout Random) -> [UInt8] {
    let start = random.below(bytes.count)
    let end = min(start + 1 + random.below(random.flip() ? 64 : 9000), bytes.count)
    var bytes = bytes
    switch random.below(4) {
    case 0: break
    case 1: bytes.removeSubrange(start..<end)
    case 2: for place in start..<end { bytes[place] = UInt8(truncatingIfNeeded: random.next()) }
    default: for place in start..<end { bytes[place] = 0 }
    }
    return bytes
  }

  /// What is done with it: one thing where the input names it, else some.
  func drives(_ random: inout Random) -> [Drive] {
    (0..<(isNamed ? 1 : 8)).map { _ in random.element(of: Drive.allCases) }
  }
}

/// Numbers that follow from a seed.
struct Random: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 below `end`; 0 where there is none.
  mutating func below(_ end: Int) -> Int { Int(next() % UInt64(max(end, 1))) }
  mutating func flip() -> Bool { next() & 1 == 0 }
  mutating func element<Element>(of all: [Element]) -> Element { all[below(all.count)] }
}
