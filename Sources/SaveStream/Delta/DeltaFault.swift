/// Why a page delta does not decode.
@_spi(Measuring) public struct DeltaFault: Error, Equatable, Sendable {
  public enum Kind: Sendable {
    /// The bytes end before the delta does.
    case outOfBytes
    /// A marker of length 0 inside a page.
    case zeroRun
    /// A marker that leads past the page's 1024 words.
    case pastPage
  }

  public let kind: Kind
  /// Where the marker stands, from the first of the bytes given.
  public let marker: UInt64
  /// The word that the page has reached before the marker, 0..<1024.
  public let word: Int
}
