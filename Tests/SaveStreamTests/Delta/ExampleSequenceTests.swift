import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// The two sequences that the description of the format gives as examples, written and read back.
@Suite struct ExampleSequenceTests {
  /// A stream whose first checkpoint has `pageCount` pages and whose later ones are what `checkpoint` sends.
  private struct Sequence {
    private var writer = LegacyStreamWriter(to: MemorySink())
    private var sender: RemusSender
    private var round: UInt8 = 0

    init(pageCount: Int, sizes: SenderSizes) {
      sender = RemusSender(toolstack: .bits64, sizes: sizes)
      writer.writeHeader(LegacyStreamHeader(p2mSize: UInt64(pageCount)))
      for first in stride(from: 0, to: pageCount, by: 1024) {
        let pfns = first..<min(first + 1024, pageCount)
        writer.writePFNArray(pfns.map { PFNArrayEntry(pfn: UInt64($0)) })
        for pfn in pfns { writer.writeImage(page(pfn).span) }
      }
      writer.writeMetadata(.enableCompression)
      end()
    }

    var bytes: [UInt8] { writer.sink.bytes }

    /// What a page holds in the checkpoint that is being written.
    func page(_ pfn: Int) -> [UInt8] {
      var page = [UInt8](repeating: UInt8(truncatingIfNeeded: pfn), count: pageSize)
      page[0] = round
      return page
    }

    /// A checkpoint of batches with so many entries each.
    mutating func checkpoint(batches: [Int]) {
      round += 1
      sender.beginBody()
      var pfn = 0
      for count in batches {
        writer.writePFNArray((pfn..<pfn + count).map { PFNArrayEntry(pfn: UInt64($0)) })
        sender.takeArray(entryCount: count)
        for _ in 0..<count {
          if sender.add(page(pfn).span, pfn: UInt64(pfn), isPageTable: false) {
            writer.writePages(collectedBy: &sender)
          }
          pfn += 1
        }
      }
      writer.writePages(collectedBy: &sender)
      end()
    }

    private mutating func end() {
      writer.writeMetadata(.vcpuInfo(maximumID: 0, online: [1]))
      writer.endBody()
      writer.writeTail(
        LegacyHVMTail(
          ioreqPFN: 1, bufferedIoreqPFN: 2, xenstorePFN: 3, context: RecordStream.hvmContext,
          deviceModel: .init(signature: .libxl, state: [4])))
    }
  }

  /// The batches of a checkpoint with their entries, and its chunks with their pages, in the order of the stream.
  private func order(ofCheckpoint checkpoint: Int, in index: IndexSnapshot) -> [String] {
    let row = index.checkpoints[checkpoint]
    let body = row.offset..<(row.bodyEnd ?? row.end)
    var parts = index.entryRows.filter { body.contains($0.array) }.map { ($0.array - 4, "\($0.count) PFNs") }
    for (position, chunk) in index.compressedChunks.enumerated() where body.contains(chunk.payload) {
      let next = position + 1
      let end = next < index.compressedChunks.count ? index.compressedChunks[next].firstPage : index.compressedPageCount
      parts.append((chunk.payload, "data of \(end - chunk.firstPage) pages"))
    }
    return parts.sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// Expects at the last checkpoint the pages that the sequence wrote.
  private func expectPages(_ pfns: Range<Int>, of sequence: Sequence, in read: IndexedCapture) throws {
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    var found = 0
    try memory.sweep(at: read.index.checkpoints.count - 1) { page in
      guard pfns.contains(Int(page.pfn)) else { return }
      found += 1
      let isRight = page.bytes == sequence.page(Int(page.pfn)) && page.doubt == nil
      #expect(isRight, "PFN \(page.pfn)")
    }
    #expect(found == pfns.count)
  }

  @Test func threeBatchesAndThenTheDataForAllOfThem() throws {
    var sequence = Sequence(pageCount: 200, sizes: SenderSizes())
    for _ in 0..<2 { sequence.checkpoint(batches: [16, 100, 50]) }
    let read = try IndexedCapture(bytes: sequence.bytes)
    #expect(read.findingKeys == [])
    for checkpoint in 1...2 {
      let order = order(ofCheckpoint: checkpoint, in: read.index)
      #expect(order == ["16 PFNs", "100 PFNs", "50 PFNs", "data of 166 pages"])
    }
    #expect(read.index.totals(ofCheckpoint: 1).delta?.full == 166)
    #expect(read.index.totals(ofCheckpoint: 2).delta?.delta == 166)
    try expectPages(0..<166, of: sequence, in: read)
  }

  @Test func dataWhereThePageBufferIsFullAndTheRestAtTheEnd() throws {
    var sizes = SenderSizes()
    sizes.pageBufferPages = 4096
    // New pages travel whole: in Xen's 16 MiB, 4096 of them would take two chunks.
    sizes.outputBufferBytes = 17 << 20
    var sequence = Sequence(pageCount: 4100, sizes: sizes)
    sequence.checkpoint(batches: [1024, 1024, 1024, 1024, 4])
    let read = try IndexedCapture(bytes: sequence.bytes)
    #expect(read.findingKeys == [])
    let order = order(ofCheckpoint: 1, in: read.index)
    #expect(
      order == [
        "1024 PFNs", "1024 PFNs", "1024 PFNs", "1024 PFNs", "data of 4096 pages", "4 PFNs", "data of 4 pages",
      ])
    try expectPages(0..<4100, of: sequence, in: read)
  }
}
