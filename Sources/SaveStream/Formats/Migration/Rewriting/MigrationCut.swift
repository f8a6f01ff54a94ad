/// ONE restorable image of a checkpoint of a v2 or v3 stream, in the envelopes of the capture: what a receiver that is
/// not told of Remus needs.
///
/// ```
/// envelopes, headers and records that come once, as they are   memory(k) as PAGE_DATA   records of checkpoint k   END
/// records of the layer around the stream that belong to k   END of that layer
/// ```
///
/// CHECKPOINT, CHECKPOINT_END and VERIFY are left out: a receiver of a plain stream refuses the first two, and compares
/// the pages behind the third where it should take them.
package struct MigrationCut: CheckpointImage {
  package let memory: GuestMemory
  package let checkpoint: Int
  /// What is copied from.
  private let capture: Capture

  package init(of memory: GuestMemory, at checkpoint: Int) {
    self.memory = memory
    self.checkpoint = checkpoint
    capture = memory.capture.corrected(by: memory.index)
  }

  package func write<Sink: ByteSink>(
    to sink: inout Sink, progress: (UInt64) -> Void = { _ in }
  ) throws -> CheckpointCut.Outcome {
    let index = memory.index
    guard case .migration(let shape)? = index.shape, index.checkpoints.indices.contains(checkpoint),
      index.checkpoints[checkpoint].canBeCut
    else { throw CheckpointCut.Failure.incomplete }
    let reader = TreeReader(capture: capture, index: index).reading(shape.header.order)
    let records = CheckpointRecords(checkpoint: checkpoint, reader: reader)
    var outcome = CheckpointCut.Outcome()
    var writer = MigrationStreamWriter(to: sink, order: shape.header.order)

    try writeHead(of: shape, to: &writer)
    for head in CheckpointRecords(checkpoint: 0, reader: reader).headsInBody
    where MigrationRecordType(rawValue: head.type).isStatic {
      try keep(head, MigrationRecordType(rawValue: head.type).name, to: &writer, &outcome)
    }
    var pages = ImagePages()
    try pages.write(of: memory, at: checkpoint, to: &writer, progress: progress)
    let rest = records.rest()
    try write(records.headsInBody + rest.heads, to: &writer, &outcome)
    try writer.write(.end)
    try writeOuter(rest.outer, of: shape, reader, to: &writer, &outcome)
    sink = writer.sink
    outcome.pages = pages.pages
    outcome.resolvedPages = pages.resolvedPages
    outcome.doubtfulPages = pages.doubtfulPages
    outcome.brokenPages = try memory.countOfBrokenPages(at: checkpoint)
    return outcome
  }

  /// Writes what stands in front of the records of the first checkpoint, but bytes that make no sense.
  private func writeHead<Sink: ByteSink>(of shape: MigrationShape, to writer: inout MigrationStreamWriter<Sink>) throws
  {
    let index = memory.index
    let end = index.header.upperBound
    // Words of a receiver in front of the sender's have no place in a file.
    let start = min(index.layers.first { $0.kind == .tap }?.own.first?.upperBound ?? 0, end)
    guard let substitute = shape.header.substitute(in: index) else {
      for part in index.soundParts(of: start..<end) { try copy(part, to: &writer) }
      return
    }
    let headers = min(max(start, shape.header.offset), end)
    let records = min(shape.header.offset + MigrationHeader.byteCount, end)
    for part in index.soundParts(of: start..<headers) { try copy(part, to: &writer) }
    try writer.writeHeader(substitute)
    for part in index.soundParts(of: records..<end) { try copy(part, to: &writer) }
  }

  /// Writes the records of the checkpoint that say something of the guest; those that come once have been written.
  private func write<Sink: ByteSink>(
    _ heads: [RecordHead], to writer: inout MigrationStreamWriter<Sink>, _ outcome: inout CheckpointCut.Outcome
  ) throws {
    for head in heads {
      let type = MigrationRecordType(rawValue: head.type)
      switch type {
      case .end: break
      case .checkpoint, .verify: outcome.note(dropped: type.name)
      default: if !type.isStatic { try keep(head, type.name, to: &writer, &outcome) }
      }
    }
  }

  // MARK: The layer around the stream

  private func writeOuter<Sink: ByteSink>(
    _ range: Range<UInt64>, of shape: MigrationShape, _ reader: TreeReader,
    to writer: inout MigrationStreamWriter<Sink>, _ outcome: inout CheckpointCut.Outcome
  ) throws {
    // What is around the stream is left out, where it leads to none.
    guard !reader.index.layers.contains(where: { $0.isDamaged && $0.kind == shape.outer }) else { return }
    switch shape.outer {
    case .libxl2:
      for head in RecordHead.list(in: range, LibxlNodes.order(reader), reader) {
        let type = LibxlRecordType(rawValue: head.type)
        if type == .checkpointEnd || type == .checkpointState {
          outcome.note(dropped: type.name)
        } else {
          try keep(head, type.name, to: &writer, &outcome)
        }
      }
      // END has neither length nor body: eight zeros, whatever the order.
      try writer.write(.end)
    case .xapi:
      try copy(range, to: &writer)
      try writer.writeOutside(WrittenXapiRecord.endOfImage.encoded)
    default: break
    }
  }

  // MARK: Bytes

  /// Copies a record, and pads it with zeros.
  private func keep<Sink: ByteSink>(
    _ head: RecordHead, _ name: String?, to writer: inout MigrationStreamWriter<Sink>,
    _ outcome: inout CheckpointCut.Outcome
  ) throws {
    outcome.note(kept: name ?? NumberText.hex(UInt64(head.type)))
    try copy(head.offset..<head.body.upperBound, to: &writer)
    try writer.writeOutside([UInt8](repeating: 0, count: Int(head.paddingLength)))
  }

  private func copy<Sink: ByteSink>(_ range: Range<UInt64>, to writer: inout MigrationStreamWriter<Sink>) throws {
    try capture.forEachPiece(of: range) { try writer.writeOutside($0) }
  }
}

extension CheckpointCut.Outcome {
  /// Notes a record that was taken over; of several of a type the first.
  fileprivate mutating func note(kept name: String) {
    if !keptChunks.contains(name) { keptChunks.append(name) }
  }

  /// Notes a record that was left out.
  fileprivate mutating func note(dropped name: String?) {
    if let name, !droppedChunks.contains(name) { droppedChunks.append(name) }
  }
}
