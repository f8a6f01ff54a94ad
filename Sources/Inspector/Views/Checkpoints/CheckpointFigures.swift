@_spi(Measuring) import SaveStream

/// The figures of one checkpoint, line by line.
struct CheckpointFigures {
  let shown: TimelineRow
  /// The checkpoint before it; nil for the first one.
  let before: CheckpointRow?
  let glyphs: Glyphs
  let units: SizeUnits

  /// A line for each kind of bytes, which is also the legend of the bars; `unknown` only where there are such bytes.
  func kinds(hasUnknown: Bool) -> [[StyledText]] {
    let sum = shown.totals.bytes.sum
    return ByteKind.byWeight.filter { $0 != .unknown || hasUnknown }.map { kind in
      let count = shown.totals.bytes[kind]
      return [
        StyledText(String(kind.fill(glyphs)), kind.style), StyledText(" " + TextWidth.left(kind.words, 15)),
        StyledText(TextWidth.right(NumberText.size(count, units), 10), count == 0 ? .dim : .value),
        StyledText(TextWidth.right(NumberText.percent(count, of: sum), 6), .dim),
      ]
    }
  }

  /// The same for each part of bytes that there is, the largest of those that fit.
  func parts(_ parts: [TimelineUses.Part], most: Int) -> [[StyledText]] {
    let there = parts.filter { $0.segment.bytes > 0 }
    let largest = there.map(\.segment.bytes).sorted(by: >).prefix(max(most, 0)).last ?? 0
    return there.filter { $0.segment.bytes >= largest }.prefix(max(most, 0)).map { part in
      let words = TextWidth.fitted(part.words, 15, glyphs)
      return [
        StyledText(String(part.segment.fill), part.segment.style), StyledText(" " + TextWidth.left(words, 15)),
        StyledText(TextWidth.right(NumberText.size(part.segment.bytes, units), 10), .value),
        StyledText(TextWidth.right(NumberText.percent(part.segment.bytes, of: max(shown.row.length, 1)), 6), .dim),
      ]
    }
  }

  /// Sentences in as many lines as they take.
  func lines(_ sentences: [String], columns: Int) -> [[StyledText]] {
    sentences.flatMap { TextWidth.wrapped($0, columns) }.map { [StyledText($0, .value)] }
  }

  /// What there is to say besides, what matters most first.
  func facts(columns: Int) -> [[StyledText]] {
    let length = NumberText.counted(shown.row.length, "byte")
    let offset = NumberText.hex(shown.row.offset)
    let size = [StyledText(shown.state.words, shown.state.style), StyledText(", \(length)", .dim)]
    let place = [StyledText("at ", .dim), StyledText(offset, .offset)]
    let width = TextWidth.of("\(shown.state.words), \(length) at \(offset)")
    var lines = width <= columns ? [size + [StyledText(" ")] + place] : [size, place]
    for (words, style) in [
      (change, .plain), (pages, .plain), (encodings, .plain), (markers, .plain), (types, .dim), (iterations, .dim),
    ] as [(String, Style)] where !words.isEmpty {
      lines += TextWidth.wrapped(words, columns).map { [StyledText($0, style)] }
    }
    return lines
  }

  /// How its size compares with that of the one before.
  private var change: String {
    guard let before else { return "The first full image" }
    let (now, then) = (shown.row.length, before.length)
    guard now != then else { return "As many bytes as checkpoint \(shown.number - 1)" }
    let size = NumberText.size(now > then ? now - then : then - now, units)
    let part = now > then ? NumberText.percent(now - then, of: then) : NumberText.percent(then - now, of: then)
    return "\(size) (\(part)) \(now > then ? "more" : "less") than checkpoint \(shown.number - 1)"
  }

  private var pages: String {
    guard shown.pages > 0 else {
      return shown.totals.entries == 0
        ? "No pages" : "No pages; \(NumberText.counted(shown.totals.entries, "entry")) without content"
    }
    let entries =
      shown.totals.entries == shown.pages ? "" : " of \(NumberText.counted(shown.totals.entries, "entry"))"
    let verified =
      shown.totals.verifyPages > 0 ? ", \(NumberText.grouped(shown.totals.verifyPages)) of them to be compared" : ""
    let each = NumberText.grouped(shown.row.length / shown.pages)
    return "\(NumberText.counted(shown.pages, "page"))\(entries)\(verified), \(each) bytes each"
  }

  private var encodings: String {
    guard shown.pages > 0 else { return "" }
    guard let delta = shown.totals.delta else { return "Pages travel raw" }
    let counts = [(delta.delta, "delta"), (delta.full, "full"), (delta.empty, "empty")].filter { $0.0 > 0 }
    let words = counts.map { "\(NumberText.grouped($0.0)) \($0.1)" }.joined(separator: ", ")
    return shown.ratio.isEmpty ? words : "\(words); ratio \(shown.ratio)"
  }

  private var markers: String {
    guard let delta = shown.totals.delta, delta.runs > 0 || delta.skips > 0 else { return "" }
    return
      "\(NumberText.counted(delta.runs, "run")) with \(NumberText.size(delta.literalBytes, units)), \(NumberText.counted(delta.skips, "skip"))"
  }

  /// Entries by page type.
  private var types: String {
    PageType.all.compactMap { type in
      let count = shown.totals.entriesByType[Int(type.rawValue)]
      return count > 0 ? "\(NumberText.grouped(count)) \(type.name)" : nil
    }.joined(separator: ", ")
  }

  private var iterations: String {
    shown.totals.iterations > 0 ? NumberText.counted(shown.totals.iterations, "iteration") : ""
  }
}

/// A checkpoint as the timeline shows it.
struct TimelineRow {
  let number: Int
  let row: CheckpointRow
  let totals: CheckpointTotals
  let state: CheckpointState

  /// Reads the totals, so that it is for rows that are shown.
  init(checkpoint number: Int, in index: IndexSnapshot) {
    self.number = number
    row = index.checkpoints[number]
    totals = index.totals(ofCheckpoint: number)
    state = CheckpointState(ofCheckpoint: number, in: index)
  }

  /// The same as a row of the table of checkpoints.
  var filterRow: CheckpointFilterRow { CheckpointFilterRow(number: number, row: row, totals: totals) }

  /// Pages that were sent, those for comparison included.
  var pages: UInt64 { totals.pages &+ totals.verifyPages }

  /// How the pages travel, in as few letters as it takes: `empty/full/delta`, or raw.
  var encodings: String {
    guard let delta = totals.delta else { return pages == 0 ? "" : "raw" }
    return "\(delta.empty)/\(delta.full)/\(delta.delta)"
  }

  var ratio: String { totals.delta?.ratio.map { NumberText.decimal($0) } ?? "" }
}
