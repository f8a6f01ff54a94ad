/// A PFN array that is put together from both ends.
extension CheckpointDraft {
  /// Takes the entries and images of a batch whose array is damaged: each part of it is a row of the index.
  /// - Parameters:
  ///   - record: the file offset of the chunk or record.
  ///   - sign: why the place is believed where the batch ends.
  /// - Returns: one past the last byte of array and images.
  func add(_ placement: ArrayPlacement, of record: UInt64, _ sign: PlaceSign) throws(CaptureError) -> UInt64 {
    let format = builder.working.entryFormat
    var scans: [EntryScan] = []
    for part in placement.parts {
      guard let scan = try scan(part.words.lowerBound, part.words.count, format) else {
        // The capture was cut meanwhile: a record has as many rows as it says, or none.
        addHole(placement.parts[0].words.lowerBound..<placement.end, part: .pfnArray, sign: sign)
        return placement.end
      }
      scans.append(scan)
    }
    let isLong = scans.count > 1
    if isLong { builder.append(longRecordOf: scans.count, images: placement.parts[0].images.pieces[0].offset) }
    var entriesBefore = 0
    for (number, (part, scan)) in zip(placement.parts, scans).enumerated() {
      var flags: EntryRow.Flags = [.images, .placed]
      if open?.isVerifying == true { flags.insert(.verify) }
      if format.wordBytes == 8 { flags.insert(.wideWords) }
      if isLong { flags.insert(.long) }
      if number > 0 { flags.insert(.continued) }
      let start = part.words.lowerBound
      open?.count(scan)
      try report(scan, at: start, format, entriesBefore: entriesBefore)
      for piece in part.images.pieces {
        builder.append(imagesOfNextRowFrom: piece.first, at: piece.offset, piece.kind)
      }
      builder.append(
        entriesAt: start, headBytes: number == 0 ? UInt8(clamping: start - record) : 0, count: scan.count,
        contentCount: scan.contentCount, iteration: open?.iteration ?? 0, flags: flags)
      entriesBefore += scan.count
    }
    count(placement)
    if !placement.damage.isEmpty { index.holes.append(Hole(placement.damage)) }
    report(
      .streamDamaged, at: placement.damage.lowerBound, part: .pfnArray, value: UInt64(placement.lost),
      limit: sign.packed, subject: placement.damage.upperBound)
    return placement.end
  }

  /// Counts its bytes and pages.
  private func count(_ placement: ArrayPlacement) {
    open?.isSalvaged = true
    let pages = UInt64(placement.parts.reduce(0) { $0 + $1.images.count })
    let words = placement.parts.reduce(UInt64(0)) { $0 + UInt64($1.words.count) }
    let length = placement.end - min(placement.end, placement.parts[0].words.lowerBound)
    let known = min(length - min(length, words), pages * UInt64(pageSize))
    add(words, as: .pfnArrays)
    add(known, as: .pageData)
    add(length - min(length, words + known), as: .unknown)
    if open?.isVerifying == true { open?.totals.verifyPages += pages } else { open?.totals.pages += pages }
  }
}
