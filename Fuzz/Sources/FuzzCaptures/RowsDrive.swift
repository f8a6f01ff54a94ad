@_spi(Measuring) import SaveStream

/// The rows of entries: read from anywhere, in both numberings, and their reports, filtered and sorted.
struct RowsDrive: ReadingDrive {
  let reading: Reading
  private let rows: PageRows

  init(_ reading: Reading) {
    self.reading = reading
    rows = reading.rows
  }

  func run(_ random: inout Random) throws {
    for contentOnly in [false, true] { try readRanges(contentOnly, &random) }
    try select(&random)
    try rank(&random)
  }

  private func readRanges(_ contentOnly: Bool, _ random: inout Random) throws {
    let count = rows.count(contentOnly: contentOnly)
    for first in [0, count / 2, count > 10 ? count - 10 : 0] {
      let range = first..<min(first + 100, max(count, first))
      for row in try rows.rows(range, contentOnly: contentOnly) {
        guard let offset = row.offset, let length = row.length else { continue }
        promise(offset + length <= reading.capture.size, "content of row \(row.index) lies past the end")
        let holding = try rows.position(holding: offset, contentOnly: contentOnly)
        promise(holding.map { $0 < count } ?? true, "no row \(holding ?? 0)")
      }
    }
    if let checkpoint = reading.checkpoint(&random) {
      let range = rows.range(ofCheckpoint: checkpoint, contentOnly: contentOnly)
      promise(range.upperBound <= count, "rows \(range) of \(count)")
    }
  }

  private func select(_ random: inout Random) throws {
    let filter = Expressions.filter(&random, PageRow.self)
    let order =
      random.flip()
      ? nil : PageOrder(random.element(of: PageColumn.allCases), isDescending: random.flip())
    let budget = random.flip() ? PageSelection.memoryBudget : 256
    var builder = PageSelectionBuilder(
      rows, contentOnly: random.flip(), filter: filter, order: order, memoryBudget: budget)
    while try builder.step() == nil {}
    guard let selection = builder.selection else { return }
    let found = try selection.rows(0..<min(selection.count, 500), of: rows)
    promise(found.count == min(selection.count, 500), "\(found.count) rows of \(selection.count)")
    for row in found { promise(filter?.matches(row) ?? true, "a row that does not match") }
    _ = selection.firstPlace(in: 0..<rows.count(contentOnly: selection.contentOnly))
    try write(found, &random)
  }

  private func write(_ found: [PageRow], _ random: inout Random) throws {
    let form = random.element(of: ReportFormat.allCases)
    let asksWhy = random.flip()
    let reasons = asksWhy ? try reasons() : nil
    let history = random.flip() ? FrameHistory(try reading.memory(), wantsAllUses: random.flip()) : nil
    try WrittenForm.check(form) { output in
      var report = PageReport(form, showsUse: history != nil, showsWhy: asksWhy, to: output)
      report.begin()
      for row in found {
        let explained = WhyRow(row, reasons)
        guard let history else {
          try report.write(PageReport.AskedRow(explained))
          continue
        }
        while try !history.step(to: row.checkpoint) {}
        let frames = history.frames(at: row.checkpoint)
        try report.write(frames?.row(explained, row.pfn..<max(row.pfn, row.pfn &+ 1)) ?? PageReport.AskedRow(explained))
      }
      try report.end()
    }
  }

  private func reasons() throws -> FullPageReasons? {
    var replay = SenderReplay(of: reading.capture, index: reading.index, cachePages: 3, givesReasons: true)
    while try !replay.step() {}
    return replay.reasons
  }

  private func rank(_ random: inout Random) throws {
    let form = random.element(of: ReportFormat.allCases)
    let key = random.element(of: PageRanking.Key.allCases)
    var ranking = PageRanking(by: key, isDescending: random.flip(), count: 7, room: random.flip() ? 16 : 1 << 16)
    let all = try rows.rows(0..<min(rows.count(contentOnly: true), 4000), contentOnly: true)
    while ranking.wantsPass {
      for row in all { ranking.add(row) }
      ranking.endPass()
    }
    let leaders = ranking.leaders()
    promise(leaders.count <= 7, "\(leaders.count) pages lead")
    try WrittenForm.check(form) { try PageRankingReport(form, to: $0).write(leaders) }
  }
}
