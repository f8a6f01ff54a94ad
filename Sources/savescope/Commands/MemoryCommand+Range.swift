@_spi(Measuring) import SaveStream

extension MemoryCommand {
  /// Writes the bytes of some pages as they follow each other; zeros, or a hole in a file, for one that is not there.
  /// - Throws: where none of them is there, or the last one lies behind all that are.
  func write(_ pfns: PFNRangeArgument, of image: MemoryImage) throws {
    let path = displayed(image.memory.capture.path)
    guard let end = image.ranges.last?.upperBound, pfns.first < end, pfns.last ?? 0 < end else {
      let last = image.ranges.last.map { "the last page that is there is \(NumberText.hex($0.upperBound - 1))" }
      throw ProgramFailure("\(path): \(last ?? "no page is there as of checkpoint \(image.checkpoint)")")
    }
    let wanted = pfns.first..<(pfns.last.map { $0 + 1 } ?? end)
    let there = image.ranges.map { $0.clamped(to: wanted) }.filter { !$0.isEmpty }
    guard !there.isEmpty else {
      throw ProgramFailure("\(path): none of these pages is there as of checkpoint \(image.checkpoint)")
    }
    let file = try OutputFile(path: output, force: force)
    let progress = shown.showsProgress ? WritingProgress(pageCount: UInt64(wanted.count)) : nil
    defer { progress?.end() }
    let doubtful = try write(there, of: wanted, image, to: file, progress)
    try file.finish()
    if !shown.quiet { report(missing: UInt64(wanted.count) - there.reduce(0) { $0 + UInt64($1.count) }, doubtful) }
  }

  /// Returns how many of the pages may not be what a receiver had.
  private func write(
    _ there: [Range<UInt64>], of wanted: Range<UInt64>, _ image: MemoryImage, to file: OutputFile,
    _ progress: WritingProgress?
  ) throws -> UInt64 {
    var next = wanted.lowerBound
    var doubtful: UInt64 = 0
    for range in there {
      try skip(range.lowerBound - next, in: file)
      for pfn in range {
        // Nil only where the capture was changed since.
        let page = try image.memory.page(pfn: pfn, at: image.checkpoint)
        file.output.write(bytes: page?.bytes ?? Self.noPage)
        try file.output.check()
        if page?.doubt != nil { doubtful += 1 }
        if pfn % 1024 == 0 { progress?.show(pages: pfn - wanted.lowerBound) }
      }
      next = range.upperBound
    }
    // A file has to end in bytes that are written.
    try fill(wanted.upperBound - next, in: file)
    return doubtful
  }

  private func skip(_ pages: UInt64, in file: OutputFile) throws {
    let (byteCount, isTooMuch) = pages.multipliedReportingOverflow(by: UInt64(pageSize))
    guard pages > 0 else { return }
    guard file.canSkip else { return try fill(pages, in: file) }
    try file.skip(isTooMuch ? .max : byteCount)
  }

  private func fill(_ pages: UInt64, in file: OutputFile) throws {
    guard pages > 0 else { return }
    var left = pages
    if file.canSkip {
      try skip(left - 1, in: file)
      left = 1
    }
    for _ in 0..<left {
      file.output.write(bytes: Self.noPage)
      try file.output.check()
    }
  }

  private static let noPage = [UInt8](repeating: 0, count: pageSize)

  private func report(missing: UInt64, _ doubtful: UInt64) {
    if missing > 0 {
      FileWriter.standardError.say(
        "savescope: warning: \(NumberText.counted(missing, "page")) that were not there read as zeros\n")
    }
    if let warning = doubtfulPagesWarning(doubtful) { FileWriter.standardError.say("savescope: \(warning)\n") }
  }
}
