import Synchronization

/// The nodes of a PFN array, and of the page images behind it, of a chunk or record of any number of entries: made as
/// they are asked for.
struct EntryNodes: Sendable {
  /// The rows of the index that the chunk or record has.
  private let rows: Range<Int>
  private let cache: RowCache
  /// Its first entry, and the entries there are, by their places among all of the capture.
  private let entries: Range<UInt64>
  private let contents: Range<UInt64>

  init(rows: Range<Int>, _ reader: TreeReader) {
    self.rows = rows
    cache = RowCache(reader)
    let index = reader.index
    let first = index.positions(ofRow: rows.lowerBound, contentOnly: false)
    let last = index.positions(ofRow: max(rows.lowerBound, rows.upperBound - 1), contentOnly: false)
    entries = first.lowerBound..<max(first.lowerBound, last.upperBound)
    let firstContents = index.contents(ofRow: rows.lowerBound)
    let lastContents = index.contents(ofRow: max(rows.lowerBound, rows.upperBound - 1))
    contents = firstContents.lowerBound..<max(firstContents.lowerBound, lastContents.upperBound)
  }

  /// How many entries are there whole.
  var count: Int { Int(clamping: entries.count) }

  /// A node for the array in a range of file offsets.
  func array(_ range: Range<UInt64>, wordBytes: Int) -> TreeNode {
    TreeNode(
      "pfns", .entries, offset: range.lowerBound, length: UInt64(range.count), value: .number(UInt64(count)),
      meaning: "PFN array"
    ) { reader in
      let stride = UInt64(wordBytes)
      let index = reader.index
      let isWhole = rows.dropFirst().allSatisfy { index.entryRows[$0].array == index.entryRows[$0 - 1].arrayEnd }
      guard isWhole else { return damagedArray(range, stride, reader) }
      let rest = range.lowerBound + UInt64(count) * stride..<range.upperBound
      return NodeList(
        count: count + (rest.isEmpty ? 0 : 1),
        find: { $0 < range.lowerBound ? -1 : Int(clamping: ($0 - range.lowerBound) / stride) }
      ) { place in
        guard place < count else {
          return TreeNode(
            "entry[\(place)]", .entry, offset: rest.lowerBound, length: UInt64(rest.count), finding: .cutShort)
        }
        let start = range.lowerBound + UInt64(place) * stride
        return entry(place, start..<start + stride, reader)
      }
    }
  }

  /// Entries from both ends, and what stands between them.
  private func damagedArray(_ range: Range<UInt64>, _ stride: UInt64, _ reader: TreeReader) -> NodeList {
    var parts = PartList(from: range.lowerBound, to: range.upperBound)
    var place = 0
    for row in rows.map({ reader.index.entryRows[$0] }) {
      parts.unknown(upTo: row.array, hole(at: parts.position, reader), reader)
      for number in 0..<row.count {
        parts.node(upTo: row.array + UInt64(number + 1) * stride) { entry(place, $0, reader) }
        place += 1
      }
    }
    return parts.list(reader)
  }

  /// A node for an entry, by its place in the array.
  private func entry(_ place: Int, _ range: Range<UInt64>, _ reader: TreeReader) -> TreeNode {
    let entry = cache.entry(entries.lowerBound + UInt64(place))
    var node = TreeNode(
      "entry[\(place)]", .entry, offset: range.lowerBound, length: UInt64(range.count),
      value: entry.map { .pfn($0.pfn) }, meaning: entry?.type.name ?? "",
      finding: entry.flatMap { finding($0, reader.index) })
    node.pfn = entry.flatMap { reader.index.entryFormat.hasPFN($0.type) ? $0.pfn : nil }
    return node
  }

  /// What is said of bytes from a file offset on that are none of the entries and images.
  private func hole(at offset: UInt64, _ reader: TreeReader) -> FindingRule? {
    reader.index.hole(at: offset) == nil ? nil : .streamDamaged
  }

  private func finding(_ entry: PageEntry, _ index: IndexSnapshot) -> FindingRule? {
    guard index.entryFormat.hasPFN(entry.type) else { return nil }
    if entry.pfn >= index.pfnEnd { return index.entryRules.pfnOutOfRange }
    if !index.entryFormat.isDefined(entry.type) { return index.entryRules.typeUndefined }
    return entry.type.rawValue == 8 ? .pinWithoutTable : nil
  }

