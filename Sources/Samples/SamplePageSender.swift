@_spi(Measuring) import SaveStream

/// Sends the pages of a made-up guest: as images, and by way of a sender's cache and buffers where the stream is
/// compressed.
struct SamplePageSender: Sendable {
  private var sender: RemusSender
  /// Entries of a batch of a compressed body at most.
  private let batchEntries: Int

  /// - Parameters:
  ///   - sizes: of the sender's buffers.
  ///   - batchEntries: entries of a batch of a compressed body at most; Xen's sender puts 1024 into one.
  init(toolstack: WordSize, sizes: SenderSizes = SenderSizes(), batchEntries: Int = 1024) {
    sender = RemusSender(toolstack: toolstack, sizes: sizes)
    self.batchEntries = batchEntries
  }

  /// Begins a body.
  mutating func beginBody() { sender.beginBody() }

  /// Sends entries in their order, with the content of the pages that carry any.
  mutating func send<Sink: ByteSink>(
    _ entries: [PFNArrayEntry], of memory: SampleMemory, to writer: inout LegacyStreamWriter<Sink>
  ) throws(Sink.Failure) {
    let size = writer.sendsImages ? LegacyStreamWriter<Sink>.maximumBatchCount : batchEntries
    for first in stride(from: 0, to: entries.count, by: size) {
      let batch = entries[first..<min(first + size, entries.count)]
      try writer.writePFNArray(Array(batch))
      if !writer.sendsImages { sender.takeArray(entryCount: batch.count) }
      for entry in batch where entry.type.carriesContent {
        let page = memory[Int(entry.pfn)]
        if writer.sendsImages {
          try writer.writeImage(page.span)
        } else if sender.add(page.span, pfn: entry.pfn, isPageTable: entry.type.pageTableLevel != nil) {
          try endPages(to: &writer)
        }
      }
    }
  }

  /// Sends what the sender has kept back: deltas for entries that have been sent.
  mutating func endPages<Sink: ByteSink>(to writer: inout LegacyStreamWriter<Sink>) throws(Sink.Failure) {
    try writer.writePages(collectedBy: &sender)
  }
}
