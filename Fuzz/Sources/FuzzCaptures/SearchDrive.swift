@_spi(Measuring) import SaveStream

/// Searching: what is found stands where it is said to be, and what is taken from a capture is found in it.
struct SearchDrive: ReadingDrive {
  let reading: Reading

  init(_ reading: Reading) { self.reading = reading }

  func run(_ random: inout Random) throws {
    let bytes = reading.subject.bytes
    guard bytes.count > 16 else { return }
    let start = random.below(bytes.count - 8)
    let piece = Array(bytes[start..<start + 1 + random.below(8)])
    let typed = ["re:[a-z]{2,9}.*x?", "x:00ff", "u:Ab", "qemu\\c", "re:(\\x07|a)+b", "Xen\\C"]
    let pattern = random.flip() ? .bytes(piece) : try SearchPattern(typed: random.element(of: typed))
    let isFound = try searchCapture(for: pattern, holding: start)
    promise(isFound || pattern != .bytes(piece), "bytes at \(start) are not found")
    guard reading.index.stream != nil, let checkpoint = reading.checkpoint(&random) else { return }
    try searchMemory(for: pattern, at: checkpoint, &random)
  }

  /// Returns whether a match holds a place, as matches do not overlap, or there are too many to tell.
  private func searchCapture(for pattern: SearchPattern, holding start: Int) throws -> Bool {
    var search = CaptureSearch(pattern, in: reading.capture)
    var count = 0
    var isFound = false
    let bytes = reading.subject.bytes
    while let matches = try search.step(most: 100) {
      for found in matches {
        let place = Int(found.place)
        isFound = isFound || place <= start && start < place + found.match.count
        let isThere = place + found.match.count <= bytes.count && bytes[place...].starts(with: found.match)
        promise(isThere, "\(found.match) is not at \(place)")
      }
      count += matches.count
      if count > 2000 { return true }
    }
    return isFound
  }

  private struct Enough: Error {}

  private func searchMemory(for pattern: SearchPattern, at checkpoint: Int, _ random: inout Random) throws {
    let memory = try reading.memory()
    var found: [FoundBytes] = []
    let take = { (match: FoundBytes) throws in
      found.append(match)
      if found.count > 300 { throw Enough() }
    }
    let isHistory = random.flip()
    do {
      if isHistory {
        var search = HistorySearch(pattern, in: memory, stretchSlots: 1 + random.below(64))
        try search.run(progress: { _ in }, take)
      } else {
        var search = CheckpointSearch(pattern, in: memory, at: checkpoint)
        try search.run(progress: { _ in }, take)
      }
    } catch is Enough {}
    for match in found.prefix(20) {
      let page = try memory.page(pfn: match.pfn, at: match.checkpoint ?? checkpoint)
      let there = page?.bytes.dropFirst(match.pageOffset).prefix(match.match.count) ?? []
      promise(match.match.starts(with: there), "\(match.match) is not in page \(match.pfn) at \(match.pageOffset)")
    }
    let form = random.element(of: ReportFormat.allCases)
    try WrittenForm.check(form) { output in
      var report = SearchReport(form, isHistory ? .history : .checkpoint, to: output)
      report.begin()
      for match in found { try report.write(match, address: match.place) }
      try report.end()
    }
  }
}
