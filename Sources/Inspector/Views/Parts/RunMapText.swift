import SaveStream

/// A page delta's run map in words and figures.
enum RunMapText {
  /// What the map does not show: where the bytes of the delta go.
  static func facts(_ map: RunMap, columns: Int) -> [[StyledText]] {
    var words: String
    switch map.encoding {
    case .empty: words = "No word of the page changes; the marker is all of it."
    case .full: words = "All 1024 words are sent, changed or not."
    case .missing: words = "It breaks off at word \(NumberText.grouped(map.decodedWords)) of 1,024."
    default:
      let share = NumberText.percent(UInt64(map.markerBytes), of: UInt64(max(map.encodedBytes, 1)))
      words = "\(NumberText.counted(map.literalWords * wordSize, "literal byte")), "
      words += "\(NumberText.counted(map.markerBytes, "marker")) (\(share))"
      if map.splits > 0 { words += ", \(NumberText.grouped(map.splits)) of them by the limit of 127 words" }
    }
    return TextWidth.wrapped(words, columns).map { [StyledText($0, .dim)] }
  }
}
