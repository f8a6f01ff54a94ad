/// The nodes of a legacy body: its chunks in their order.
///
/// Batches and compressed chunks come from the index; the metadata between them is found by walking the gaps.
struct LegacyBodyNodes {
  let checkpoint: Int
  /// The file offsets of the body, its END word included.
  let range: Range<UInt64>
  let header: LegacyHeader
  let reader: TreeReader

  /// A chunk of the body, or batches that follow each other without a gap, by their places in the checkpoint: these stay
  /// one item, so that the list of a body of many gigabytes is short.
  private enum Item: Sendable {
    case batches(Range<Int>)
    case compressed(Int, number: Int)
    case metadata(LegacyChunk, name: String, end: UInt64)
    case unknown(Range<UInt64>, FindingRule?, name: String = "unknown")

    /// How many nodes it stands for.
    var nodeCount: Int {
      guard case .batches(let range) = self else { return 1 }
      return range.count
    }
  }

  /// Metadata chunks between two batches that are shown one by one.
  private static let maximumChunksInGap = 4096

  /// One node for each chunk, made when it is asked for. Costs the rows of the body, not its bytes.
  func list() -> NodeList {
    let items = findItems()
    var starts: [Int] = []
    var count = 0
    for item in items {
      starts.append(count)
      count += item.nodeCount
    }
    return NodeList(count: count) { [self, starts] position in
      let place = Self.lastPlace(in: starts, notAbove: position)
      return node(items[place], position - starts[place])
    }
  }

  /// The metadata chunks that `isWanted`, in their order.
  func chunks(where isWanted: (LegacyChunkID) -> Bool) -> [(id: LegacyChunkID, chunk: LegacyChunk)] {
    findItems().compactMap { item in
      guard case .metadata(let chunk, _, _) = item, case .metadata(let id) = chunk.kind, isWanted(id) else {
        return nil
      }
      return (id, chunk)
    }
  }

  /// The nodes of the metadata chunks that `isWanted`, without what lies between them.
  func metadata(where isWanted: (LegacyChunkID) -> Bool) -> [TreeNode] {
    findItems().compactMap { item in
      guard case .metadata(let chunk, let name, let end) = item, case .metadata(let id) = chunk.kind, isWanted(id)
      else { return nil }
      return metadata(chunk, name, end)
    }
  }

