/// Writes the bodies of later checkpoints with deltas in the place of images, as Xen's sender would have.
///
/// The chunks come where that sender puts them: where the page buffer is full, in the middle of a batch's pages, and
/// behind the last batch, before everything else.
final class CompressedRecoder {
  private let source: RecodeSource
  private var sender: RemusSender
  private var hasPages = false

  init(_ source: RecodeSource, _ sizes: SenderSizes) {
    self.source = source
    let toolstack = WordSize(rawValue: source.header.framing.wordBytes) ?? .bits64
    sender = RemusSender(toolstack: toolstack, sizes: sizes)
  }

  func write<Sink: ByteSink>(_ checkpoints: Range<Int>, to output: inout RecodeOutput<Sink>) throws {
    for checkpoint in checkpoints {
      sender.beginBody()
      let end = try source.forEachChunk(ofCheckpoint: checkpoint) { chunk in
        if chunk.id == nil {
          try output.copy(chunk.range)
          sender.takeArray(entryCount: chunk.entries.count)
          try takeImages(chunk, to: &output)
        } else {
          try flush(to: &output)
          try output.copy(chunk.range)
        }
      }
      try flush(to: &output)
      try output.copy(end..<source.index.checkpoints[checkpoint].end)
    }
  }

  private func takeImages<Sink: ByteSink>(
    _ chunk: RecodeSource.Chunk, to output: inout RecodeOutput<Sink>
  ) throws {
    var images = [UInt8](repeating: 0, count: 64 * pageSize)
    var offset = chunk.images.lowerBound
    var filled = 0
    var place = 0
    for entry in chunk.entries where entry.type.carriesContent {
      if place == filled {
        let wanted = Int(min(UInt64(images.count), chunk.images.upperBound - offset))
        filled = try source.capture.fill(&images, from: offset, count: wanted)
        place = 0
      }
      guard filled - place >= pageSize else {
        throw CaptureError(
          .changed, path: source.capture.path, offset: offset, reason: "ends earlier than when it was read")
      }
      let isPageTable = entry.type.pageTableLevel != nil
      let page = images.span.extracting(place..<place + pageSize)
      let isFull = sender.add(page, pfn: entry.pfn, isPageTable: isPageTable)
      output.result.pages += 1
      output.result.bytesBefore += UInt64(pageSize)
      hasPages = true
      if isFull { try flush(to: &output) }
      place += pageSize
      offset += UInt64(pageSize)
    }
  }

  private func flush<Sink: ByteSink>(to output: inout RecodeOutput<Sink>) throws {
    guard hasPages else { return }
    hasPages = false
    while let payload = sender.nextChunk() {
      var start = LittleEndianBytes()
      start.append(LegacyChunkID.compressedData.rawValue)
      start.append(UInt64(payload.count), as: sender.toolstack)
      try output.write(start.bytes)
      try output.write(payload)
      output.result.bytesAfter += UInt64(payload.count)
    }
  }
}