  /// A node for page images between which bytes are missing, or others came: those are leaves of their own.
  private func placedImages(_ range: Range<UInt64>, _ stretches: [ImageStretch]) -> TreeNode {
    let isInStep = stretches.allSatisfy { $0.kind != .doubtful && $0.kind != .damaged }
    return TreeNode(
      "pages", .images, offset: range.lowerBound, length: UInt64(range.count), value: .number(UInt64(contents.count)),
      meaning: isInStep
        ? Self.imagesMeaning : "page images, put back in step where bytes are missing or came in between",
      finding: isInStep ? nil : .pagesShifted
    ) { reader in
      var parts = PartList(from: range.lowerBound, to: range.upperBound)
      for (stretch, next) in zip(stretches, stretches.dropFirst()) {
        parts.unknown(upTo: stretch.offset, hole(at: parts.position, reader), reader)
        let images = next.firstContent - min(stretch.firstContent, next.firstContent)
        for place in 0..<images where stretch.kind != .damaged {
          parts.node(upTo: stretch.offset + (place + 1) * UInt64(pageSize)) {
            image(stretch.firstContent + place, $0, stretch.kind)
          }
        }
        if stretch.kind == .damaged { parts.unknown(upTo: next.offset, .pagesShifted, reader) }
      }
      return parts.list(reader)
    }
  }

  private func image(_ content: UInt64, _ range: Range<UInt64>, _ kind: ImageStretch.Kind) -> TreeNode {
    let entry = cache.contentEntry(content)
    let doubt: (words: String, finding: FindingRule)? =
      switch kind {
      case .doubtful: (", perhaps out of step", .pagesShifted)
      case .unordered: (", perhaps of another page", .pfnUnordered)
      case .placed, .damaged, .end: nil
      }
    var node = TreeNode(
      "page[\(content - min(content, contents.lowerBound))]", .image, offset: range.lowerBound,
      length: UInt64(range.count), value: entry.map { .pfn($0.pfn) },
      meaning: (entry?.type.name ?? "") + (doubt?.words ?? ""), finding: doubt?.finding)
    node.pfn = entry?.pfn
    node.pageType = doubt == nil ? entry?.type : nil
    return node
  }

  private static let imagesMeaning = "page images, in the order of the entries that carry content"

  /// A node for the page images in a range of file offsets.
  func images(_ range: Range<UInt64>) -> TreeNode {
    let stretches = rows.flatMap { cache.stretches(ofRow: $0) }
    if !stretches.isEmpty { return placedImages(range, stretches) }
    let size = UInt64(pageSize)
    let count = Int(clamping: (UInt64(range.count) + size - 1) / size)
    return TreeNode(
      "pages", .images, offset: range.lowerBound, length: UInt64(range.count), value: .number(UInt64(count)),
      meaning: Self.imagesMeaning
    ) { _ in
      NodeList(count: count, find: { $0 < range.lowerBound ? -1 : Int(clamping: ($0 - range.lowerBound) / size) }) {
        place in
        let start = range.lowerBound + UInt64(place) * size
        let length = min(size, range.upperBound - start)
        let content = contents.lowerBound + UInt64(place)
        let entry = content < contents.upperBound ? cache.contentEntry(content) : nil
        var node = TreeNode(
          "page[\(place)]", .image, offset: start, length: length, value: entry.map { .pfn($0.pfn) },
          meaning: entry?.type.name ?? "", finding: length < size ? .cutShort : nil)
        node.pfn = entry?.pfn
        node.pageType = entry?.type
        return node
      }
    }
  }
}

/// The entries of the row that was asked for last.
private final class RowCache: Sendable {
  private let reader: TreeReader
  private let last = Mutex<(row: Int, entries: [PageEntry])?>(nil)

  init(_ reader: TreeReader) { self.reader = reader }

  /// Where the images of a row are when they do not all stand right behind each other.
  func stretches(ofRow row: Int) -> [ImageStretch] { reader.index.imageStretches(ofRow: row) }

  /// An entry, by its place among all of the capture.
  func entry(_ place: UInt64) -> PageEntry? {
    let row = reader.index.row(holding: place, contentOnly: false)
    return entries(of: row, at: place - reader.index.entryRows[row].firstEntry)
  }

  /// The entry of a content, by its place among all contents of the capture.
  func contentEntry(_ content: UInt64) -> PageEntry? {
    let row = reader.index.row(holding: content, contentOnly: true)
    let place = content - reader.index.entryRows[row].firstContent
    return entries(ofRow: row).lazy.filter(\.type.carriesContent).dropFirst(Int(clamping: place)).first
  }

  private func entries(of row: Int, at place: UInt64) -> PageEntry? {
    let entries = entries(ofRow: row)
    return place < UInt64(entries.count) ? entries[Int(place)] : nil
  }

  private func entries(ofRow row: Int) -> [PageEntry] {
    last.withLock { last in
      if let last, last.row == row { return last.entries }
      let contents = Contents(capture: reader.capture, index: reader.index)
      let entries = (try? contents.entries(ofRow: reader.index.entryRows[row])) ?? []
      last = (row, entries)
      return entries
    }
  }
}
