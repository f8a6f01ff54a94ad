@_spi(Measuring) import SaveStream

/// Single pages: each time they were sent, what they held, and two times compared.
struct PagesDrive: ReadingDrive {
  let reading: Reading

  init(_ reading: Reading) { self.reading = reading }

  func run(_ random: inout Random) throws {
    guard let checkpoint = reading.checkpoint(&random) else { return }
    let memory = try reading.memory()
    var pfns: [UInt64] = [UInt64(random.below(1 << 20)), .max]
    for row in try reading.rows.rows(0..<min(reading.index.entryCount, 64), contentOnly: false) { pfns.append(row.pfn) }
    for _ in 0..<4 { try look(at: random.element(of: pfns), at: checkpoint, memory, &random) }
  }

  private func look(at pfn: UInt64, at checkpoint: Int, _ memory: GuestMemory, _ random: inout Random) throws {
    let form = random.element(of: ReportFormat.allCases)
    let showsBytes = random.flip()
    let history = try PageHistory(of: pfn, at: checkpoint, in: memory)
    let filter = Expressions.filter(&random, PageHistoryRow.self)
    let rows = filter.map { history.rows(where: $0) }
    try WrittenForm.check(form) { output in
      try PageHistoryReport(history, rows: rows, showsBytes: showsBytes, to: output).write(form)
    }
    let list = memory.sendList(of: pfn)
    _ = try list.steps(at: Array(0..<min(list.count, 16)))
    guard list.count > 0 else { return }
    for position in 0..<min(list.count, 8) {
      let send = try list.send(at: position)
      _ = try memory.markers(of: send)
      for range in send.ranges { promise(range.upperBound <= reading.capture.size, "a send past the end") }
    }
    let (first, second) = (random.below(list.count), random.below(list.count))
    guard let comparison = try list.comparison(of: first, and: second) else { return }
    promise(first != second || comparison.page.ranges.isEmpty, "a send differs from itself")
    try WrittenForm.check(form) { try SendComparisonReport(comparison, to: $0).write(form) }
  }
}
