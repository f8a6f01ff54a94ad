/// What a reader found again.
extension CheckpointDraft {
  /// Makes a hole of bytes that make no sense, up to where the stream was found again, or to the end of what there is.
  /// - Parameters:
  ///   - part: what should begin there.
  ///   - sign: why the place behind it is believed; nil where nothing was found.
  ///   - isReported: whether it has been said already.
  func addHole(_ range: Range<UInt64>, part: StreamPart, sign: PlaceSign?, isReported: Bool = false) {
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
      limit: sign?.packed ?? 0, subject: range.upperBound)
  }

  /// Says that a number of the stream's framing was taken for another, and why.
  func noteCorrection(
    at offset: UInt64, from found: UInt32, to taken: UInt32, part: StreamPart, sign: PlaceSign
  ) {
    open?.isSalvaged = true
    index.corrections[offset] = taken
    window.corrections = index.corrections
    salvage?.window.corrections = index.corrections
    report(.wordCorrected, at: offset, part: part, value: UInt64(found), limit: UInt64(taken), subject: sign.packed)
  }

  /// Says that images do not stand where they should.
  /// - Parameter sign: why the place behind them is believed.
  func noteShift(_ shift: Int64, _ placement: ImagePlacement, _ sign: PlaceSign) {
    open?.isSalvaged = true
    report(
      .pagesShifted, at: placement.damage, part: .pageData, value: shift.magnitude,
      limit: UInt64(placement.doubtfulCount), subject: sign.packed << 1 | (shift < 0 ? 0 : 1))
  }

  /// Numbers that are corrected: more are no accident.
  var mayCorrect: Bool { index.corrections.count < 4096 }
}
