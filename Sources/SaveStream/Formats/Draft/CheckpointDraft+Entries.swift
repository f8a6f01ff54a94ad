/// A PFN array, and what follows it.
package struct EntryArray {
  /// The file offset of the chunk or record.
  package let record: UInt64
  /// Where the words are, as the chunk or record states it; may reach past the end of the capture.
  package let words: Range<UInt64>
  /// Whether page images follow; else the contents are deltas.
  package let hasImages: Bool
  /// Where the images are when they do not all stand right behind each other.
  var placement: ImagePlacement?

  package init(record: UInt64, words: Range<UInt64>, hasImages: Bool) {
    self.record = record
    self.words = words
    self.hasImages = hasImages
  }
}

extension CheckpointDraft {
  /// Takes a PFN array and hops over its images: counts entries and bytes, and says what is wrong with them.
  /// - Returns: one past the last byte of array and images; nil when the capture ends before that.
  /// - Throws: when the capture cannot be read.
  package func add(_ array: EntryArray) throws(CaptureError) -> UInt64? {
    let isWhole = try capture.wait(for: array.words.upperBound)
    let wanted = array.words.upperBound - array.words.lowerBound
    let there = isWhole ? wanted : capture.size - min(capture.size, array.words.lowerBound)
    add(there, as: .pfnArrays)
    var array = array
    if isWhole, array.placement == nil { array.placement = try doubtUnordered(array) }
    guard let contentCount = try addRows(of: array, there: there, isWhole: isWhole) else { return nil }
    guard isWhole else {
      open?.end = capture.size
      reportCut(.pfnArray, at: capture.size, have: there, need: wanted)
      return nil
    }
    guard array.hasImages else { return array.words.upperBound }
    if let placement = array.placement, !placement.isInPlace {
      place(placement, from: array.words.upperBound)
      return placement.end
    }
    return try hopOverImages(contentCount, at: array.words.upperBound)
  }

  /// Adds a row for each 1024 entries. Returns how many of them carry content.
  private func addRows(
    of array: EntryArray, there: UInt64, isWhole: Bool
  ) throws(CaptureError) -> UInt64? {
    let format = builder.working.entryFormat
    let bytesInRow = UInt64(EntryFormat.entriesPerRow * format.wordBytes)
    let whole = there / UInt64(format.wordBytes) * UInt64(format.wordBytes)
    let rowCount = max(1, Int((whole + bytesInRow - 1) / bytesInRow))
    var flags = EntryRow.Flags()
    if open?.isVerifying == true { flags.insert(.verify) }
    if array.hasImages { flags.insert(.images) }
    if !isWhole { flags.insert(.cut) }
    if let placement = array.placement {
      flags.insert(.placed)
      for piece in placement.pieces {
        builder.append(imagesOfNextRowFrom: piece.first, at: piece.offset, piece.kind)
      }
    }
    if format.wordBytes == 8 { flags.insert(.wideWords) }
    if rowCount > 1 {
      flags.insert(.long)
      builder.append(longRecordOf: rowCount, images: array.hasImages && isWhole ? array.words.upperBound : 0)
    }
    var totals = (contents: UInt64(0), unmapped: UInt64(0), entries: UInt64(0))
    for number in 0..<rowCount {
      // A record may bring half a million rows.
      if number > 0, builder.isStopRequested { return nil }
      let start = array.words.lowerBound + UInt64(number) * bytesInRow
      let length = min(bytesInRow, array.words.lowerBound + whole - start)
      guard let scan = try scan(start, Int(length), format) else { return nil }
      open?.count(scan)
      try report(scan, at: start, format, entriesBefore: number * EntryFormat.entriesPerRow)
      builder.append(
        entriesAt: start, headBytes: number == 0 ? UInt8(clamping: start - array.record) : 0, count: scan.count,
        contentCount: scan.contentCount, iteration: open?.iteration ?? 0,
        flags: number == 0 ? flags : flags.union(.continued))
      totals.contents += UInt64(scan.contentCount)
      totals.unmapped += scan.entriesByType[Int(PageType.unmapped.rawValue)]
      totals.entries += UInt64(scan.count)
    }
    // Where they have PFNs they say something: which pages the guest does not have.
    if !format.unmappedHasPFN, totals.entries > 0, totals.unmapped == totals.entries {
      report(.batchWithoutContent, at: array.record, part: .pfnArray, value: totals.unmapped)
    }
    return totals.contents
  }

