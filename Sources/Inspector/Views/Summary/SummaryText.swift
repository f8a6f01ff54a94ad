@_spi(Measuring) import SaveStream

/// The lines of the Summary view, section by section.
struct SummaryText {
  let scene: Scene
  /// Whose image it is; nil while that is not known.
  let origin: ImageOrigin?
  /// Cells of a line.
  let width: Int

  var index: IndexSnapshot { scene.index }

  func whatThisIs() -> [[StyledText]] {
    var lines = [[StyledText("What this is", .heading)]]
    guard let stream = index.stream else {
      let words = StreamText.missingStreamSentence(of: index) ?? "Not known yet: the first bytes are being read."
      return lines + wrapped(words) + comparison() + [[]]
    }
    let article = stream.guest == .hvm ? "an" : "a"
    lines += wrapped("A \(StreamText.kind(of: stream)), of \(article) \(StreamText.guest(of: stream)).")
    lines += originLines()
    if let memory = StreamText.memory(of: index, scene.units) {
      lines += wrapped(memory.prefix(1).uppercased() + memory.dropFirst() + ".")
    }
    for envelope in index.envelopes {
      lines += wrapped(
        "Wrapped by \(envelope.kind.rawValue): \(NumberText.counted(envelope.length, "byte")) at \(NumberText.hex(envelope.offset))."
      )
    }
    for words in StreamText.soundness(of: index) { lines += wrapped(words) }
    if index.isFinished, !index.notLookedAt.isEmpty {
      let isRunning = scene.work.isRunning(.secondPass)
      lines += wrapped("\(isRunning ? "Being looked at" : "Not looked at"): \(index.notLookedAt.text).", .dim)
    }
    return lines + comparison() + [[]]
  }

  /// Whose image it is, under which releases it can have been saved, and when.
  private func originLines() -> [[StyledText]] {
    guard let origin else { return [] }
    let isUnicode = scene.glyphs.isUnicode
    let guest = OriginText.guest(origin, scene.units, unicode: isUnicode)
    var lines = guest.isEmpty ? [] : wrapped("Domain \(guest.joined(separator: ", ")).")
    if let uuid = OriginText.uuid(origin, unicode: isUnicode) { lines += wrapped("UUID \(uuid).") }
    let releases = OriginText.releases(origin).map { "by \($0)" }
    let time = origin.savedAt.map { "at \($0.text) by the guest's clock" }
    let saved = [releases, time].compactMap(\.self)
    return saved.isEmpty ? lines : lines + wrapped("Saved \(saved.joined(separator: ", ")).")
  }

  /// Where two captures are compared, of which of them all this is.
  private func comparison() -> [[StyledText]] {
    guard let other = scene.other else { return [] }
    let name = EscapedText.of(other.name, unicode: scene.glyphs.isUnicode)
    let way = scene.keys.keyName(of: .view(.diff), in: .summary).map { " (\($0))" } ?? ""
    return wrapped("Compared with \(name): the Diff view\(way) shows both captures, every other view this one alone.")
  }

  /// What was detected, and from what.
  func whyWeThinkSo() -> [[StyledText]] {
    guard let stream = index.stream else { return [] }
    let reasons = stream.reasons + (origin.map(OriginText.reasons) ?? [])
    guard !reasons.isEmpty else { return [] }
    var lines = [[StyledText("Why we think so", .heading)]]
    for reason in reasons {
      lines += wrapped(EscapedText.of(reason, unicode: scene.glyphs.isUnicode), .dim, mark: "- ")
    }
    return lines + [[]]
  }

  /// A bar for each kind of bytes.
  func whereTheBytesWent() -> [[StyledText]] {
    guard kindsOfBytes.contains(where: { $0.count > 0 }) else { return [] }
    let kinds = kindsOfBytes
    let all = max(kinds.reduce(0) { $0 &+ $1.count }, 1)
    let column = max(10, kinds.map { TextWidth.of(NumberText.size($0.count, scene.units)) }.max() ?? 0)
    let room = max(width - 26 - column, 4)
    var lines = [[StyledText("Where the bytes went", .heading)]]
    for (name, count, style) in kinds where count > 0 {
      let bar = BarText.of(Double(count) / Double(all), cells: room, scene.glyphs)
      lines.append([
        StyledText("  " + TextWidth.left(name, 16)),
        StyledText(TextWidth.right(NumberText.size(count, scene.units), column) + " ", .value),
        StyledText(TextWidth.right(NumberText.percent(count, of: all), 5) + " ", .dim),
        StyledText(bar, style),
        StyledText(String(repeating: String(scene.glyphs.barEmpty), count: room - TextWidth.of(bar)), .barEmpty),
      ])
    }
    return lines + [[]]
  }

  /// The bytes that were read by what they are; none of them where the stream is one that is not read.
  private var kindsOfBytes: [(name: String, count: UInt64, style: Style)] {
    let bytes = index.totals.bytes
    let inside = bytes.sum
    let rest = index.bytesRead > inside ? index.bytesRead - inside : 0
    return ByteKind.byWeight.map { (name: $0.wordsOfAll, count: bytes[$0], style: $0.style) } + [
      (index.isFinished ? "header and rest" : "being read", rest, .barEmpty),
      ("not read yet", index.isFinished ? 0 : index.size - min(index.bytesRead, index.size), .dim),
    ]
  }

  /// How many findings there are, and the worst of them.
  func findings() -> [[StyledText]] {
    let counts = index.findingCounts
    var lines = [[StyledText("Findings", .heading)]]
    guard counts.values.contains(where: { $0 > 0 }) else {
      guard index.isFinished else { return lines + wrapped("None so far.", .dim) + [[]] }
      return lines + wrapped(scene.noFindings, index.isLookedThrough ? .good : .dim) + [[]]
    }
    let words = [Severity.error, .warning, .note].compactMap { severity in
      counts[severity].flatMap { $0 > 0 ? NumberText.counted($0, severity.rawValue) : nil }
    }
    let way = scene.keys.keyName(of: .view(.findings), in: .summary).map { "; \($0) lists them" } ?? ""
    let judges = index.judges.map { " for \($0)" } ?? ""
    let soFar = index.isLookedThrough ? "" : " so far"
    lines.append([StyledText("  " + words.joined(separator: ", ") + judges + soFar + way)])
    for finding in worstFindings() {
      let text = "\(NumberText.hex(finding.offset)) \(FindingText.message(for: finding))"
      lines += wrapped(text, finding.severity.style, mark: finding.severity.sign(scene.glyphs) + " ")
    }
    if scene.isStillWritten {
      lines += wrapped("The file is still being written: what is cut short here may only not have come yet.", .dim)
    }
    return lines + [[]]
  }

  /// The first few of the worst severity, then of the next. Looks at a bounded number of findings.
  private func worstFindings() -> [Finding] {
    let looked = index.findings.prefix(Self.findingsLookedAt)
    var worst: [Finding] = []
    for severity in [Severity.error, .warning, .note] {
      for finding in looked where finding.severity == severity {
        guard worst.count < Self.findingsShown else { return worst }
        worst.append(finding)
      }
    }
    return worst
  }

  func wrapped(_ text: String, _ style: Style = .plain, mark: String = "") -> [[StyledText]] {
    TextWidth.wrapped(text, width - 2 - TextWidth.of(mark)).enumerated().map { line, part in
      [StyledText("  " + (line == 0 ? mark : String(repeating: " ", count: TextWidth.of(mark))) + part, style)]
    }
  }

  private static let findingsShown = 4
  private static let findingsLookedAt = 10_000
}
