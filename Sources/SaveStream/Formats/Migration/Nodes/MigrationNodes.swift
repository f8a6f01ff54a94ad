/// The nodes of a v2 or v3 stream: what stands before the first checkpoint, and its checkpoints.
enum MigrationNodes {
  /// A node for the headers and the records that come once, in a range of file offsets.
  static func header(_ range: Range<UInt64>, _ header: MigrationHeader) -> TreeNode {
    // Behind its checkpoints a stream may have an END of its own, which closes none.
    guard range.lowerBound == header.offset else {
      let isFirst = header.isAssumed && range.lowerBound == header.offset + MigrationHeader.byteCount
      return TreeNode(isFirst ? "records" : "trailer", .header, offset: range.lowerBound, length: UInt64(range.count)) {
        records(in: range, $0)
      }
    }
    return TreeNode("header", .header, offset: range.lowerBound, length: UInt64(range.count)) { reader in
      var parts = PartList(from: range.lowerBound, to: range.upperBound)
      parts.node(upTo: header.offset + MigrationHeader.imageByteCount) {
        .structure(
          MigrationHeader.imageLayout, named: "image-header", at: $0.lowerBound, available: UInt64($0.count))
      }
      parts.node(upTo: header.offset + MigrationHeader.byteCount) {
        .structure(
          MigrationHeader.domainLayout, named: "domain-header", at: $0.lowerBound, available: UInt64($0.count),
          order: header.order)
      }
      let rest = records(in: parts.position..<range.upperBound, reader)
      for place in 0..<rest.count { parts.node(upTo: rest[place].end) { _ in rest[place] } }
      return parts.list(reader)
    }
  }

  private static func records(in range: Range<UInt64>, _ reader: TreeReader) -> NodeList {
    let records = CheckpointRecords(checkpoint: 0, reader: reader)
    return list(records.items(in: range), of: records, end: range.upperBound)
  }

  /// A node for a checkpoint, by its number.
  static func checkpoint(_ checkpoint: Int, _ row: CheckpointRow, _ shape: MigrationShape) -> TreeNode {
    TreeNode(
      "checkpoint[\(checkpoint)]", .checkpoint, offset: row.offset, length: row.length,
      meaning: row.isComplete ? checkpoint == 0 ? "the first full image" : "" : "incomplete",
      finding: row.isComplete ? nil : .cutShort
    ) { reader in
      let records = CheckpointRecords(checkpoint: checkpoint, reader: reader)
      var parts = PartList(from: row.offset, to: row.end)
      parts.node(upTo: records.body.upperBound) { range in
        TreeNode("body", .body, offset: range.lowerBound, length: UInt64(range.count)) { reader in
          let records = CheckpointRecords(checkpoint: checkpoint, reader: reader)
          return list(records.bodyItems(), of: records, end: range.upperBound)
        }
      }
      for node in behindPages(records, shape) { parts.node(upTo: node.end) { _ in node } }
      return parts.list(reader)
    }
  }

  /// The tail of a checkpoint, and the records that the layer around the stream has there.
  static func behindPages(_ records: CheckpointRecords, _ shape: MigrationShape) -> [TreeNode] {
    let rest = records.rest()
    let (tail, outer) = (rest.tail, rest.outer)
    var nodes: [TreeNode] = []
    if !tail.isEmpty {
      nodes.append(
        TreeNode("tail", .tail, offset: tail.lowerBound, length: UInt64(tail.count)) { reader in
          list(records.items(in: tail), of: records, end: tail.upperBound)
        })
    }
    if !outer.isEmpty { nodes.append(outerNode(outer, shape.outer)) }
    return nodes
  }

  /// The same as far as they say something of the guest: for comparing two checkpoints.
  static func guest(_ records: CheckpointRecords, _ shape: MigrationShape) -> [TreeNode] {
    let rest = records.rest()
    let (tail, outer) = (rest.tail, rest.outer)
    let own = records.items(in: tail).filter { item in
      guard case .record(let head, _) = item else { return false }
      return MigrationRecordType(rawValue: head.type).describesGuest
    }
    var nodes: [TreeNode] = []
    if !own.isEmpty {
      nodes.append(
        TreeNode("tail", .tail, offset: tail.lowerBound, length: UInt64(tail.count)) { _ in
          list(own, of: records, end: tail.upperBound)
        })
    }
    let holdsState = shape.outer != .libxl2 || !LibxlNodes.parts(in: outer, records.reader).isEmpty
    guard !outer.isEmpty, holdsState else { return nodes }
    let node = outerNode(outer, shape.outer)
    return nodes + [
      TreeNode(node.name, node.kind, offset: node.offset, length: node.length, meaning: node.meaning) { reader in
        guard let children = node.expand?(reader) else { return NodeList([]) }
        return NodeList((0..<children.count).map { children[$0] }.filter { $0.name != "CHECKPOINT_END" })
      }
    ]
  }

  private static func outerNode(_ range: Range<UInt64>, _ kind: Layer.Kind?) -> TreeNode {
    TreeNode(
      kind?.rawValue ?? "outer", .tail, offset: range.lowerBound, length: UInt64(range.count),
      meaning: "records of the layer around the stream"
    ) { reader in
      switch kind {
      case .libxl2: NodeList(LibxlNodes.list(range, isFirst: false, reader))
      case .xapi: NodeList(XapiNodes.records(in: range, reader))
      default: NodeList([.bytes(named: "bytes", range, reader)])
      }
    }
  }

  // MARK: Items

  private static func list(
    _ items: [CheckpointRecords.Item], of records: CheckpointRecords, end: UInt64
  ) -> NodeList {
    var starts = [0]
    for item in items { starts.append(starts[starts.count - 1] + item.nodeCount) }
    return NodeList(count: starts[items.count]) { [starts] position in
      let place = max(0, starts.partitioningIndex { $0 <= position } - 1)
      return node(items[place], position - starts[place], records, end: end)
    }
  }

  private static func node(
    _ item: CheckpointRecords.Item, _ place: Int, _ records: CheckpointRecords, end: UInt64
  ) -> TreeNode {
    switch item {
    case .record(let head, let name): return RecordNodes.node(head, named: name, end: end)
    case .unknown(let range, let name):
      var node = TreeNode.bytes(named: name, kind: .unknown, range, records.reader)
      if records.reader.index.hole(at: range.lowerBound) != nil { node.finding = .streamDamaged }
      return node
    case .pages(let numbers):
      let number = numbers.lowerBound + place
      let index = records.reader.index
      let row = index.row(ofBatch: number, in: records.checkpoint) ?? index.rows(of: records.checkpoint).lowerBound
      let rows = index.rowsOfRecord(atRow: row)
      return PageDataNodes.node(rows, number: number, end: records.endOfPages(rows), records.reader)
    }
  }
}
