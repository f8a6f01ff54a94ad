/// Applies page deltas to pages. Runs carry new words, so a decoder overwrites; nothing is XORed.
///
/// Source: `xc_compression_uncompress_page`, Xen 4.2 to 4.5.
@_spi(Measuring) public enum DeltaDecoder {
  /// Applies the delta that begins at `start` to the page that begins at `place` of `pages`: 4096 bytes, the content
  /// that the delta is based on. Returns the bytes that the delta takes.
  ///
  /// One pass. On a fault the runs before it stay applied, as they do in a receiver: where that must not be, `check`
  /// the delta first.
  public static func apply(
    _ bytes: Span<UInt8>, at start: Int = 0, to pages: inout MutableSpan<UInt8>, place: Int = 0
  ) throws(DeltaFault) -> Int {
    precondition(place >= 0 && pages.count - place >= pageSize, "no page at \(place) of \(pages.count) bytes")
    var cursor = MarkerCursor(bytes, at: start)
    while let run = try cursor.nextRun() {
      if run.isWholePage {
        pages.copy(pageSize, from: bytes, at: run.position &+ 1, to: place)
      } else {
        pages.copyWords(run.words, from: bytes, at: run.position &+ 1, to: place &+ run.firstWord &* wordSize)
      }
    }
    return cursor.length
  }

  /// The bytes that the delta at `start` takes. O(markers).
  public static func check(_ bytes: Span<UInt8>, at start: Int = 0) throws(DeltaFault) -> Int {
    var cursor = MarkerCursor(bytes, at: start)
    while try cursor.next() != nil {}
    return cursor.length
  }

  /// The marker that says "unchanged", at the front of a delta.
  @usableFromInline static let emptyPage: UInt8 = 0x00
  /// The marker that says "4096 bytes follow", at the front of a delta.
  @usableFromInline static let fullPage: UInt8 = 0x80
}
