extension MemoryImage {
  /// ```
  /// u32 0x4C694D45 ("EMiL")   u32 version 1   u64 first address   u64 last address, included   u64 0   bytes
  /// ```
  ///
  /// for each range, in ascending order. Source: LiME's `lime.h`.
  func writeLiME<Sink: SparseSink>(to sink: inout Sink, _ progress: (UInt64) -> Void) throws -> Outcome {
    try writePages(in: ranges, to: &sink, progress) { range, sink in
      var header = LittleEndianBytes()
      header.append(Self.limeMagic)
      header.append(UInt32(1))
      header.append(range.lowerBound * UInt64(pageSize))
      header.append((range.upperBound - 1) * UInt64(pageSize) + UInt64(pageSize - 1))
      header.append(UInt64(0))
      try sink.write(header.bytes.span)
    }
  }

  private static var limeMagic: UInt32 { 0x4c69_4d45 }

  /// Every page at its PFN times 4096; what is not there is left out.
  func writeRaw<Sink: SparseSink>(to sink: inout Sink, _ progress: (UInt64) -> Void) throws -> Outcome {
    guard let last = ranges.last else { return Outcome() }
    return try writePages(in: [0..<last.upperBound], to: &sink, isSparse: true, progress) { _, _ in }
  }
}
