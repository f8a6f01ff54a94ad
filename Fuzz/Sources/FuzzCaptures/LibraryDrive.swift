@_spi(Measuring) import SaveStream

/// What a user of the library sees: it reads as the program does.
struct LibraryDrive: ReadingDrive {
  let reading: Reading

  init(_ reading: Reading) { self.reading = reading }

  func run(_ random: inout Random) throws {
    let stream = try SavedStream(of: reading.capture, reading: reading.subject.options)
    promise(stream.index.entryCount == reading.index.entryCount, "the library reads other rows")
    let verified = try stream.verified()
    promise(verified.findings.count >= stream.index.findings.count, "a second pass takes findings away")
    promise(stream.tree.root.end == reading.capture.size, "the tree ends at \(stream.tree.root.end)")
    guard stream.index.stream != nil else { return }
    var count: UInt64 = 0
    try stream.pages.forEachEntry { _ in count += 1 }
    promise(count == stream.pages.count, "\(count) rows of \(stream.pages.count)")
    promise(try stream.memory(at: stream.index.checkpoints.count) == nil, "memory of a checkpoint that is not there")
    guard let checkpoint = reading.checkpoint(&random), let memory = try stream.memory(at: checkpoint) else { return }
    check(memory, at: checkpoint)
    checkLoss(at: checkpoint)
  }

  private func check(_ memory: CheckpointMemory, at checkpoint: Int) {
    promise(memory.isSound == reading.index.isMemorySound(at: checkpoint), "memory is sound, or not")
    guard let present = try? memory.presentPFNs() else { return }
    var pages = 0
    let isRead = (try? memory.forEachPage { _ in pages += 1 }) != nil
    let there = present.reduce(0) { $0 + $1.count }
    promise(!isRead || pages == there, "\(pages) pages of \(there)")
    guard let first = present.first else { return }
    promise((try? memory.page(first.lowerBound))?.pfn == first.lowerBound, "page \(first.lowerBound) is not there")
  }

  /// What a warning says of a salvaged capture.
  private func checkLoss(at checkpoint: Int) {
    let loss = SalvageLoss(of: reading.index, upTo: checkpoint)
    promise(loss.bytes <= reading.capture.size, "\(loss.bytes) bytes are lost")
    promise(loss.checkpoints.allSatisfy { $0 <= checkpoint }, "damage of a later checkpoint")
  }
}
