import ArgumentParser
@_spi(Measuring) import SaveStream

/// `savescope cache FILE`.
struct CacheCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cache",
    abstract: "Shows what the sender's page cache did, and what caches of other sizes would have done.",
    discussion: """
      A sender with page compression remembers the last 8192 pages it sent; a page that is not among them travels \
      whole. Exit status: 1 when the stream holds deltas for pages that such a cache could not have held.
      """)

  @OptionGroup var capture: CaptureOptions

  @Option(help: ArgumentHelp("Pages of the sender's cache, where they are not Xen's 8192.", valueName: "n"))
  var cachePages: Int = SenderCache.usualCapacity

  @Flag(help: "In csv and jsonl: a row for each cache size instead of one for each checkpoint.")
  var sizes = false

  @OptionGroup var form: FormatOption
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    guard (1...1 << 28).contains(cachePages) else {
      throw ValidationError("--cache-pages takes a number from 1 to \(1 << 28)")
    }
  }

  func run() throws {
    let indexed = try capture.indexBehindDamage(with: output)
    try indexed.requireStream()
    guard indexed.index.checkpoints.contains(where: \.isCompressed) else {
      throw ProgramFailure(
        "\(displayed(indexed.capture.path)): no checkpoint has compressed pages, so there was no cache; savescope recode "
          + "--to compressed writes one that has")
    }
    let replay = try replay(of: indexed)
    try withStandardOutput { standardOutput in
      let report = CacheReport(replay, path: indexed.capture.path, style: output.style, to: standardOutput)
      try report.write(form.format, sizesOnly: sizes)
    }
    try indexed.requireEnd()
    if !replay.findings.isEmpty { throw ExitCode(1) }
  }

  private func replay(of indexed: IndexedCapture) throws(CaptureError) -> SenderReplay {
    let position = ReachedOffset()
    let replay = { () throws(CaptureError) in
      try SenderReplay(
        capture: indexed.capture, index: indexed.index, cachePages: cachePages, measuresSizes: true,
        spoolFolder: capture.reading.spool
      ) { offset in
        position.value = offset
        return true
      }
    }
    guard output.showsProgress else { return try replay() }
    let size = indexed.capture.size
    return try ProgressLine("replaying", done: { position.value }, size: { size }).show(while: replay)
  }
}
