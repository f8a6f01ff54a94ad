@_spi(Measuring) import SaveStream

/// What the sender's cache did, and what others would have done.
struct CacheDrive: ReadingDrive {
  let reading: Reading

  init(_ reading: Reading) { self.reading = reading }

  func run(_ random: inout Random) throws {
    guard reading.index.checkpoints.contains(where: \.isCompressed) else { return }
    let form = random.element(of: ReportFormat.allCases)
    let pages = random.flip() ? SenderCache.usualCapacity : 1 + random.below(16)
    let replay = try SenderReplay(
      capture: reading.capture, index: reading.index, cachePages: pages, measuresSizes: true)
    for sizesOnly in [false, true] {
      try WrittenForm.check(form) { output in
        let report = CacheReport(replay, path: reading.capture.path, to: output)
        try report.write(form, sizesOnly: sizesOnly)
      }
    }
  }
}
