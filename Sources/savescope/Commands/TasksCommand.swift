import ArgumentParser
@_spi(Measuring) import SaveStream

/// `savescope tasks FILE`.
struct TasksCommand: ReportCommand {
  static let configuration = CommandConfiguration(
    commandName: "tasks",
    abstract: "Lists the processes and kernel threads of a Linux guest as of a checkpoint.",
    discussion: """
      They are read from the guest's memory by the kernel's own type information, which most distributions' kernels hold \
      (CONFIG_DEBUG_INFO_BTF). user says that a task has user memory, vcpu which vCPU ran it. Exit status: 2 for a guest \
      whose tasks cannot be read.
      """)

  @OptionGroup var capture: CaptureOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The tasks as of this checkpoint (default: the last complete one).", valueName: "k"))
  var checkpoint: CheckpointArgument?

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
    let kernel = try indexed.kernel(in: indexed.memory(target.watch), at: checkpoint, target.watch)
    let list = try indexed.explained {
      let list = try TaskList(kernel)
      while try !list.step() { try target.watch.check() }
      if list.tasks.isEmpty, let gap = list.gap { throw gap }
      return list
    }
    try TaskReport(form.format, style: target.style, to: target.output).write(list.tasks, checkpoint: checkpoint)
    return WrittenReport(
      rows: (UInt64(list.tasks.count), "task"),
      remark: LinuxText.remark(of: list))
  }
}
