/// The text form of a page's history.
extension PageHistoryReport {
  func writeText() throws(OutputError) {
    output.write(text: style.heading(headline) + "\n")
    if let doubt = history.page?.doubt { output.write(text: "  \(Self.words(for: doubt))\n") }
    if !rows.isEmpty {
      output.write("\n")
      try writeSends()
    }
    if let shown = history.shownSend, let change = history.change {
      output.write(text: "\n\(Self.words(for: change, by: shown))\n")
    }
    if let shown = history.shownSend, !history.markers.isEmpty {
      output.write(text: "\n\(style.heading("Markers of send \(shown)"))\n")
      try writeMarkers()
    }
    if showsBytes, let page = history.page {
      output.write(text: "\n\(style.heading("Bytes as of checkpoint \(history.checkpoint)"))\n")
      try writeBytes(page.bytes)
    }
  }

  private var headline: String {
    let name = "Page \(NumberText.hex(history.pfn))"
    guard !history.sends.isEmpty else { return "\(name) was never sent." }
    return "\(name): \(state); "
      + NumberText.counted(UInt64(history.sends.count), "send")
      + (rows.count < history.sends.count ? ", \(NumberText.grouped(UInt64(rows.count))) of them shown" : "")
  }

  private var state: String {
    if case .outside(let end) = history.absence { return "outside the guest, whose PFNs end at \(NumberText.hex(end))" }
    let kind = history.page.map { "a page of type \($0.type.name)" } ?? "not there"
    let table = tableLevel.map { ", by CR3 a page table of level \($0)," } ?? ""
    return "\(kind)\(table) as of checkpoint \(history.checkpoint)"
  }

  /// Why a page's bytes may not be what a receiver had.
  package static func words(for doubt: PageDoubt) -> String {
    switch doubt {
    case .deltaWithoutBase:
      "Only deltas were sent of it: words that none of them carries are shown as zero, and were what a receiver's memory "
        + "happened to hold."
    case .deltaOnPageTable:
      "A delta was applied to a page table, whose frame numbers a receiver had replaced: its bytes cannot be told."
    case .sendMissing: "An earlier send of it is cut off or does not decode, and deltas build on it."
    }
  }

  /// `Send 2 carries 16 words behind 32 markers: 12 changed, 4 were sent as they were.`
  private static func words(for change: SendChange, by send: Int) -> String {
    var text = "Send \(send) carries \(NumberText.counted(UInt64(change.sentWords), "word"))"
    if change.markerBytes > 0 { text += " behind \(NumberText.counted(UInt64(change.markerBytes), "marker"))" }
    if change.splits > 0 {
      text += ", \(NumberText.grouped(UInt64(change.splits))) of them forced by the limit of 127 words"
    }
    guard let changed = change.changedWords, let same = change.unchangedWords else {
      return text + "; the page was not there before."
    }
    return text
      + ": \(NumberText.grouped(UInt64(changed))) changed, \(NumberText.grouped(UInt64(same))) sent as they were."
  }

  private func writeSends() throws(OutputError) {
    let ofUse: [TextTable.Column] = uses == nil ? [] : UseFields.names.map { .words($0) }
    let ofWhy: [TextTable.Column] = reasons == nil ? [] : [.words("why"), .number("slots")]
    let table = TextTable(Self.table.map { TextTable.Column($0) } + ofWhy + ofUse)
    try table.write(count: rows.count, to: output, style: style) { place in
      let row = rows[place]
      var cells = Self.table.map { $0.text(of: row) }
      if let why = reasons?[place] {
        cells += [why.why?.name ?? "", why.cacheSlots.map { NumberText.grouped($0) } ?? ""]
      }
      return uses.map { cells + [$0[place].useText ?? "", $0[place].ownerText ?? ""] } ?? cells
    }
  }

  private func writeMarkers() throws(OutputError) {
    let table = TextTable([.number("offset"), .words("kind"), .number("word"), .number("words")])
    try table.write(count: history.markers.count, to: output, style: style) { place in
      let marker = history.markers[place]
      return [
        history.offset(of: marker).map { NumberText.hex($0) } ?? "", marker.kind.rawValue, "\(marker.firstWord)",
        "\(marker.words)",
      ]
    }
  }

  /// Sixteen bytes a line, with their place in the page before and as ASCII behind.
  private func writeBytes(_ bytes: [UInt8]) throws(OutputError) {
    for start in stride(from: 0, to: bytes.count, by: 16) {
      output.write("  ")
      output.write(hexDigits: UInt64(start), width: 3)
      output.write(" ")
      let line = bytes[start..<min(start + 16, bytes.count)]
      for (place, byte) in line.enumerated() {
        output.write(place == 8 ? "  " : " ")
        output.write(hexDigits: UInt64(byte), width: 2)
      }
      output.write("  ")
      for byte in line { output.write(byte: EscapedText.character(of: byte)) }
      output.write("\n")
      try output.check()
    }
  }
}
