/// What a reader found again.
extension CheckpointDraft {
  /// Makes a hole of bytes that make no sense, up to where the stream was found again, or to the end of what there is.
  /// - Parameters:
  ///   - part: what should begin there.
  ///   - isReported: whether it has been said already.
  func addHole(_ range: Range<UInt64>, part: StreamPart, isFound: Bool, isReported: Bool = false) {
    guard !range.isEmpty else { return }
    open?.isSalvaged = true
    add(range.upperBound - range.lowerBound, as: .unknown)
    index.holes.append(Hole(range))
    if let open, open.isCompressed {
      waiting.append(.loss(Hole(range), checkpoint: open.number, entriesBefore: open.contentCount))
    }
    if isReported { return }
    report(
      .streamDamaged, at: range.lowerBound, part: part, value: range.upperBound - range.lowerBound,
      limit: isFound ? 1 : 0, subject: range.upperBound)
  }

  /// Says that a number of the stream's framing was taken for another.
  func noteCorrection(at offset: UInt64, from found: UInt32, to taken: UInt32, part: StreamPart) {
    open?.isSalvaged = true
    index.corrections[offset] = taken
    window.corrections = index.corrections
    salvage?.window.corrections = index.corrections
    report(.wordCorrected, at: offset, part: part, value: UInt64(found), limit: UInt64(taken))
  }

  /// Says that images do not stand where they should.
  func noteShift(_ shift: Int64, _ placement: ImagePlacement) {
    open?.isSalvaged = true
    report(
      .pagesShifted, at: placement.damage, part: .pageData, value: shift.magnitude,
      limit: UInt64(placement.doubtfulCount), subject: shift < 0 ? 0 : 1)
  }

  /// Numbers that are corrected: more are no accident.
  var mayCorrect: Bool { index.corrections.count < 4096 }
}
