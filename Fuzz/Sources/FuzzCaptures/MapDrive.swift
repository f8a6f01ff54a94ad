@_spi(Measuring) import SaveStream

/// The map of guest memory at several sizes of cells, and the pages that were sent most.
struct MapDrive: ReadingDrive {
  let reading: Reading

  init(_ reading: Reading) { self.reading = reading }

  func run(_ random: inout Random) throws {
    guard let checkpoint = reading.checkpoint(&random) else { return }
    let memory = try reading.memory()
    let map = MemoryMap(memory)
    var swept = 0
    try memory.sweep(at: checkpoint) { _ in swept += 1 }
    for shift in [0, random.below(20)] {
      var mapped = 0
      try map.forEachRow(shift: shift, at: checkpoint) { mapped += $0.cell.pages }
      promise(mapped == swept, "\(mapped) pages on the map, \(swept) in memory at \(checkpoint)")
    }
    try write(map, at: checkpoint, &random)
    var hottest = HottestScan(memory, checkpoint: checkpoint)
    while !hottest.step() {}
    var times = SendDistributionScan(memory, checkpoint: random.flip() ? checkpoint : nil)
    while !times.step() {}
    var deltas = DeltaDistributionScan(reading.capture, reading.index, checkpoint: random.flip() ? checkpoint : nil)
    while try !deltas.step() {}
  }

  private func write(_ map: MemoryMap, at checkpoint: Int, _ random: inout Random) throws {
    let form = random.element(of: ReportFormat.allCases)
    let filter = Expressions.filter(&random, UsedRow<MapRow>.self)
    let shift = random.below(12)
    let isDescending = random.flip()
    try WrittenForm.check(form) { output in
      var report = MapReport(form, to: output)
      report.begin(checkpoint: checkpoint, pfnsPerCell: 1 << UInt64(shift))
      var first = FirstRows<UsedRow<MapRow>>(most: 5, isDescending: isDescending)
      try map.forEachRow(shift: shift, at: checkpoint) { row in
        let row = UsedRow(row)
        guard filter?.matches(row) ?? true else { return }
        try report.write(row)
        first.add(row, key: row.filterValue(of: 1))
      }
      for row in first.sorted() { try report.write(row) }
      try report.end()
    }
  }
}
