extension HTMLReport {
  /// Rules of which the finding is shown with its bytes.
  private static let shownRules = 60

  /// The worst finding of each rule with its bytes, the worst rules first.
  func writeFindings() throws(OutputError) {
    html.beginSection("Findings")
    let groups = index.findings.grouped()
    let ordered = groups.indices.sorted {
      (groups[$1].worst.severity, $0) < (groups[$0].worst.severity, $1)
    }
    if groups.isEmpty { html.element("p", StreamText.noFindings(of: index)) }
    for place in ordered.prefix(Self.shownRules) {
      write(groups[place])
      try html.output.check()
    }
    if groups.count > Self.shownRules {
      html.element("p", "… and \(NumberText.counted(groups.count - Self.shownRules, "rule")) more.")
    }
    html.markup("</section>\n")
  }

  private func write(_ group: FindingGroup) {
    let finding = group.worst
    html.markup("<article><h3>")
    html.element("span", ["class": finding.severity.rawValue], finding.severity.rawValue)
    html.text(" ")
    html.element("code", finding.rule.rawValue)
    html.markup("</h3>\n")
    html.element("p", Self.sentence(FindingText.message(for: finding)))
    html.markup("\n")
    let place = tree.path(to: finding.offset).map { EscapedText.of($0.name) }.joined(separator: " / ")
    html.begin("p", ["class": "quiet"])
    html.text("At \(NumberText.hex(finding.offset))")
    if let checkpoint = finding.checkpoint { html.text(", checkpoint \(checkpoint)") }
    if !place.isEmpty { html.text(": \(place)") }
    if group.count > 1 { html.text(". \(FindingText.extent(of: group))") }
    html.markup("</p>\n")
    writeBytes(around: finding.offset)
    let receivers = ManualText.plain(finding.rule.manual.receivers)
    if !receivers.isEmpty { html.element("p", "Receivers: \(receivers).") }
    html.markup("</article>\n")
  }

  // MARK: Bytes

  private static let rowBytes: UInt64 = 16
  /// Rows before that of the finding, and all of them.
  private static let (rowsBefore, rowCount): (UInt64, Int) = (1, 4)

  /// The bytes around a finding, with the one that it names marked and those that are not to be shown left out.
  private func writeBytes(around offset: UInt64) {
    let row = offset / Self.rowBytes * Self.rowBytes
    let start = row - min(row, Self.rowBytes * Self.rowsBefore)
    // A capture that cannot be read there has a finding that says so.
    let bytes = (try? capture.bytes(at: start, count: Self.rowCount * Int(Self.rowBytes))) ?? []
    guard !bytes.isEmpty else { return }
    let isShown = shownBytes(from: start, count: bytes.count)
    html.begin("pre", ["tabindex": "0", "role": "group", "aria-label": "Bytes around \(NumberText.hex(offset))"])
    var place = 0
    while place < bytes.count {
      writeRow(bytes, place..<min(place + Int(Self.rowBytes), bytes.count), start, marked: offset, isShown)
      place += Int(Self.rowBytes)
    }
    html.end("pre")
    if isShown.contains(false) {
      html.element("p", ["class": "quiet"], "·· stands for bytes of the guest, which are left out.")
    }
    html.markup("\n")
  }

  private func shownBytes(from start: UInt64, count: Int) -> [Bool] {
    var isShown: [Bool] = []
    while isShown.count < count {
      let offset = start &+ UInt64(isShown.count)
      let stretch = shown.stretch(at: offset, in: tree)
      let length = Int(clamping: stretch.end > offset ? stretch.end - offset : 1)
      isShown += [Bool](repeating: stretch.isShown, count: min(length, count - isShown.count))
    }
    return isShown
  }

  private func writeRow(
    _ bytes: [UInt8], _ places: Range<Int>, _ start: UInt64, marked: UInt64, _ isShown: [Bool]
  ) {
    html.text("\(NumberText.hex(start &+ UInt64(places.lowerBound), digits: 8))  ")
    for place in places.lowerBound..<places.lowerBound + Int(Self.rowBytes) {
      let isThere = places.contains(place)
      let digits = !isThere ? "  " : isShown[place] ? NumberText.hexDigits(bytes[place], count: 2) : "··"
      if isThere, start &+ UInt64(place) == marked { html.element("mark", digits) } else { html.text(digits) }
      html.text(place % 8 == 7 ? "  " : " ")
    }
    let characters = places.map { isShown[$0] ? EscapedText.character(of: bytes[$0]) : UInt8(ascii: ".") }
    html.text(String(decoding: characters, as: UTF8.self))
    html.text("\n")
  }
}
