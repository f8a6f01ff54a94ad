import Synchronization

/// The nodes of a COMPRESSED_DATA chunk: its page deltas, each tied to the entry it belongs to.
enum CompressedChunkNodes {
  /// A node for the chunk at a position of the index.
  static func node(
    _ position: Int, named name: String, checkpoint: Int, _ header: LegacyHeader, _ reader: TreeReader
  ) -> TreeNode {
    let row = reader.index.compressedChunks[position]
    let wordBytes = header.framing.wordBytes
    let end = row.payload + UInt64(row.length)
    if row.piece == .regained {
      var node = deltas(row.payload..<end, position, named: "deltas of \(name)", checkpoint: checkpoint, reader)
      node.meaning = "page deltas that were found again: they decode to the end of the chunk"
      return node
    }
    let start = row.payload - 4 - UInt64(wordBytes)
    return TreeNode(
      name, .chunk, offset: start, length: end - start, meaning: "XC_SAVE_ID -12",
      finding: row.decodedLength < row.length ? .deltaMissing : nil
    ) { reader in
      var parts = PartList(from: start, to: end)
      parts.node(upTo: start + 4) { range in
        TreeNode(
          "id", .field, offset: range.lowerBound, length: 4, value: .signed(-12), meaning: "COMPRESSED_DATA")
      }
      parts.field("length", wordBytes, "bytes that follow", reader)
      parts.node(upTo: row.payload + UInt64(min(UInt32(row.carriedBytes), row.decodedLength))) { range in
        carried(range, position, checkpoint: checkpoint, reader)
      }
      parts.node(upTo: row.payload + UInt64(row.decodedLength)) {
        deltas($0, position, checkpoint: checkpoint, reader)
      }
      return parts.list(reader)
    }
  }

  /// The part of a delta that began in a chunk before.
  private static func carried(
    _ range: Range<UInt64>, _ position: Int, checkpoint: Int, _ reader: TreeReader
  ) -> TreeNode {
    let page = reader.index.compressedChunks[position].firstPage
    guard page > 0 else { return .bytes(named: "carried", kind: .delta, range, reader) }
    var node = DeltaCursor(checkpoint: checkpoint, reader: reader).node(page - 1, named: "carried", in: range)
    node.meaning = "the rest of a delta that began in the chunk before: " + node.meaning
    return node
  }

  private static func deltas(
    _ range: Range<UInt64>, _ position: Int, named name: String = "deltas", checkpoint: Int, _ reader: TreeReader
  ) -> TreeNode {
    let deltas = reader.index.deltas(ofChunk: position)
    let count = Int(clamping: deltas.count)
    return TreeNode(
      name, .deltas, offset: range.lowerBound, length: UInt64(range.count), value: .number(UInt64(count)),
      meaning: "page deltas"
    ) { reader in
      let cursor = DeltaCursor(checkpoint: checkpoint, reader: reader)
      return NodeList(count: count) { place in
        cursor.node(deltas.lowerBound + UInt64(place), named: "delta[\(place)]", in: range)
      }
    }
  }
}

/// Finds page deltas and the entries they belong to, fast for those who go forwards: keeps the walk and the row
/// where the last one was.
private final class DeltaCursor: Sendable {
  private struct State {
    var walk: DeltaWalk
    var row: (position: Int, contents: [PageEntry])?
  }

  private let checkpoint: Int
  private let reader: TreeReader
  private let state: Mutex<State>

  init(checkpoint: Int, reader: TreeReader) {
    self.checkpoint = checkpoint
    self.reader = reader
    state = Mutex(State(walk: DeltaWalk(reader.capture, reader.index)))
  }

  /// The node for a page delta, by its place among all of the capture; `range` is its chunk's.
  func node(_ page: UInt64, named name: String, in range: Range<UInt64>) -> TreeNode {
    let (extent, entry) = state.withLock { state in (self.extent(page, &state), self.entry(page, &state)) }
    guard let extent, let own = extent.ranges.first(where: { range.contains($0.lowerBound) }) else {
      return TreeNode(name, .unknown, offset: range.lowerBound, length: 0)
    }
    let doubt = entry != nil && reader.index.doubtfulDeltas.holds(page) ? ", perhaps of another page" : ""
    var node = TreeNode(
      name, .delta, offset: own.lowerBound, length: UInt64(own.count), value: entry.map { FieldValue.pfn($0.pfn) },
      meaning: meaning(extent, entry) + doubt, finding: entry == nil ? .deltaLeftOver : nil
    ) { reader in DeltaNodes.list(extent, own: own, reader) }
    node.otherRanges = extent.ranges.filter { $0 != own }
    node.pfn = entry?.pfn
    node.pageType = entry?.type
    return node
  }

  private func extent(_ page: UInt64, _ state: inout State) -> DeltaExtent? {
    do throws(CaptureError) {
      try state.walk.seek(to: page)
      return try state.walk.next()
    } catch {
      return nil
    }
  }

  /// The entry that a page delta belongs to; nil when there are more deltas than entries.
  private func entry(_ page: UInt64, _ state: inout State) -> PageEntry? {
    let index = reader.index
    let deltas = index.deltas(of: checkpoint)
    let contents = index.contents(of: checkpoint)
    guard page >= deltas.lowerBound, page - deltas.lowerBound < contents.count else { return nil }
    let content = contents.lowerBound + (page - deltas.lowerBound)
    let position = index.row(holding: content, contentOnly: true)
    if state.row?.position != position {
      let entries = try? Contents(capture: reader.capture, index: index).entries(ofRow: index.entryRows[position])
      state.row = (position, (entries ?? []).filter(\.type.carriesContent))
    }
    let place = Int(clamping: content - index.entryRows[position].firstContent)
    guard let row = state.row, place < row.contents.count else { return nil }
    return row.contents[place]
  }

  private func meaning(_ extent: DeltaExtent, _ entry: PageEntry?) -> String {
    let type = entry.map { $0.type.name + ", " } ?? ""
    // Without the sign of multiplication, which a terminal that knows ASCII only cannot show.
    let ratio = NumberText.decimal(Double(pageSize) / Double(max(extent.length, 1)), places: 1)
    let size = "\(NumberText.counted(extent.length, "byte")), ratio \(ratio)"
    switch extent.encoding {
    case .delta:
      let counts = extent.counts
      return type + "delta, \(size): \(NumberText.counted(UInt64(counts.runs), "run")), "
        + "\(NumberText.counted(UInt64(counts.skips), "skip")), \(NumberText.counted(UInt64(counts.literalWords), "word"))"
    case .full: return type + "full page, \(size)"
    case .empty: return type + "unchanged, \(size)"
    default: return type + extent.encoding.rawValue
    }
  }
}