  /// The place of the last of the ascending `starts` that is not above `position`. The first one is 0.
  private static func lastPlace(in starts: [Int], notAbove position: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if starts[middle] <= position { low = middle } else { high = middle }
    }
    return low
  }

  // MARK: Finding the chunks

  private func findItems() -> [Item] {
    // An index is many lists: none of them is to be kept anew for each batch of a large body.
    let index = reader.index
    let (batches, compressed) = (index.entryRows, index.compressedChunks)
    var rows = index.rows(of: checkpoint)
    var chunks = index.compressedChunks(of: checkpoint)
    var (number, shownChunks) = (0, 0)
    var finder = ItemFinder(body: self)
    while !rows.isEmpty || !chunks.isEmpty {
      let chunk = chunks.isEmpty ? nil : compressed[chunks.lowerBound]
      // Deltas that were lost with bytes of other chunks have no place of their own: the next chunk begins there.
      if let chunk, chunk.piece == .lost, chunk.length == 0 {
        chunks.removeFirst()
        continue
      }
      let batchOffset = rows.isEmpty ? .max : batches[rows.lowerBound].start
      let chunkOffset = if let chunk { start(of: chunk) } else { UInt64.max }
      finder.walkGap(upTo: min(batchOffset, chunkOffset, range.upperBound))
      guard let chunk, chunkOffset <= batchOffset else {
        let record = batches[rows.lowerBound].isLong ? index.rowsOfRecord(atRow: rows.lowerBound) : rows.prefix(1)
        finder.add(batch: number, upTo: end(ofBatch: record))
        rows.removeFirst(min(rows.count, record.count))
        number += 1
        continue
      }
      let end = chunk.payload + UInt64(chunk.length)
      if chunk.piece == .lost {
        finder.add(.unknown(chunk.payload..<end, .deltasLost), upTo: end)
      } else {
        finder.add(.compressed(chunks.lowerBound, number: shownChunks), upTo: end)
        shownChunks += 1
      }
      chunks.removeFirst()
    }
    finder.walkGap(upTo: range.upperBound)
    return finder.items
  }

  /// Where a compressed chunk, or a piece of one, begins.
  private func start(of chunk: CompressedChunkRow) -> UInt64 {
    chunk.piece == .front ? chunk.payload - chunkFraming : chunk.payload
  }

  /// Bytes of a compressed chunk before its payload.
  private var chunkFraming: UInt64 { 4 + UInt64(header.framing.wordBytes) }

  /// Where a batch ends. None has more entries than a row of the index, but one whose array is put together from both
  /// ends has a row for each.
  private func end(ofBatch rows: Range<Int>) -> UInt64 {
    let row = max(rows.lowerBound, rows.upperBound - 1)
    let entries = reader.index.entryRows[row]
    if entries.isCut { return range.upperBound }
    if let end = reader.index.placedEnd(ofRow: row) { return min(range.upperBound, end) }
    let images = entries.hasImages ? UInt64(reader.index.contents(ofRow: row).count) * UInt64(pageSize) : 0
    return min(range.upperBound, entries.arrayEnd + images)
  }

  /// Collects items from the start of the body to its end.
  private struct ItemFinder {
    let body: LegacyBodyNodes
    let window: ByteWindow
    var items: [Item] = []
    var position: UInt64
    var names = SiblingNames()

    init(body: LegacyBodyNodes) {
      self.body = body
      window = ByteWindow(body.reader.capture, correctedBy: body.reader.index)
      position = body.range.lowerBound
    }

    mutating func add(batch: Int, upTo end: UInt64) {
      if case .batches(let range) = items.last, range.upperBound == batch {
        items[items.count - 1] = .batches(range.lowerBound..<batch + 1)
        position = max(position, end)
      } else {
        add(.batches(batch..<batch + 1), upTo: end)
      }
    }

    mutating func add(_ item: Item, upTo end: UInt64) {
      if case .unknown(let range, let rule, let name) = item {
        items.append(.unknown(range, rule, name: names.unique(name)))
      } else {
        items.append(item)
      }
      position = max(position, end)
    }

    /// Adds a chunk that cannot be read, up to where the reader went on.
    mutating func addUnknown(_ chunk: LegacyChunk, _ rule: FindingRule, limit: UInt64) {
      let end = try? LegacyChunkWalk(window: window, header: body.header).probableEnd(of: chunk)
      let stop = min(end ?? limit, limit)
      add(.unknown(position..<stop, rule), upTo: stop)
    }

    /// Adds the chunks from here to `limit`, and the holes between them.
    mutating func walkGap(upTo limit: UInt64) {
      guard position < limit else { return }
      let index = body.reader.index
      while position < limit, index.nextHole(from: position) < limit {
        walk(upTo: index.nextHole(from: position))
        guard let hole = index.hole(at: position) else { break }
        let end = min(hole.end, limit)
        add(.unknown(position..<end, .streamDamaged), upTo: end)
      }
      walk(upTo: limit)
    }

    private mutating func walk(upTo limit: UInt64) {
      var chunks = 0
      while position < limit {
        chunks += 1
        guard chunks <= LegacyBodyNodes.maximumChunksInGap,
          let chunk = try? LegacyChunk.read(window, at: position, framing: body.header.framing)
        else { return add(.unknown(position..<limit, nil), upTo: limit) }
        let end = min(chunk.payload.upperBound, limit)
        switch chunk.kind {
        case .metadata(let id):
          if let finding = chunk.finding, finding.severity == .error {
            addUnknown(chunk, finding.rule, limit: limit)
          } else {
            add(.metadata(chunk, name: names.unique(id.name ?? "chunk"), end: end), upTo: end)
          }
        case .end: add(.metadata(chunk, name: names.unique("END"), end: end), upTo: end)
        case .unknown: addUnknown(chunk, chunk.id > 0 ? .batchTooLarge : .unknownChunk, limit: limit)
        case .batch, .cut: add(.unknown(position..<limit, .cutShort), upTo: limit)
        }
      }
    }
  }

  // MARK: Making nodes

  private func node(_ item: Item, _ place: Int) -> TreeNode {
    switch item {
    case .batches(let range):
      let (number, index) = (range.lowerBound + place, reader.index)
      let row = index.row(ofBatch: number, in: checkpoint) ?? index.rows(of: checkpoint).lowerBound
      let rows = index.rowsOfRecord(atRow: row)
      return LegacyBatchNodes.node(rows, named: "batch[\(number)]", end: end(ofBatch: rows), reader)
    case .compressed(let position, let number):
      return CompressedChunkNodes.node(
        position, named: "COMPRESSED_DATA[\(number)]", checkpoint: checkpoint, header, reader)
    case .metadata(let chunk, let name, let end): return metadata(chunk, name, end)
    case .unknown(let range, let rule, let name):
      var node = TreeNode.bytes(named: name, kind: .unknown, range, reader)
      node.finding = rule
      return node
    }
  }

  private func metadata(_ chunk: LegacyChunk, _ name: String, _ end: UInt64) -> TreeNode {
    let header = header
    let meaning = chunk.kind == .end ? "end of the body" : "XC_SAVE_ID \(chunk.id)"
    let length = end - chunk.offset
    if length <= 4 {
      return TreeNode(
        name, .chunk, offset: chunk.offset, length: length, value: .signed(Int64(chunk.id)), meaning: meaning)
    }
    return TreeNode(
      name, .chunk, offset: chunk.offset, length: length, meaning: meaning,
      finding: chunk.finding?.rule ?? (chunk.cutIn == nil ? nil : .cutShort)
    ) { reader in
      var parts = PartList(from: chunk.offset, to: end)
      parts.node(upTo: chunk.offset + 4) { range in
        TreeNode("id", .field, offset: range.lowerBound, length: 4, value: .signed(Int64(chunk.id)), meaning: name)
      }
      let payload = chunk.offset + 4..<end
      for node in LegacyPayload.nodes(
        id: chunk.id, payload: payload, toolstackBits: header.framing.wordBytes * 8, reader: reader)
      {
        parts.node(upTo: node.end) { _ in node }
      }
      return parts.list(reader)
    }
  }
}
