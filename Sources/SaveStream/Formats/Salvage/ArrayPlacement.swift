/// Where the entries and images of a batch are, when words of its PFN array were lost or bytes came in between: those
/// before the damage are read from the front, those behind it from the other end.
///
/// ```
/// words     | front | damage | behind |
/// images                              | of front | of lost entries | of behind |
/// ```
struct ArrayPlacement: Sendable, Equatable {
  /// Entries that stand one right behind the other, and their images.
  struct Part: Sendable, Equatable {
    /// The file offsets of their words.
    let words: Range<UInt64>
    let images: ImagePlacement
  }

  /// One or two.
  let parts: [Part]
  /// The file offsets of what is none of their words.
  let damage: Range<UInt64>
  /// One past the last image.
  let end: UInt64
  /// Entries that are lost.
  let lost: Int

  /// Whether as many entries are in order as are no accident, whatever stands around them, or nearly all of a few.
  var isBeyondDoubt: Bool {
    let bytes = parts.reduce(0) { $0 + $1.words.count }
    return bytes >= Self.leastInOrder || (lost <= 2 && bytes >= Self.leastOfFew)
  }

  /// Bytes of entries where at most two are lost.
  private static let leastOfFew = 16
  /// Bytes of such entries.
  static let leastInOrder = 64
}
