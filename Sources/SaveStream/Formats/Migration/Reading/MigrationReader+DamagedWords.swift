/// A PFN array of a damaged stream in which some words are no entries.
extension MigrationReader {
  /// The images that a record has by its length; nil where it and the count of entries do not go together.
  private static func images(of head: RecordHead, _ count: UInt32) -> Int? {
    let words = fieldsByteCount + UInt64(count) * 8
    guard count > 0, count <= UInt32(EntryFormat.entriesPerRow), UInt64(head.length) >= words else { return nil }
    let (images, rest) = (UInt64(head.length) - words).quotientAndRemainder(dividingBy: UInt64(pageSize))
    return rest == 0 && images <= UInt64(count) ? Int(images) : nil
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
