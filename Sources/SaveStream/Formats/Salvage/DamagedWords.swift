/// Words of a PFN array that are no entries: PFNs that the guest does not have, types that there are not, zeros one
/// behind the other. Which pages they stood for is lost, and how many of them had an image; the images of the entries
/// before them stand where they should, and of those behind them at the end.
///
/// ```
/// words     | before | no entries | behind |
/// images    | before |     …      | behind |
/// ```
struct DamagedWords {
  /// The first to the last such word; of zeros with one on either side, which may be damaged in part.
  let words: Range<Int>
  /// Entries with an image before them, as they are spelt themselves, and behind them.
  let before: Int
  let among: Int
  let behind: Int
  /// The places, among the entries with content, of the words that are none or out of order; of zeros there is no telling.
  private let contents: [Int]?

  /// nil where all words are entries.
  init?(in bytes: Span<UInt8>, _ scan: EntryScan, _ format: EntryFormat) {
    guard scan.hasNoEntries else { return nil }
    var places = scan.outOfRange + scan.undefinedType + scan.pinWithoutTable
    if let zeros = scan.zeros { places += [zeros.lowerBound, zeros.upperBound - 1] }
    guard let first = places.min(), let last = places.max() else { return nil }
    let margin = scan.zeros == nil ? 0 : 1
    words = max(0, first - margin)..<min(scan.count, last + 1 + margin)
    func images(_ range: Range<Int>) -> Int {
      range.count { format.entry(in: bytes, at: $0).type.carriesContent }
    }
    before = images(0..<words.lowerBound)
    among = images(words)
    behind = images(words.upperBound..<scan.count)
    let unordered = UnorderedEntries(in: bytes, format)?.contents ?? []
    contents = scan.zeros == nil ? places.map { images(0..<$0) } + unordered : nil
  }

  /// Where the images are, of which there are so many from a file offset on; nil where these are too few or too many.
  func placement(of images: Int, from start: UInt64) -> ImagePlacement? {
    guard (before + behind...before + words.count + behind).contains(images) else { return nil }
    // With as many images as are spelt each of them has its own.
    if let contents, images == before + among + behind {
      return ImagePlacement(images, at: start, unordered: contents)
    }
    return ImagePlacement(before + among + behind, from: start, images: images, known: before, behind: behind)
  }
}
