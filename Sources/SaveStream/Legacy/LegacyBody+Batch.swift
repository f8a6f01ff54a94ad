extension LegacyBody {
  /// Counts the entries of a batch, and tells which upward scan it belongs to.
  mutating func count(_ scan: LegacyBatchScan) {
    totals.entries += UInt64(scan.count)
    for type in 0..<16 { totals.entriesByType[type] += scan.entriesByType[type] }
    if iteration < 0 {
      iteration = 0
    } else if let first = scan.firstPFN, let last = lastPFN, first <= last {
      iteration += 1
    }
    lastPFN = scan.lastPFN ?? lastPFN
    totals.iterations = UInt64(iteration + 1)
    if isCompressed, pageTables.count < Self.maximumPageTables {
      for place in scan.pageTables { pageTables.append(contentCount + UInt64(place)) }
    }
    contentCount += UInt64(scan.contentCount)
  }

  /// Reports entries that break a rule, the first few of each kind.
  mutating func report(_ scan: LegacyBatchScan, _ chunk: LegacyChunk, _ header: LegacyHeader) {
    let wordBytes = UInt64(header.framing.wordBytes)
    func offset(_ position: Int) -> UInt64 { chunk.payload.lowerBound + UInt64(position) * wordBytes }
    for place in scan.outOfRange.prefix(8) {
      report(
        .pfnOutOfRange, at: offset(place), part: .pfnArray, value: UInt64(scan.outOfRange.count),
        limit: header.p2mSize)
    }
    for place in scan.undefinedType.prefix(8) {
      report(.pageTypeUndefined, at: offset(place), part: .pfnArray)
    }
    for place in scan.pinWithoutTable.prefix(8) {
      report(.pinWithoutTable, at: offset(place), part: .pfnArray)
    }
    if let place = scan.repeated { report(.pfnRepeated, at: offset(place), part: .pfnArray) }
    if let place = scan.allocateOnly, checkpoint > 0 {
      report(.allocateOnlyLate, at: offset(place), part: .pfnArray)
    }
    let unmapped = scan.entriesByType[Int(PageType.unmapped.rawValue)]
    if scan.count > 0, unmapped == UInt64(scan.count) {
      report(.batchWithoutContent, at: chunk.offset, part: .pfnArray, value: unmapped)
    }
  }
}
