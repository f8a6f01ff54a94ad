/// Writes the bodies of compressed checkpoints with images in the place of deltas.
final class PlainRecoder {
  private let source: RecodeSource
  private let pages: ReceivedPages
  /// Guest memory as of earlier checkpoints, for deltas to pages that were not sent as compressed data before: no
  /// sender means to write one, but a receiver applies it.
  private var memory: GuestMemory?
  private var page = [UInt8](repeating: 0, count: pageSize)

  init(_ source: RecodeSource, spoolFolder: String?) {
    self.source = source
    pages = ReceivedPages(path: source.capture.path, spoolFolder: spoolFolder)
  }

  func write<Sink: ByteSink>(_ checkpoints: Range<Int>, to output: inout RecodeOutput<Sink>) throws {
    for checkpoint in checkpoints {
      let row = source.index.checkpoints[checkpoint]
      var walk = try DeltaWalk(
        source.capture, source.index, from: source.index.deltas(of: checkpoint).lowerBound)
      let end = try source.forEachChunk(ofCheckpoint: checkpoint) { chunk in
        switch chunk.id {
        case .compressedData?, .enableCompression?: break
        case nil where row.isCompressed:
          try output.copy(chunk.range)
          for entry in chunk.entries where entry.type.carriesContent {
            try writePage(entry, &walk, checkpoint: checkpoint, to: &output)
          }
        default: try output.copy(chunk.range.lowerBound..<chunk.all)
        }
      }
      try output.copy(end..<row.end)
    }
  }

  private func writePage<Sink: ByteSink>(
    _ entry: PageEntry, _ walk: inout DeltaWalk, checkpoint: Int, to output: inout RecodeOutput<Sink>
  ) throws {
    guard let extent = try walk.next(), extent.encoding != .missing else {
      throw CaptureError(
        .changed, path: source.capture.path, reason: "has changed since it was read; try again when it is at rest")
    }
    let isFull = extent.encoding == .full
    let isKnown = try !isFull && pages.load(entry.pfn, into: &page)
    if !isFull, !isKnown { try loadEarlier(entry.pfn, checkpoint: checkpoint) }
    do throws(DeltaFault) {
      try walk.apply(to: &page)
    } catch {
      throw CaptureError(
        .damaged, path: source.capture.path, offset: extent.first.lowerBound, reason: "does not decode")
    }
    if isFull || extent.encoding == .delta { try pages.store(entry.pfn, page) }
    try output.write(page)
    output.result.pages += 1
    output.result.bytesBefore += extent.length
    output.result.bytesAfter += UInt64(pageSize)
  }

  /// Takes the page as it was before a checkpoint; zeros when it was not there.
  private func loadEarlier(_ pfn: UInt64, checkpoint: Int) throws {
    let memory = try self.memory ?? GuestMemory(capture: source.capture, index: source.index)
    self.memory = memory
    page = try memory.page(pfn: pfn, at: checkpoint - 1)?.bytes ?? [UInt8](repeating: 0, count: pageSize)
  }
}
