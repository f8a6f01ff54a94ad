extension MigrationReader {
  /// Reads a PAGE_DATA record.
  ///
  /// ```
  /// 0 u32 count   4 u32 zero   8 entries (count × 8 bytes)   images, one for each entry that carries content
  /// ```
  mutating func readPageData(
    _ head: RecordHead, _ position: inout UInt64, _ draft: CheckpointDraft
  ) throws(CaptureError) -> LayerStep {
    if let step = try correctLength(of: head, draft) { return step }
    endPages(at: head.end, draft)
    for finding in RecordCheck.lengthFindings(head) { draft.report(finding) }
    let start = head.body.lowerBound
    let there = min(try draft.reach(head.end), start + Self.fieldsByteCount)
    draft.add(there - head.offset, as: .framing)
    guard let count = try count(of: head, draft) else {
      return try passRest(of: head, from: there, &position, draft)
    }
    let words = Self.words(of: head, count)
    guard count > 0, words.upperBound <= head.body.upperBound else {
      draft.report(
        count == 0 ? .pageDataEmpty : .pageDataLength, at: head.offset, part: .record, value: UInt64(head.length),
        limit: words.upperBound - start)
      return try passRest(of: head, from: words.lowerBound, &position, draft)
    }
    if let (placement, sign) = try placeArray(of: head, words, count: count, draft) {
      position = try draft.add(placement, of: head.offset, sign)
      draft.salvage?.trusted = position
      endPages(at: position, draft)
      return .goOn
    }
    let contents = try contentCount(words, draft)
    let needed = words.upperBound &+ contents &* UInt64(pageSize)
    let isThere = try draft.capture.wait(for: words.upperBound)
    if isThere, needed != head.body.upperBound {
      draft.report(
        .pageDataLength, at: head.offset, part: .record, value: UInt64(head.length), limit: needed - start)
    }
    // Images that would go past the record's end are not where the entries say.
    var array = EntryArray(
      record: head.offset, words: words, hasImages: !isThere || needed <= head.body.upperBound)
    if let placement = try placeKnownImages(of: head, words, count: count, draft) {
      array = EntryArray(record: head.offset, words: words, hasImages: true)
      array.placement = placement
    } else if isThere, needed == head.body.upperBound, count <= EntryFormat.entriesPerRow {
      array.placement = try placeImages(of: head, from: words.upperBound, count: Int(clamping: contents), draft)
    }
    guard let end = try draft.add(array) else {
      position = draft.open?.end ?? position
      return .stop
    }
    if array.placement != nil {
      position = end
      endPages(at: end, draft)
      return .goOn
    }
    return try passRest(of: head, from: end, &position, draft)
  }

  /// Where the entries of a record are that has so many.
  static func words(of head: RecordHead, _ count: UInt32) -> Range<UInt64> {
    let start = head.body.lowerBound + fieldsByteCount
    return start..<start + UInt64(count) * 8
  }

  /// The bytes of the record before the entries.
  static var fieldsByteCount: UInt64 { 8 }

  private func count(of head: RecordHead, _ draft: CheckpointDraft) throws(CaptureError) -> UInt32? {
    guard head.length >= Self.fieldsByteCount else {
      draft.report(
        .pageDataLength, at: head.offset, part: .record, value: UInt64(head.length), limit: Self.fieldsByteCount)
      return nil
    }
    let bytes = try draft.bytes(at: head.body.lowerBound, count: Self.fieldsByteCount)
    guard bytes.count == Int(Self.fieldsByteCount) else { return nil }
    return draft.window.corrections[head.body.lowerBound]
      ?? UInt32(truncatingIfNeeded: bytes.number(at: 0, bytes: 4, draft.index.entryFormat.order))
  }

  /// How many of the entries carry content, as far as they are there.
  private func contentCount(_ words: Range<UInt64>, _ draft: CheckpointDraft) throws(CaptureError) -> UInt64 {
    let format = draft.index.entryFormat
    var count: UInt64 = 0
    var offset = words.lowerBound
    let end = try draft.reach(words.upperBound)
    while end - offset >= 8 {
      let length = Int(min((end - offset) & ~7, UInt64(EntryFormat.entriesPerRow * format.wordBytes)))
      let found = try draft.window.withBytes(at: offset, count: length) { bytes in
        EntryScan(bytes, format, pfnEnd: .max).contentCount
      }
      guard let found else { break }
      count += UInt64(found)
      offset += UInt64(length)
    }
    return count
  }

  /// Passes what is left of a record: its padding, and what its entries do not explain.
  private func passRest(
    of head: RecordHead, from offset: UInt64, _ position: inout UInt64, _ draft: CheckpointDraft
  ) throws(CaptureError) -> LayerStep {
    position = try draft.reach(head.end)
    let body = min(position, head.body.upperBound)
    if offset < body { draft.add(body - offset, as: .unknown) }
    if max(offset, body) < position { draft.add(position - max(offset, body), as: .framing) }
    guard position == head.end else {
      draft.open?.end = position
      draft.reportCut(.record, at: position, have: position - head.offset, need: head.end - head.offset)
      return .stop
    }
    return .goOn
  }
}
