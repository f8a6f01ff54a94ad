import ArgumentParser
import SaveStream

/// `savescope cut FILE --checkpoint K -o OUT`.
struct CutCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cut",
    abstract: "Writes one restorable image of a checkpoint: its memory, its metadata, its tail.",
    discussion: """
      A receiver that is not told of checkpoints starts the guest at the first tail, so a part of a Remus stream would \
      restore checkpoint 0. The image has the envelope and header of the capture; deltas are resolved.
      """)

  @OptionGroup var capture: CaptureOptions

  @Option(parsing: .unconditional, help: ArgumentHelp("The checkpoint to cut out.", valueName: "k"))
  var checkpoint: CheckpointArgument

  @Option(name: .shortAndLong, help: "The file to write; - for standard output.", completion: .file())
  var output: String

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp("The receiver; 4.0 does not know LAST_CHECKPOINT, which is then left out.", valueName: "4.0"))
  var receiver: CutReceiver?

  @Flag(help: "Replace the file when there is one.")
  var force = false

  @OptionGroup(title: "Output") var shown: OutputOptions

  func run() throws {
    let indexed = try capture.index(progress: shown.showsProgress)
    try indexed.requireStream()
    try indexed.requireEnd()
    let (capture, index) = (indexed.capture, indexed.index)
    let checkpoint = try checkpoint.resolved(count: index.checkpoints.count, path: capture.path)
    guard !index.checkpoints[checkpoint].isComplete || index.isMemorySound(at: checkpoint) else {
      let sound =
        index.takeover.map { "a backup could have started from \($0)" } ?? "no checkpoint could be started from"
      throw ProgramFailure(
        "\(displayed(capture.path)): page deltas of checkpoint \(checkpoint), or of one before it, do not decode, so its "
          + "memory is not known; \(sound) (savescope verify says why)")
    }
    let cut = CheckpointCut(
      of: try GuestMemory(capture: capture, index: index), at: checkpoint, marksLast: receiver != .xen40)
    let file = try OutputFile(path: output, force: force)
    do {
      let outcome = try write(cut, to: file)
      try file.finish()
      if !shown.quiet { report(outcome, isAccepted: index.takeover ?? -1 >= checkpoint) }
    } catch let failure as CheckpointCut.Failure {
      throw ProgramFailure("\(displayed(capture.path)): \(Self.words(for: failure, checkpoint))")
    }
  }

  private func write(_ cut: CheckpointCut, to file: OutputFile) throws -> CheckpointCut.Outcome {
    var sink = file.output
    guard shown.showsProgress else { return try cut.write(to: &sink) }
    let progress = WritingProgress(pageCount: try cut.pageCount)
    defer { progress.end() }
    return try cut.write(to: &sink) { progress.show(pages: $0) }
  }

  private static func words(for failure: CheckpointCut.Failure, _ checkpoint: Int) -> String {
    switch failure {
    case .incomplete: "checkpoint \(checkpoint) is not complete; choose an earlier one (savescope summary lists them)"
    case .unreadableChunk(let offset):
      "\(NumberText.hex(offset)): a chunk cannot be read, so checkpoint \(checkpoint) cannot be cut out; savescope verify "
        + "says why"
    case .pfnTooLarge(let pfn): "page \(NumberText.hex(pfn)) does not fit into a legacy stream"
    }
  }

  /// What was resolved and what was left out, on standard error.
  private func report(_ outcome: CheckpointCut.Outcome, isAccepted: Bool) {
    var lines = [
      "\(NumberText.counted(outcome.pages, "page")), \(NumberText.grouped(outcome.resolvedPages)) of them from compressed "
        + "data",
      "metadata taken over: \(outcome.keptChunks.isEmpty ? "none" : outcome.keptChunks.joined(separator: ", "))",
    ]
    if !outcome.droppedChunks.isEmpty {
      lines.append("metadata left out: \(outcome.droppedChunks.joined(separator: ", "))")
    }
    if outcome.brokenPages > 0 {
      lines.append("\(NumberText.counted(outcome.brokenPages, "page")) that the hardware had lost (BROKEN) left out")
    }
    if outcome.doubtfulPages > 0 {
      lines.append(
        "warning: \(NumberText.counted(outcome.doubtfulPages, "page")) may not be what a receiver had; savescope verify "
          + "--memory says why")
    }
    if !isAccepted {
      lines.append("warning: a receiver refuses this stream up to the checkpoint, and may refuse the image; see verify")
    }
    for line in lines { FileWriter.standardError.say("savescope: \(line)\n") }
  }
}

/// A release that reads otherwise than the ones after it.
enum CutReceiver: String, ExpressibleByArgument, CaseIterable {
  case xen40 = "4.0"
}
