import ArgumentParser
@_spi(Measuring) import SaveStream

/// `savescope tree FILE`.
struct TreeCommand: ReportCommand {
  static let configuration = CommandConfiguration(
    commandName: "tree",
    abstract: "Shows every byte of a capture in a tree of chunks and fields.",
    discussion: """
      json gives one document of nodes inside nodes; jsonl and csv give a line for each node, with its path. All of \
      them go down to the last field where --depth does not say otherwise.
      """)

  @OptionGroup var capture: CaptureOptions

  @Option(
    help: ArgumentHelp(
      "Levels to show below the starting node (default: \(TreeReport.textDepth) for text, else all).",
      valueName: "n"))
  var depth: Int?

  @Option(
    help: ArgumentHelp(
      "Start from a node: its path, such as 'checkpoint[1]/body/batch[0]', or a file offset, such as 0x1a2b, for the "
        + "field that holds it.",
      valueName: "path-or-offset"))
  var at: String?

  @OptionGroup var form: FormatOption
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    if let depth, depth < 0 { throw ValidationError("--depth \(depth): a number of levels from 0 is allowed.") }
  }

  func run() throws {
    let indexed = try capture.indexBehindDamage(with: output)
    _ = try withStandardOutput { try write(indexed, to: ReportTarget($0, output)) }
    try indexed.requireStream()
    try indexed.requireEnd()
  }

  func write(_ indexed: IndexedCapture, to target: ReportTarget) throws -> WrittenReport {
    let tree = ChunkTree(capture: indexed.capture, index: indexed.index)
    let path = try at.map { try TreePlace(argument: $0).path(in: tree, of: indexed.capture) } ?? []
    try TreeReport(tree, style: target.style, to: target.output).write(form.format, at: path, depth: depth)
    return WrittenReport()
  }
}
