/// What stands in the place of content: words of four bytes, each replaced by itself.
///
/// A word of zeros stays; another becomes one whose bytes are all above 0x7f, so that no text is among them: the same
/// for the same word at the same place of a page, whichever page and whenever it was sent. So a delta changes the words
/// that it changed, and pages that were alike are.
struct RedactedWords {
  private let key: RedactionKey
  /// Whether the lowest bit of a word stays: it says of the pages of a PV guest that lie where a page table should
  /// whether they look like one (`PageTableCheck`).
  private let keepsLowestBit: Bool

  init(_ key: RedactionKey, keepsLowestBit: Bool) {
    self.key = key
    self.keepsLowestBit = keepsLowestBit
  }

  private static let highBits: UInt32 = 0x8080_8080

  /// - Parameter place: of the word in its page.
  private func word(_ word: UInt32, at place: Int, keepsLowestBit: Bool) -> UInt32 {
    guard word != 0 else { return 0 }
    let hash = UInt32(truncatingIfNeeded: key.hash(UInt64(word), at: UInt64(place))) | Self.highBits
    return keepsLowestBit ? hash & ~1 | word & 1 : hash
  }

  /// Replaces words of a page.
  /// - Parameters:
  ///   - range: of bytes among those given; whole words.
  ///   - first: the word of the page that the first one is.
  ///   - kept: words of the page that stay.
  func replacePage(_ bytes: inout [UInt8], _ range: Range<Int>, from first: Int = 0, kept: Set<Int> = []) {
    replace(&bytes, range, from: first, kept: kept, keepsLowestBit: keepsLowestBit)
  }

  /// Replaces bytes of which nothing more is known. Those behind the last whole word go as one that is filled up.
  func replaceBytes(_ bytes: inout [UInt8], _ range: Range<Int>, from first: Int = 0) {
    replace(&bytes, range, from: first, kept: [], keepsLowestBit: false)
  }

  private func replace(
    _ bytes: inout [UInt8], _ range: Range<Int>, from first: Int, kept: Set<Int>, keepsLowestBit: Bool
  ) {
    var place = first
    var position = range.lowerBound
    while position < range.upperBound {
      let count = min(wordSize, range.upperBound - position)
      let old = UInt32(truncatingIfNeeded: bytes.number(at: position, bytes: count))
      if old != 0, kept.isEmpty || !kept.contains(place) {
        let new = word(old, at: place, keepsLowestBit: keepsLowestBit)
        for byte in 0..<count { bytes[position + byte] = UInt8(truncatingIfNeeded: new >> UInt32(8 * byte)) }
      }
      position += count
      place += 1
    }
  }

  /// Replaces what is no entry in words of a page table: entries with a frame that may be one stay as they are, frame
  /// number and flags. Whether an entry is one shows in its upper half; where a delta brings the lower one alone, that
  /// stays.
  func replaceTable(_ bytes: inout [UInt8], _ range: Range<Int>, from first: Int = 0) {
    var position = range.lowerBound
    var place = first
    while position + wordSize <= range.upperBound {
      let isLower = place % 2 == 0
      let hasUpper = isLower && position + 2 * wordSize <= range.upperBound
      let count = hasUpper ? 2 : 1
      if hasUpper || !isLower {
        let upper = bytes.number(at: position + (count - 1) * wordSize, bytes: wordSize)
        if !Self.isUpperHalf(upper) {
          replacePage(&bytes, position..<position + count * wordSize, from: place)
        }
      }
      position += count * wordSize
      place += count
    }
  }

  /// The lowest 20 bits of the upper half are those of the frame number: of a guest that has less than 16 TiB, few are
  /// set, and some always are in text. Those above are the system's own.
  private static func isUpperHalf(_ word: UInt64) -> Bool { word & 0xf_ffff < 1 << 12 }

  /// A number in the place of one, with its upper bits, which tell what kind of address it may be, and never zero.
  func address(_ number: UInt64, bytes count: Int) -> UInt64 {
    guard number != 0 else { return 0 }
    let bits: UInt64 = count == 8 ? 47 : UInt64(8 * count)
    let mask: UInt64 = 1 << bits - 1
    let new = key.hash(number, at: .max) & mask
    return number & ~mask | max(new, 1)
  }
}
