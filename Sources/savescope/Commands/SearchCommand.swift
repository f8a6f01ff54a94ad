import ArgumentParser
@_spi(Measuring) import SaveStream

/// `savescope search FILE PATTERN`.
struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Finds text, bytes or an expression in the capture, or in guest memory at checkpoints.",
    discussion: """
      A line for each match: the file offset or, in guest memory, page and byte, and the match with what stands around it. \
      With --all, a match is told at the checkpoint as of which it first stands there. Exit status: 0 when something was \
      found, 1 when nothing was, 2 in trouble.
      """)

  @OptionGroup var capture: CaptureOptions
  @OptionGroup var pattern: PatternOptions

  @Flag(help: "In guest memory as of a checkpoint, not among the bytes of the capture.")
  var memory = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("With --memory: as of this checkpoint (default: the last complete one).", valueName: "k"))
  var checkpoint: CheckpointArgument?

  @Flag(help: "With --memory: as of all checkpoints; each match at the first one that has it.")
  var all = false

  @Flag(name: .customLong("va"), help: "With --memory: also the address that a Linux kernel has for the place.")
  var showsAddress = false

  @Option(help: ArgumentHelp("Stops behind so many matches.", valueName: "n"))
  var limit: UInt64?

  @Flag(help: "Only how many there are.")
  var count = false

  @OptionGroup var form: FormatOption
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    guard memory || (checkpoint == nil && !all && !showsAddress) else {
      throw ValidationError("--checkpoint, --all and --va go with --memory.")
    }
    guard checkpoint == nil || !all else { throw ValidationError("--checkpoint names one; --all goes without it.") }
    guard limit != 0 else { throw ValidationError("--limit takes a number from 1 on.") }
    guard !showsAddress || !count else {
      throw ValidationError("--count shows no addresses: --va does not go with it.")
    }
  }

  func run() throws {
    let pattern = try pattern.parsed()
    let found = try memory ? searchMemory(for: pattern) : searchCapture(for: pattern)
    if found == 0 { throw ExitCode(1) }
  }

  /// Writes what a search finds. Returns how many there were.
  func write(
    _ scope: SearchReport.Scope, search: (_ take: (FoundBytes) throws -> Void) throws -> Void,
    address: ((FoundBytes) throws -> UInt64?)? = nil
  ) throws -> UInt64 {
    try withStandardOutput { output in
      var report = SearchReport(form.format, scope, style: self.output.style, to: output)
      var found: UInt64 = 0
      // A property of a command costs a call: it is read once, not for every match.
      let (limit, countsOnly) = (limit ?? .max, count)
      if !countsOnly { report.begin() }
      do {
        try search { match in
          found += 1
          if !countsOnly { try report.write(match, address: address?(match)) }
          if found == limit { throw LimitReached() }
        }
      } catch is LimitReached {}
      if countsOnly { try report.write(count: found) } else { try report.end() }
      return found
    }
  }

  /// Thrown behind the last match that is wanted.
  private struct LimitReached: Error {}

  // MARK: The capture

  private func searchCapture(for pattern: SearchPattern) throws -> UInt64 {
    let opened = try capture.reading.open(capture.file)
    let line = output.showsProgress ? RepeatedLine() : nil
    defer { line?.end() }
    let found = try write(.capture) { take in
      var search = CaptureSearch(pattern, in: opened)
      while let matches = try search.step(most: Self.matchesInStep) {
        for match in matches { try take(match) }
        line?.show("searching: \(NumberText.size(search.position)) of \(NumberText.size(opened.size))")
      }
    }
    if let failure = opened.failure { throw failure }
    return found
  }

  /// Matches that are held at a time. Each takes some hundred bytes, and a slice that has more is read again for the
  /// rest.
  private static let matchesInStep = 1 << 15
}
