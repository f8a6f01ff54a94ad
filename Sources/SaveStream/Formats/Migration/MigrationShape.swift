/// A v2 or v3 stream as others see it: its parts by kind, and its nodes.
package struct MigrationShape: StreamReading {
  let header: MigrationHeader
  /// The layer around the stream whose records stand between checkpoints, or behind END.
  let outer: Layer.Kind?

  package func hasLostHeader(in index: IndexSnapshot) -> Bool { header.substitute(in: index) != nil }

  package func parts(of checkpoint: Int?, _ reader: TreeReader) throws(CaptureError) -> [GuestPart] {
    let reader = reader.reading(header.order)
    guard let checkpoint else {
      let end = reader.index.header.upperBound
      let start = min(header.offset + MigrationHeader.byteCount, end)
      return MigrationParts.list(RecordHead.list(in: start..<end, header.order, reader), .header, reader)
    }
    guard reader.index.checkpoints[checkpoint].bodyEnd != nil else { return [] }
    let records = CheckpointRecords(checkpoint: checkpoint, reader: reader)
    return try MigrationParts.list(records.headsInBody, .body, reader) + state(of: checkpoint, reader)
  }

  package func state(of checkpoint: Int, _ reader: TreeReader) throws(CaptureError) -> [GuestPart] {
    let reader = reader.reading(header.order)
    let rest = CheckpointRecords(checkpoint: checkpoint, reader: reader).rest()
    return try MigrationParts.list(rest.heads, .tail, reader) + outerParts(rest.outer, reader)
  }

  private func outerParts(_ range: Range<UInt64>, _ reader: TreeReader) throws(CaptureError) -> [GuestPart] {
    switch outer {
    case .libxl2: LibxlNodes.parts(in: range, reader)
    case .xapi: try XapiNodes.parts(in: range, reader)
    default: []
    }
  }

  package func headerNode(_ range: Range<UInt64>) -> TreeNode { MigrationNodes.header(range, header) }

  package func checkpointNode(_ checkpoint: Int, _ row: CheckpointRow) -> TreeNode {
    MigrationNodes.checkpoint(checkpoint, row, self)
  }

  package func guestNodes(of checkpoint: Int, _ reader: TreeReader) -> [TreeNode] {
    let records = CheckpointRecords(checkpoint: checkpoint, reader: reader)
    let range = records.body
    let body = TreeNode("body", .body, offset: range.lowerBound, length: UInt64(range.count)) { reader in
      let records = CheckpointRecords(checkpoint: checkpoint, reader: reader)
      return NodeList(
        records.bodyItems().compactMap { item in
          guard case .record(let head, let name) = item, MigrationRecordType(rawValue: head.type).describesGuest else {
            return nil
          }
          return RecordNodes.node(head, named: name, end: range.upperBound)
        })
    }
    return [body] + MigrationNodes.guest(records, self)
  }

  package func readsAs(_ other: StreamShape) -> Bool {
    guard case .migration(let other) = other else { return false }
    return header.order == other.header.order && header.guest == other.header.guest && outer == other.outer
  }

  package func hasNodes(like other: StreamShape) -> Bool {
    guard case .migration(let other) = other else { return false }
    return outer == other.outer
  }
}
