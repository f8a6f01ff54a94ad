/// The nodes of a legacy body: its chunks in their order.
///
/// Batches and compressed chunks come from the index; the metadata between them is found by walking the gaps.
struct LegacyBodyNodes {
  let checkpoint: Int
  /// The file offsets of the body, its END word included.
  let range: Range<UInt64>
  let header: LegacyHeader
  let reader: TreeReader

  /// A chunk of the body.
  private enum Item: Sendable {
    case batch(Int, number: Int, end: UInt64)
    case compressed(Int, number: Int)
    case metadata(LegacyChunk, name: String, end: UInt64)
    case unknown(Range<UInt64>, FindingRule?)
  }

  /// Metadata chunks between two batches that are shown one by one.
  private static let maximumChunksInGap = 4096

  /// One node for each chunk, made when it is asked for. Costs the rows of the body, not its bytes.
  func list() -> NodeList {
    let items = findItems()
    return NodeList(count: items.count) { [self] position in node(items[position]) }
  }

  // MARK: Finding the chunks

  private func findItems() -> [Item] {
    let index = reader.index
    let isLast = checkpoint + 1 >= index.checkpoints.count
    let row = index.checkpoints[checkpoint]
    let batchEnd = isLast ? index.batches.count : index.checkpoints[checkpoint + 1].firstBatch
    let chunkEnd = isLast ? index.compressedChunks.count : index.checkpoints[checkpoint + 1].firstCompressedChunk
    var batch = row.firstBatch
    var chunk = row.firstCompressedChunk
    var finder = ItemFinder(body: self)
    while batch < batchEnd || chunk < chunkEnd {
      let batchOffset = batch < batchEnd ? index.batches[batch].offset : .max
      let chunkOffset = chunk < chunkEnd ? index.compressedChunks[chunk].payload - chunkFraming : .max
      finder.walkGap(upTo: min(batchOffset, chunkOffset, range.upperBound))
      if batchOffset < chunkOffset {
        finder.add(.batch(batch, number: batch - row.firstBatch, end: end(ofBatch: batch)), upTo: end(ofBatch: batch))
        batch += 1
      } else {
        let compressed = index.compressedChunks[chunk]
        finder.add(
          .compressed(chunk, number: chunk - row.firstCompressedChunk),
          upTo: compressed.payload + UInt64(compressed.length))
        chunk += 1
      }
    }
    finder.walkGap(upTo: range.upperBound)
    return finder.items
  }

  /// Bytes of a compressed chunk before its payload.
  private var chunkFraming: UInt64 { 4 + UInt64(header.framing.wordBytes) }

  private func end(ofBatch position: Int) -> UInt64 {
    let index = reader.index
    let row = index.batches[position]
    if row.isCut { return range.upperBound }
    let nextContent = position + 1 < index.batches.count ? index.batches[position + 1].firstContent : index.contentCount
    let images = row.hasImages ? (nextContent - row.firstContent) * UInt64(pageSize) : 0
    return min(range.upperBound, row.offset + 4 + UInt64(row.count) * UInt64(header.framing.wordBytes) + images)
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
      window = ByteWindow(body.reader.capture)
      position = body.range.lowerBound
    }

    mutating func add(_ item: Item, upTo end: UInt64) {
      items.append(item)
      position = max(position, end)
    }

    /// Adds a chunk that cannot be read, up to where the reader went on.
    mutating func addUnknown(_ chunk: LegacyChunk, _ rule: FindingRule, limit: UInt64) {
      let end = try? LegacyChunkWalk(window: window, header: body.header).probableEnd(of: chunk)
      let stop = min(end ?? limit, limit)
      add(.unknown(position..<stop, rule), upTo: stop)
    }

    /// Adds the chunks from here to `limit`.
    mutating func walkGap(upTo limit: UInt64) {
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

  private func node(_ item: Item) -> TreeNode {
    switch item {
    case .batch(let position, let number, let end):
      return LegacyBatchNodes.node(position, named: "batch[\(number)]", end: end, header, reader)
    case .compressed(let position, let number):
      return CompressedChunkNodes.node(
        position, named: "COMPRESSED_DATA[\(number)]", checkpoint: checkpoint, header, reader)
    case .metadata(let chunk, let name, let end): return metadata(chunk, name, end)
    case .unknown(let range, let rule):
      var node = TreeNode.bytes(named: "unknown", kind: .unknown, range, reader)
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
