/// Guest memory as of a checkpoint, to be written as a file that other tools open.
///
/// Pages go out in ascending order while they are read; nothing of the image is held but the ranges of PFNs.
package struct MemoryImage {
  /// The forms that an image can take.
  package enum Format: String, Sendable, CaseIterable {
    /// LiME: a header of 32 bytes before each range of physical memory.
    case lime
    /// ELF64 core: the ranges as segments, registers and where it all came from as notes.
    case elf
    /// Every page at its own offset, holes between them.
    case raw
  }

  /// What was written.
  package struct Outcome: Sendable, Equatable {
    /// Pages of the guest.
    package internal(set) var pages: UInt64 = 0
    /// Ranges or segments.
    package internal(set) var ranges = 0
    /// Pages that were not there and were written as zeros, to have fewer segments.
    package internal(set) var filledPages: UInt64 = 0
    /// Pages that are holes in a raw image.
    package internal(set) var missingPages: UInt64 = 0
    /// Pages whose bytes may not be what a receiver had.
    package internal(set) var doubtfulPages: UInt64 = 0
  }

  package let memory: GuestMemory
  package let checkpoint: Int
  /// The PFNs that are there, as ascending ranges that do not touch each other.
  package let ranges: [Range<UInt64>]

  /// Finds out what is there.
  /// - Throws: when the capture cannot be read.
  package init(of memory: GuestMemory, at checkpoint: Int) throws {
    self.memory = memory
    self.checkpoint = checkpoint
    ranges = try memory.presentPFNs(at: checkpoint)
  }

  /// Pages that are there.
  package var pageCount: UInt64 { ranges.reduce(0) { $0 + UInt64($1.count) } }

  /// Writes the image.
  /// - Parameters:
  ///   - source: the capture's name, for the notes of an ELF core.
  ///   - kernelDescription: the VMCOREINFO of a Linux guest, for these notes.
  ///   - progress: called with the number of pages written so far, now and then.
  /// - Throws: when the capture cannot be read, and what the sink throws.
  package func write<Sink: SparseSink>(
    _ format: Format, source: String, kernelDescription: [UInt8]? = nil, to sink: inout Sink,
    progress: (UInt64) -> Void = { _ in }
  ) throws -> Outcome {
    switch format {
    case .lime: try writeLiME(to: &sink, progress)
    case .elf: try writeCore(source: source, kernelDescription, to: &sink, progress)
    case .raw: try writeRaw(to: &sink, progress)
    }
  }
}

/// A sink that can leave out bytes: they read as zeros, and a file system need not store them.
package protocol SparseSink: ByteSink {
  /// Leaves out the next bytes.
  mutating func skip(_ byteCount: UInt64) throws(Failure)
}

@_spi(Measuring) extension MemorySink: SparseSink {
  public mutating func skip(_ byteCount: UInt64) {
    write([UInt8](repeating: 0, count: Int(clamping: byteCount)).span)
  }
}

extension MemoryImage {
  /// Writes the pages of `ranges`, which hold every page that is there; what is not there becomes zeros.
  /// - Parameter beginRange: writes what comes before a range.
  func writePages<Sink: SparseSink>(
    in ranges: [Range<UInt64>], to sink: inout Sink, isSparse: Bool = false, _ progress: (UInt64) -> Void,
    beginRange: (Range<UInt64>, inout Sink) throws -> Void
  ) throws -> Outcome {
    var outcome = Outcome()
    outcome.ranges = ranges.count
    var position = 0
    var next = ranges.first?.lowerBound ?? 0
    if let first = ranges.first { try beginRange(first, &sink) }
    try memory.sweep(at: checkpoint) { page in
      while position < ranges.count, page.pfn >= ranges[position].upperBound {
        position += 1
        guard position < ranges.count else { break }
        next = ranges[position].lowerBound
        try beginRange(ranges[position], &sink)
      }
      guard position < ranges.count, page.pfn >= next else { throw changed() }
      if page.pfn > next {
        try writeGap(page.pfn - next, to: &sink, isSparse: isSparse)
        if isSparse { outcome.missingPages += page.pfn - next } else { outcome.filledPages += page.pfn - next }
      }
      try sink.write(page.bytes.span)
      next = page.pfn + 1
      outcome.pages += 1
      if page.doubt != nil { outcome.doubtfulPages += 1 }
      if outcome.pages % 1024 == 0 { progress(outcome.pages) }
    }
    guard outcome.pages == pageCount else { throw changed() }
    return outcome
  }

  private func writeGap<Sink: SparseSink>(_ pages: UInt64, to sink: inout Sink, isSparse: Bool) throws {
    if isSparse { return try sink.skip(pages * UInt64(pageSize)) }
    let zeros = [UInt8](repeating: 0, count: pageSize)
    for _ in 0..<pages { try sink.write(zeros.span) }
  }

  private func changed() -> CaptureError {
    CaptureError(
      .changed, path: memory.capture.path, reason: "changed while its memory was written; copy it first, then try again"
    )
  }
}
