extension HTMLReport {
  /// What the capture is, and where its bytes went.
  func writeSummary() {
    html.beginSection("Summary")
    html.markup("<dl>")
    let packed = capture.compression == .none ? "" : ", unpacked from \(capture.compression.rawValue)"
    html.fact("Size", "\(NumberText.size(index.size)) (\(NumberText.counted(index.size, "byte")))\(packed)")
    for envelope in index.envelopes {
      html.fact("Envelope", "\(StreamText.envelope(envelope.kind)), \(place(envelope.offset, envelope.length))")
    }
    for part in index.trailing {
      let length = UInt64(part.range.count)
      html.fact("After", "\(StreamText.trailing(part.kind)), \(place(part.range.lowerBound, length))")
    }
    writeGuest()
    let left = index.notLookedAt
    if !left.isEmpty { html.fact("Unchecked", left.text) }
    html.markup("</dl>\n")
    writeReasons()
    html.markup("</section>\n")
  }

  private func place(_ offset: UInt64, _ length: UInt64) -> String {
    "\(NumberText.size(length)) at \(NumberText.hex(offset))"
  }

  private func writeGuest() {
    guard let stream = index.stream else { return }
    let guest = [StreamText.guest(of: stream), StreamText.memory(of: index)].compactMap(\.self)
    html.fact("Guest", guest.joined(separator: ", "))
    guard let origin else { return }
    let words = OriginText.guest(origin)
    if !words.isEmpty { html.fact("Domain", words.joined(separator: ", ")) }
    let facts = [
      ("UUID", OriginText.uuid(origin)), ("Saved by", OriginText.releases(origin)),
      ("Saved at", origin.savedAt.map { "\($0.text), by the guest's clock" }),
    ]
    for case (let term, let words?) in facts { html.fact(term, words) }
  }

  private func writeReasons() {
    let reasons = (index.stream?.reasons ?? []) + (origin.map(OriginText.reasons) ?? [])
    guard !reasons.isEmpty else { return }
    html.markup("<details><summary>Why savescope thinks so</summary><ul>")
    for reason in reasons { html.element("li", EscapedText.of(reason)) }
    html.markup("</ul></details>\n")
  }

  // MARK: Checkpoints

  /// Rows at either end of a long table.
  private static let tableEnd = 20

  /// A row for each checkpoint; of many, the first and the last.
  func writeCheckpoints() {
    let count = index.checkpoints.count
    guard count > 0 else { return }
    let isLong = count > 2 * Self.tableEnd
    let places = isLong ? Array(0..<Self.tableEnd) + Array(count - Self.tableEnd..<count) : Array(0..<count)
    let columns = Self.checkpointColumns.filter { column in
      // Compressed data in a stream without any gets no column.
      column.isNumber == false || places.contains { !column.text(of: CheckpointFilterRow($0, of: index)).isEmpty }
    }
    let heads = columns.map { TextTable.Column($0) } + [.words("state")]
    html.beginSection("Checkpoints")
    let caption = isLong ? "The first and the last \(Self.tableEnd) of \(NumberText.grouped(count)) checkpoints" : ""
    html.beginTable(caption, heads)
    for (place, checkpoint) in places.enumerated() {
      if isLong, place == Self.tableEnd { html.row(heads, ["…"] + heads.dropFirst().map { _ in "" }) }
      let row = CheckpointFilterRow(checkpoint, of: index)
      let state = CheckpointState(ofCheckpoint: checkpoint, in: index).words
      html.row(heads, columns.map { $0.text(of: row) } + [state])
    }
    html.endTable()
    html.markup("</section>\n")
  }

  private static let checkpointColumns = [
    "index", "offset", "length", "iterations", "entries", "pages", "empty", "full", "delta", "ratio",
  ].compactMap { CheckpointFilterRow.column($0) }
}
