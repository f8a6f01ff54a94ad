/// The text form of a comparison: totals first, so that all is compared before the first line, then a table for each
/// kind of difference.
extension DiffReport {
  func writeText(showsBytes: Bool) throws {
    while try comparison.step(for: .milliseconds(50)) { try progress(comparison.progress) }
    writeHeadline()
    if isListed(.changed) { try writeChanged(showsBytes: showsBytes) }
    try writeTypeChanges()
    if isListed(.added) { try writeRanges(.added) }
    if isListed(.removed) { try writeRanges(.removed) }
    if !listedFields.isEmpty { try writeFields() }
  }

  private func writeHeadline() {
    let from = "Checkpoint \(comparison.fromCheckpoint)"
    let to = "checkpoint \(comparison.toCheckpoint)"
    let sides = fromPath == toPath ? "\(from) and \(to) of \(toPath)" : "\(from) of \(fromPath) and \(to) of \(toPath)"
    output.write(text: style.heading("\(sides) \(comparison.hasDifferences ? "differ" : "are the same")") + "\n")
    let totals = comparison.pages.totals
    let counts: [(UInt64, String)] = [
      (totals.changed, "changed (\(NumberText.counted(totals.words, "word")))"),
      (totals.typeChanged, "of another type"),
      (totals.added, "added"), (totals.removed, "removed"),
    ]
    let found = counts.filter { $0.0 > 0 }.map { "\(NumberText.grouped($0.0)) \($0.1)" }
    output.write(
      text: "  pages   \((found + ["\(NumberText.grouped(totals.same)) the same"]).joined(separator: ", "))\n")
    let fields = UInt64(comparison.fields.differences.count)
    let isMore = comparison.fields.isCapped ? " at least; no more were looked at" : ""
    output.write(text: "  fields  \(fields == 0 ? "all the same" : "\(NumberText.grouped(fields)) changed")\(isMore)\n")
    if showsUse { writeUseTotals() }
  }

  /// Owners that are named.
  private static let mostOwners = 5

  /// What the guest uses the pages for that differ, and whose they are.
  private func writeUseTotals() {
    let totals = useTotals
    let uses = totals.uses.map { "\(NumberText.grouped($0.pages)) \($0.use?.name ?? "not known")" }
    if !uses.isEmpty { output.write(text: "  use     \(uses.joined(separator: ", "))\n") }
    var owners = totals.owners.prefix(Self.mostOwners).map { owner in
      let name = self.uses?.name(of: owner.tgid).map { "\($0.escaped()) (\(owner.tgid))" } ?? "\(owner.tgid)"
      return "\(NumberText.grouped(owner.pages)) of \(name)"
    }
    let more = totals.owners.count - owners.count
    if more > 0 { owners.append("and of \(NumberText.counted(UInt64(more), "other"))") }
    if !owners.isEmpty { output.write(text: "  owner   \(owners.joined(separator: ", "))\n") }
  }

  /// What the guest uses a page for, where rows say so.
  private func use(of row: PageDifference) -> String? {
    guard showsUse else { return nil }
    let row = used(row)
    return UseFields.text(row.useText, row.ownerText)
  }

  /// Cells of a page's ranges, behind which its use stands.
  private static let rangesWidth = 46

  private func isListed(_ change: PageDifference.Change) -> Bool { listedPages.contains { $0.change == change } }

  private func heading(_ text: String) { output.write(text: "\n" + style.heading(text) + "\n") }

  // MARK: Changed pages

  /// Ranges that a row shows.
  private static let shownRanges = 4

  /// Columns of fixed width, as the pages are read once more, one after the other.
  private func writeChanged(showsBytes: Bool) throws {
    heading("Changed pages")
    let heads = showsUse ? "bytes" + String(repeating: " ", count: Self.rangesWidth - 3) + UseFields.heading : "bytes"
    output.write(text: style.faint("          pfn type       words  \(heads)") + "\n")
    for row in listedPages where row.change == .changed {
      let page = try comparison.pages.page(row.pfn)
      let (pfn, words) = (NumberText.hex(row.pfn), "\(row.words ?? 0)")
      output.write(byte: Self.space, times: 13 - pfn.utf8.count)
      output.write(text: pfn)
      output.write(" ")
      let type = row.toType?.name ?? ""
      output.write(text: type)
      output.write(byte: Self.space, times: 10 - type.utf8.count + max(1, 6 - words.utf8.count))
      output.write(text: "\(words)  ")
      let ranges = Self.short(page.ranges)
      output.write(text: ranges)
      if let use = use(of: row) {
        output.write(byte: Self.space, times: max(0, Self.rangesWidth - ranges.utf8.count) + 2)
        output.write(text: use)
      }
      if row.doubt != nil { output.write(text: "  " + style.severity(.warning, Self.mark(row))) }
      output.write("\n")
      if showsBytes { ComparedBytesText(style: style, output: output).write(page) }
      try output.check()
    }
  }

