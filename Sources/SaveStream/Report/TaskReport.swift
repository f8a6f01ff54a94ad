/// The guest's processes and kernel threads: a row for each.
package struct TaskReport {
  package static let columns = ["pid", "tgid", "ppid", "comm", "state", "user", "kernel", "vcpu"]

  private static let table = TextTable(
    [
      .number("pid"), .number("tgid"), .number("ppid"), .words("comm"), .words("state"), .words("user"),
      .words("kernel"), .number("vcpu"),
    ], indent: 0)

  private let output: ReportOutput
  private let format: ReportFormat
  private let style: TextStyle

  package init(_ format: ReportFormat, style: TextStyle = .plain, to output: ReportOutput) {
    self.format = format
    self.style = style
    self.output = output
  }

  package func write(_ tasks: [KernelTask], checkpoint: Int) throws(OutputError) {
    guard format != .text else {
      return try Self.table.write(count: tasks.count, to: output, style: style) { Self.cells(of: tasks[$0]) }
    }
    var frame = RowFrame(format, to: output)
    frame.begin(columns: Self.columns) { $0.field("checkpoint", checkpoint) }
    for task in tasks {
      try frame.write(
        text: { _ in }, json: { Self.write(task, to: &$0) }, csv: { Self.write(task, to: &$0) })
    }
    try frame.end()
  }

  private static func cells(of task: KernelTask) -> [String] {
    [
      "\(task.pid)", "\(task.tgid)", "\(task.ppid)", task.comm.escaped(),
      "\(task.stateLetter) \(NumberText.hex(UInt64(task.state)))", task.hasUserMemory ? "user" : "",
      task.isKernelThread ? "kernel" : "", task.vcpu.map { "\($0)" } ?? "",
    ]
  }

  private static func write(_ task: KernelTask, to json: inout JSONWriter) {
    json.beginObject()
    json.field("pid", UInt64(task.pid))
    json.field("tgid", UInt64(task.tgid))
    json.field("ppid", UInt64(task.ppid))
    json.key("comm")
    json.value(task.comm)
    json.field("state", UInt64(task.state))
    json.field("user", task.hasUserMemory)
    json.field("kernel", task.isKernelThread)
    json.field("vcpu", task.vcpu)
    json.endObject()
  }

  private static func write(_ task: KernelTask, to csv: inout CSVWriter) {
    csv.field(UInt64(task.pid))
    csv.field(UInt64(task.tgid))
    csv.field(UInt64(task.ppid))
    csv.field(task.comm.escaped())
    csv.field(UInt64(task.state))
    csv.field(word: task.hasUserMemory ? "true" : "false")
    csv.field(word: task.isKernelThread ? "true" : "false")
    csv.field(task.vcpu)
  }
}
