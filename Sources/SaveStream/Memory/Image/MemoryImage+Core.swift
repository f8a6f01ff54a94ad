extension MemoryImage {
  /// An ELF64 core of physical memory.
  ///
  /// ```
  /// ELF header (64)   program headers (56 each): PT_NOTE, then a PT_LOAD for each range   notes   pages
  /// ```
  ///
  /// What readers insist on: PT_NOTE first, `p_filesz` equal to `p_memsz`, `p_vaddr` equal to `p_paddr`, no alignment,
  /// and fewer segments than a 16-bit count can state.
  func writeCore<Sink: SparseSink>(
    source: String, _ kernelDescription: [UInt8]?, to sink: inout Sink, _ progress: (UInt64) -> Void
  ) throws -> Outcome {
    let segments = Self.joined(ranges, atMost: Self.maximumSegments)
    let notes = CoreNotes(
      registers: try VcpuRegisters.read(at: checkpoint, of: memory.index, capture: memory.capture),
      kernelDescription: kernelDescription,
      text: noteText(source: source, filled: segments.reduce(0) { $0 + UInt64($1.count) } - pageCount)
    ).bytes
    try sink.write(coreHeaders(segments, noteByteCount: notes.count).span)
    try sink.write(notes.span)
    return try writePages(in: segments, to: &sink, progress) { _, _ in }
  }

  /// Segments that a core has at most: some readers take 0xffff for "more than can be counted", and sections count too.
  static var maximumSegments: Int { 59_999 }

  /// Where the core came from, in a few lines.
  private func noteText(source: String, filled: UInt64) -> String {
    var text =
      "source: \(source)\ncheckpoint: \(checkpoint)\ncomplete: \(memory.index.isMemorySound(at: checkpoint) ? "yes" : "no")\n"
    text += "written by: savescope\npages: \(pageCount)\nthread ids: those of the vCPUs, plus 1\n"
    if filled > 0 { text += "pages that were not there, written as zeros: \(filled)\n" }
    return text
  }

  private func coreHeaders(_ segments: [Range<UInt64>], noteByteCount: Int) -> [UInt8] {
    let headersEnd = UInt64(64 + 56 * (segments.count + 1))
    var bytes = LittleEndianBytes()
    bytes.append(bytes: [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0] + [UInt8](repeating: 0, count: 8))
    bytes.append(UInt16(4))  // ET_CORE
    bytes.append(UInt16(62))  // EM_X86_64
    bytes.append(UInt32(1))
    bytes.append(UInt64(0))
    bytes.append(UInt64(64))
    bytes.append(UInt64(0))
    bytes.append(UInt32(0))
    for count in [64, 56, segments.count + 1, 0, 0, 0] { bytes.append(UInt16(clamping: count)) }
    appendSegment(type: 4, flags: 0, offset: headersEnd, address: 0, byteCount: UInt64(noteByteCount), to: &bytes)
    var offset = headersEnd + UInt64(noteByteCount)
    for segment in segments {
      let byteCount = UInt64(segment.count) * UInt64(pageSize)
      appendSegment(
        type: 1, flags: 7, offset: offset, address: segment.lowerBound * UInt64(pageSize), byteCount: byteCount,
        to: &bytes)
      offset += byteCount
    }
    return bytes.bytes
  }

  private func appendSegment(
    type: UInt32, flags: UInt32, offset: UInt64, address: UInt64, byteCount: UInt64, to bytes: inout LittleEndianBytes
  ) {
    bytes.append(type)
    bytes.append(flags)
    for number in [offset, address, address, byteCount, byteCount, 0] { bytes.append(number) }
  }

  /// The ranges, with the smallest gaps between them filled until there are no more than `limit`.
  static func joined(_ ranges: [Range<UInt64>], atMost limit: Int) -> [Range<UInt64>] {
    let excess = ranges.count - max(limit, 1)
    guard excess > 0 else { return ranges }
    let gaps = (1..<ranges.count).map { (size: ranges[$0].lowerBound - ranges[$0 - 1].upperBound, place: $0) }
    let filled = Set(gaps.sorted { ($0.size, $0.place) < ($1.size, $1.place) }.prefix(excess).map(\.place))
    var joined: [Range<UInt64>] = []
    for (place, range) in ranges.enumerated() {
      if filled.contains(place), let last = joined.last {
        joined[joined.count - 1] = last.lowerBound..<range.upperBound
      } else {
        joined.append(range)
      }
    }
    return joined
  }
}