  func scan(_ offset: UInt64, _ length: Int, _ format: EntryFormat) throws(CaptureError) -> EntryScan? {
    let pfnEnd = builder.working.pfnEnd
    return try window.withBytes(at: offset, count: length) { bytes in
      let scan = EntryScan(bytes, format, pfnEnd: pfnEnd)
      populated.insert(populatedBy: bytes, scan, format, pfnEnd: pfnEnd)
      return scan
    }
  }

  private func hopOverImages(_ count: UInt64, at offset: UInt64) throws(CaptureError) -> UInt64? {
    let length = count * UInt64(pageSize)
    let isWhole = try capture.wait(for: offset + length)
    let there = isWhole ? length : capture.size - min(capture.size, offset)
    add(there, as: .pageData)
    let pages = there / UInt64(pageSize)
    if open?.isVerifying == true { open?.totals.verifyPages += pages } else { open?.totals.pages += pages }
    guard isWhole else {
      open?.end = offset + there
      reportCut(.pageData, at: offset + there, have: there, need: length)
      return nil
    }
    return offset + length
  }

  /// Counts images that do not all stand right behind each other.
  private func place(_ placement: ImagePlacement, from start: UInt64) {
    let pages = UInt64(placement.count)
    let length = placement.end - min(start, placement.end)
    let known = min(length, pages * UInt64(pageSize))
    add(known, as: .pageData)
    add(length - known, as: .unknown)
    if open?.isVerifying == true { open?.totals.verifyPages += pages } else { open?.totals.pages += pages }
  }

  /// Reports entries that break a rule, the first few of each kind, of a row behind so many entries of its record.
  func report(
    _ scan: EntryScan, at array: UInt64, _ format: EntryFormat, entriesBefore: Int
  ) throws(CaptureError) {
    let rules = builder.working.entryRules
    for place in scan.outOfRange.prefix(Self.reportedOfArray) {
      let count = UInt64(scan.outOfRange.count)
      try report(rules.pfnOutOfRange, place, array, format, limit: builder.working.pfnEnd) { _ in count }
    }
    for place in scan.undefinedType.prefix(Self.reportedOfArray) {
      try report(rules.typeUndefined, place, array, format, severity: rules.typeUndefinedSeverity) {
        UInt64(format.entry($0).type.rawValue)
      }
    }
    for place in scan.pinWithoutTable.prefix(Self.reportedOfArray) {
      try report(.pinWithoutTable, place, array, format) { UInt64(format.entry($0).type.rawValue) }
    }
    if let place = scan.reserved { try report(.entryReserved, place, array, format) { $0 & format.reservedMask } }
    if let zeros = scan.zeros {
      report(
        .lostStretch, at: array + UInt64(zeros.lowerBound * format.wordBytes), part: .pfnArray,
        value: UInt64(zeros.count * format.wordBytes))
    } else if let place = scan.repeated {
      try report(.pfnRepeated, place, array, format) { _ in UInt64(entriesBefore + place) }
    }
    if let place = scan.allocateOnly, number > 0 {
      try report(.allocateOnlyLate, place, array, format) { UInt64(format.entry($0).type.rawValue) }
    }
  }

  /// Reports the entry at a place of an array by its PFN, with a value made of its word.
  private func report(
    _ rule: FindingRule, _ place: Int, _ array: UInt64, _ format: EntryFormat, severity: Severity? = nil,
    limit: UInt64 = 0, value: (UInt64) -> UInt64
  ) throws(CaptureError) {
    let offset = array + UInt64(place * format.wordBytes)
    let word = try window.withBytes(at: offset, count: format.wordBytes) { format.word(in: $0, at: 0) } ?? 0
    report(
      rule, severity, at: offset, part: .pfnArray, value: value(word), limit: limit, subject: format.entry(word).pfn)
  }

  /// Entries of an array that one rule names one by one.
  private static let reportedOfArray = 8
}
