/// A PFN array of a damaged stream in which some words are no entries.
extension MigrationReader {
  /// The images that a record has by its length; nil where it and the count of entries do not go together.
  private static func images(of head: RecordHead, _ count: UInt32) -> Int? {
    let words = fieldsByteCount + UInt64(count) * 8
    guard count > 0, count <= UInt32(EntryFormat.entriesPerRow), UInt64(head.length) >= words else { return nil }
    let (images, rest) = (UInt64(head.length) - words).quotientAndRemainder(dividingBy: UInt64(pageSize))
    return rest == 0 && images <= UInt64(count) ? Int(images) : nil
  }

  /// Entries and images of a record of whose array words are lost, and why the place is believed where it ends; nil
  /// where it is whole or damaged in place, or its end is not found.
  func placeArray(
    of head: RecordHead, _ words: Range<UInt64>, count: UInt32, _ draft: CheckpointDraft
  ) throws(CaptureError) -> (placement: ArrayPlacement, sign: PlaceSign)? {
    guard let salvage = draft.salvage, let images = Self.images(of: head, count),
      try draft.capture.wait(for: words.upperBound)
    else { return nil }
    let pfnEnd = draft.index.pfnEnd
    let scan = try salvage.window.withBytes(at: words.lowerBound, count: words.count) {
      EntryScan($0, draft.index.entryFormat, pfnEnd: .max)
    }
    guard let scan else { return nil }
    // Where as many bytes are lost as the next record has, another one stands where this one should end.
    let isWhole = scan.repeated == nil && scan.contentCount == images
    if isWhole, try salvage.isTrusted(head.end, grammar(draft, salvage)) { return nil }
    let search = ArraySearch(
      window: salvage.window, format: draft.index.entryFormat,
      pfnEnd: pfnEnd == 0 ? IndexSnapshot.unboundedPFNEnd : pfnEnd, words: words)
    guard salvage.arraysLeft > 0 else { return nil }
    salvage.arraysLeft -= 1
    let found = try salvage.place(near: head.end, from: words.lowerBound, most: 0, grammar(draft, salvage))
    guard let found, let sign = try sign(at: found, draft),
      let placement = try search.placement(upTo: found, images: images, spelt: scan.contentCount)
    else { return nil }
    return (placement, sign)
  }

  /// Whether what stands at a file offset makes sense where a record should begin: a PAGE_DATA does, too, of which only
  /// words of the array are lost.
  func isSound(_ offset: UInt64, _ salvage: Salvage, _ draft: CheckpointDraft) throws(CaptureError) -> Bool {
    if try salvage.isTrusted(offset, grammar(draft, salvage)) { return true }
    guard
      let head = try RecordHead.read(salvage.window, at: offset, draft.index.entryFormat.order),
      MigrationRecordType(rawValue: head.type) == .pageData, head.length >= Self.fieldsByteCount
    else { return false }
    let start = head.body.lowerBound
    let word = try salvage.window.withBytes(at: start, count: 4) {
      $0.word(at: 0, bytes: 4, draft.index.entryFormat.order)
    }
    guard let count = word.map({ UInt32(truncatingIfNeeded: $0) }) else { return false }
    guard let (placement, _) = try placeArray(of: head, Self.words(of: head, count), count: count, draft),
      placement.isBeyondDoubt
    else {
      return false
    }
    salvage.trusted = offset
    return true
  }

  /// Where the images of a record are when some words of its array are no entries; nil where all are, or its length
  /// does not tell.
  func placeKnownImages(
    of head: RecordHead, _ words: Range<UInt64>, count: UInt32, _ draft: CheckpointDraft
  ) throws(CaptureError) -> ImagePlacement? {
    guard let salvage = draft.salvage, let images = Self.images(of: head, count),
      try draft.capture.wait(for: head.end)
    else { return nil }
    let (format, pfnEnd) = (draft.index.entryFormat, draft.index.pfnEnd)
    let bound = pfnEnd == 0 ? IndexSnapshot.unboundedPFNEnd : pfnEnd
    let found = try salvage.window.withBytes(at: words.lowerBound, count: words.count) { bytes in
      DamagedWords(in: bytes, EntryScan(bytes, format, pfnEnd: bound), format)
    }
    guard let damaged = found ?? nil, let placement = damaged.placement(of: images, from: words.upperBound) else {
      return nil
    }
    draft.open?.isSalvaged = true
    return placement
  }
}
