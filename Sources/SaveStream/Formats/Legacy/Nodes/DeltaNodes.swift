/// The nodes inside a page delta: a node for each marker, with the bytes that follow it.
enum DeltaNodes {
  /// The nodes that tile `own`, the part of a delta that lies in one chunk. A run that began in the chunk before shows
  /// the rest of its words.
  static func list(_ extent: DeltaExtent, own: Range<UInt64>, _ reader: TreeReader) -> NodeList {
    var parts = PartList(from: own.lowerBound, to: own.upperBound)
    let before = extent.ranges.prefix { $0 != own }.reduce(0) { $0 + $1.count }
    var runs = 0
    var skips = 0
    guard let bytes = try? reader.capture.deltaBytes(in: extent.ranges) else { return parts.list(reader) }
    var cursor = MarkerCursor(bytes.span)
    while let marker = try? cursor.next() {
      let name: String
      switch marker.kind {
      case .run:
        name = "run[\(runs)]"
        runs += 1
      case .skip:
        name = "skip[\(skips)]"
        skips += 1
      case .empty: name = "empty"
      case .full: name = "full"
      }
      let end = marker.position + 1 + marker.literalLength
      guard end > before else { continue }
      let isBegunBefore = marker.position < before
      parts.node(upTo: own.lowerBound + UInt64(end - before)) { range in
        if marker.literalLength == 0 { return code(marker, named: name, range, reader) }
        if isBegunBefore { return words(named: name, range, meaning: "the rest of " + place(marker), reader) }
        return TreeNode(
          name, .marker, offset: range.lowerBound, length: UInt64(range.count), value: .number(UInt64(marker.words)),
          meaning: place(marker)
        ) { reader in
          var parts = PartList(from: range.lowerBound, to: range.upperBound)
          parts.node(upTo: range.lowerBound + 1) { code(marker, named: "marker", $0, reader) }
          parts.node(upTo: range.upperBound) { words(named: "words", $0, meaning: "new content", reader) }
          return parts.list(reader)
        }
      }
    }
    return parts.list(reader)
  }

  /// The marker byte itself.
  private static func code(
    _ marker: DeltaMarker, named name: String, _ range: Range<UInt64>, _ reader: TreeReader
  ) -> TreeNode {
    let isAlone = marker.literalLength == 0
    let number = isAlone ? UInt64(marker.words) : reader.number(at: range.lowerBound, bytes: 1)
    return TreeNode(
      name, isAlone ? .marker : .field, offset: range.lowerBound, length: UInt64(range.count),
      value: number.map { .number($0) },
      meaning: isAlone ? place(marker) : "\(marker.kind.rawValue) of \(marker.words) words")
  }

  private static func words(
    named name: String, _ range: Range<UInt64>, meaning: String, _ reader: TreeReader
  ) -> TreeNode {
    .bytes(named: name, range, meaning: meaning, reader)
  }

  /// Which words of the page a marker stands for.
  private static func place(_ marker: DeltaMarker) -> String {
    let last = marker.firstWord + marker.words - 1
    let words = last == marker.firstWord ? "word \(last)" : "words \(marker.firstWord)-\(last)"
    switch marker.kind {
    case .run: return words
    case .skip: return words + " stay"
    case .empty: return "all words stay (EMPTY_PAGE)"
    case .full: return "the whole page (FULL_PAGE)"
    }
  }
}
