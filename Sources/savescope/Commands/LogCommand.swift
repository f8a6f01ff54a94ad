import ArgumentParser
@_spi(Measuring) import SaveStream

/// `savescope log FILE`.
struct LogCommand: ReportCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Shows the kernel log of a Linux guest as of a checkpoint.",
    discussion: """
      The log is read from the guest's memory, as the kernel itself says where it is. json, jsonl and csv give a row for \
      each message: time in nanoseconds, sequence, caller (T and the thread's id, or C and the CPU's) and text. Exit \
      status: 2 for a guest whose log cannot be read.
      """)

  @OptionGroup var capture: CaptureOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The log as of this checkpoint (default: the last complete one).", valueName: "k"))
  var checkpoint: CheckpointArgument?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Only what was added after this checkpoint.", valueName: "j"))
  var since: CheckpointArgument?

  @OptionGroup var form: FormatOption
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let indexed = try capture.indexBehindDamage(with: output)
    let written = try withStandardOutput { try write(indexed, to: ReportTarget($0, output)) }
    if let remark = written.remark, !output.quiet { FileWriter.standardError.say("savescope: \(remark)\n") }
    try indexed.requireEnd()
  }

  func write(_ indexed: IndexedCapture, to target: ReportTarget) throws -> WrittenReport {
    let checkpoint = try indexed.checkpoint(checkpoint)
    let since = try since.map { try indexed.checkpoint($0) }
    if let since, since >= checkpoint {
      throw ProgramFailure(
        "\(displayed(indexed.capture.path)): checkpoint \(since) is not before checkpoint \(checkpoint); give --since an "
          + "earlier one")
    }
    let memory = try indexed.memory(target.watch)
    let kernel = try indexed.kernel(in: memory, at: checkpoint, target.watch)
    let log = try indexed.explained { try KernelLog.read(kernel) }
    if log.records.isEmpty, let remark = LinuxText.remark(of: log) {
      throw ProgramFailure("\(displayed(indexed.capture.path)): no message of the log can be read: \(remark)")
    }
    let records = try since.map { try added(to: log, since: $0, kernel, indexed, target.watch) } ?? log.records
    try LogReport(form.format, style: target.style, to: target.output).write(records)
    return WrittenReport(rows: (UInt64(records.count), "message"), remark: LinuxText.remark(of: log))
  }

  private func added(
    to log: KernelLog, since checkpoint: Int, _ kernel: LinuxKernel, _ indexed: IndexedCapture, _ watch: ReportWatch
  ) throws -> [LogRecord] {
    let earlier = try indexed.kernel(in: kernel.reader.memory, at: checkpoint, known: kernel, watch)
    return log.added(since: try indexed.explained { try KernelLog.read(earlier) })
  }
}