  private static func short(_ ranges: [Range<Int>]) -> String {
    let shown = ranges.prefix(shownRanges).map { "\(NumberText.hex(UInt64($0.lowerBound)))+\($0.count)" }
    let more = ranges.count - shown.count
    return shown.joined(separator: " ") + (more > 0 ? " and \(more) more" : "")
  }

  /// Why a page may not be what a receiver had; empty where nothing speaks against it.
  private static func mark(_ row: PageDifference) -> String { row.doubt.map { "! \(ComparisonText.short($0))" } ?? "" }

  private static let space = UInt8(ascii: " ")

  // MARK: Other differences

  private func writeTypeChanges() throws(OutputError) {
    let rows = listedPages.filter(\.hasTwoTypes)
    guard !rows.isEmpty else { return }
    heading("Pages of another type")
    let table = TextTable([.number("pfn"), .words("from"), .words("to"), .words(""), .words("")] + useColumns)
    try table.write(count: rows.count, to: output, style: style) { place in
      let row = rows[place]
      return [
        NumberText.hex(row.pfn), row.fromType?.name ?? "", row.toType?.name ?? "",
        row.change == .typeChanged ? "the same bytes" : "", Self.mark(row),
      ] + useCells(of: row)
    }
  }

  /// The columns that say what the guest uses a page for, where rows do.
  private var useColumns: [TextTable.Column] { showsUse ? UseFields.names.map { .words($0) } : [] }

  private func useCells(of row: PageDifference) -> [String] {
    guard showsUse else { return [] }
    let row = used(row)
    return [row.useText ?? "", row.ownerText ?? ""]
  }

  /// Pages that came or went: a line for each stretch of PFNs that are alike.
  private func writeRanges(_ change: PageDifference.Change) throws(OutputError) {
    heading(change == .added ? "Added pages" : "Removed pages")
    var stretches: [(first: PageDifference, last: UInt64)] = []
    for row in listedPages where row.change == change {
      if let stretch = stretches.last, stretch.last &+ 1 == row.pfn, stretch.first.isLike(row),
        useCells(of: stretch.first) == useCells(of: row)
      {
        stretches[stretches.count - 1].last = row.pfn
      } else {
        stretches.append((row, row.pfn))
      }
    }
    let table = TextTable([.words("pfns"), .number("pages"), .words("type"), .words("")] + useColumns)
    try table.write(count: stretches.count, to: output, style: style) { place in
      let (first, last) = stretches[place]
      let end = last == first.pfn ? "" : "-\(NumberText.hex(last))"
      return [
        NumberText.hex(first.pfn) + end, NumberText.grouped(last - first.pfn + 1),
        (first.toType ?? first.fromType)?.name ?? "", Self.mark(first),
      ] + useCells(of: first)
    }
  }

  /// A line for each field; one for all fields of a part that one side lacks.
  private func writeFields() throws(OutputError) {
    heading("Fields")
    let fields = comparison.fields.differences
    var lines: [Range<Int>] = []
    for (place, field) in fields.enumerated() {
      if let last = lines.last, let part = field.missingPart, part == fields[last.lowerBound].missingPart {
        lines[lines.count - 1] = last.lowerBound..<place + 1
      } else {
        lines.append(place..<place + 1)
      }
    }
    let table = TextTable([.words("field"), .words("from"), .words("to")])
    try table.write(count: lines.count, to: output, style: style) { place in
      let field = fields[lines[place].lowerBound]
      guard let part = field.missingPart else {
        return [ComparisonText.path(of: field)] + ComparisonText.short(field)
      }
      let count = NumberText.counted(UInt64(lines[place].count), "field")
      return [
        EscapedText.of(part) + "/", field.fromRange == nil ? "-" : count, field.toRange == nil ? "-" : count,
      ]
    }
  }
}

extension PageDifference {
  /// Whether another page has the same types, and the same is to be said of it.
  fileprivate func isLike(_ other: PageDifference) -> Bool {
    fromType == other.fromType && toType == other.toType && doubt == other.doubt
  }
}
