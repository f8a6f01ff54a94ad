import ArgumentParser
@_spi(Measuring) import SaveStream

/// A command that writes a report of one capture: to standard output, or, when the inspector exports it, to a file. The
/// bytes are the same.
protocol ReportCommand: ParsableCommand {
  /// Writes the report of a capture that was read as far as it goes.
  /// - Throws: what is wrong with the command line, the capture or the output; `ReportWatch.Stopped`.
  func write(_ indexed: IndexedCapture, to target: ReportTarget) throws -> WrittenReport
}

/// A command that writes the rows of one capture that a filter lets pass.
protocol FilteredCommand: ReportCommand {
  associatedtype Row: FilterableRow

  var capture: CaptureOptions { get }
  var filter: FilterOption { get }
  var output: OutputOptions { get }

  /// The same as `write(_:to:)`, with the filter that the command line names.
  func write(_ indexed: IndexedCapture, where filter: Filter<Row>?, to target: ReportTarget) throws -> WrittenReport
}

extension FilteredCommand {
  func run() throws { try writeReport() }

  /// Reads the capture and writes its report to standard output.
  func writeReport() throws {
    // What is wrong with a filter is said before the capture is read.
    let filter = try filter.parsed(for: Row.self)
    let indexed = try capture.indexBehindDamage(with: output)
    let written = try withStandardOutput { try write(indexed, where: filter, to: ReportTarget($0, output)) }
    if let remark = written.remark, !output.quiet { FileWriter.standardError.say("savescope: \(remark)\n") }
    try indexed.requireEnd()
  }

  func write(_ indexed: IndexedCapture, to target: ReportTarget) throws -> WrittenReport {
    try write(indexed, where: filter.parsed(for: Row.self), to: target)
  }
}

/// A command that does so with two captures, or with two checkpoints of one.
protocol ComparisonCommand: ParsableCommand {
  /// Writes the report of a capture, and of the one that it is compared with where the command line names one.
  /// - Throws: as `ReportCommand.write`.
  func write(_ first: IndexedCapture, _ second: IndexedCapture?, to target: ReportTarget) throws -> WrittenReport
}

/// Where a report goes, and how it is shown.
struct ReportTarget {
  let output: ReportOutput
  var style = TextStyle.plain
  /// Whether a line on standard error tells how far long work is.
  var showsProgress = false
  var watch = ReportWatch()

  init(_ output: ReportOutput, _ options: OutputOptions) {
    self.output = output
    style = options.style
    showsProgress = options.showsProgress
  }

  /// A file of plain text.
  init(_ output: ReportOutput, watch: ReportWatch) {
    self.output = output
    self.watch = watch
  }
}

/// What a report came to.
struct WrittenReport {
  /// How many rows it has, and what they are: `row`, `finding`. nil where it does not consist of rows.
  var rows: (count: UInt64, of: String)?
  /// What has to be known to read it right.
  var remark: String?
  /// What kept a part of it from being written.
  var failure: CaptureError?
}

extension IndexedCapture {
  /// Whose image it is, and from when, or what kept that from being read: what else was read is worth having.
  func origin() -> (origin: ImageOrigin?, failure: CaptureError?) {
    do throws(CaptureError) {
      return (try ImageOrigin(of: index, in: capture), nil)
    } catch {
      return (nil, error)
    }
  }

  /// Finds out who sent what, and with that the guest's memory.
  func memory(_ watch: ReportWatch) throws -> GuestMemory {
    let builder = PageSendsBuilder(capture: capture, index: index)
    while true {
      if let sends = try builder.step() { return GuestMemory(capture: capture, index: index, sends: sends) }
      try watch.reached(builder.part)
    }
  }
}
