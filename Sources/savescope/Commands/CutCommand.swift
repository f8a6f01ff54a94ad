import ArgumentParser
@_spi(Measuring) import SaveStream

/// `savescope cut FILE --checkpoint K -o OUT`.
struct CutCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cut",
    abstract: "Writes one restorable image of a checkpoint: its memory, its metadata, its tail.",
    discussion: """
      A receiver that is not told of checkpoints starts the guest at the first tail, so a part of a legacy Remus stream \
      would restore checkpoint 0, and it refuses a newer one with CHECKPOINT records. The image has the envelope and header of the capture; deltas are resolved.
      """)

  @OptionGroup var capture: CaptureOptions

  @Option(parsing: .unconditional, help: ArgumentHelp("The checkpoint to cut out.", valueName: "k"))
  var checkpoint: CheckpointArgument

  @Option(name: .shortAndLong, help: "The file to write; - for standard output.", completion: .file())
  var output: String

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp(
      "The receiver, where it is older: what 4.0 does not know of chunks, vCPUs and records is left out.",
      valueName: "4.0"))
  var receiver: ReceiverArgument?

  @Flag(help: "Replace the file when there is one.")
  var force = false

  @OptionGroup(title: "Output") var shown: OutputOptions

  func run() throws {
    let indexed = try capture.indexBehindDamage(with: shown)
    try indexed.requireStream()
    indexed.warnOfMissingEnd(isQuiet: shown.quiet)
    let (capture, index) = (indexed.capture, indexed.index)
    let checkpoint = try checkpoint.resolved(count: index.checkpoints.count, path: capture.path)
    // Who asks for what can be salvaged is told what is missing.
    guard !index.checkpoints[checkpoint].isComplete || index.isMemorySound(at: checkpoint) || index.isSalvaged else {
      let sound =
        index.takeover.map { "a backup could have started from \($0)" } ?? "no checkpoint could be started from"
      throw ProgramFailure(
        "\(displayed(capture.path)): page deltas of checkpoint \(checkpoint), or of one before it, do not decode, so its "
          + "memory is not known; \(sound) (savescope verify says why)")
    }
    let memory = try GuestMemory(capture: capture, index: index)
    let isMigration = if case .migration? = index.shape { true } else { false }
    guard receiver == nil || !isMigration else {
      throw ProgramFailure(
        "\(displayed(capture.path)): Xen \(receiver?.rawValue ?? "") reads no stream of Xen 4.6 or later; leave --for out"
      )
    }
    let cut: any CheckpointImage =
      isMigration
      ? MigrationCut(of: memory, at: checkpoint)
      : CheckpointCut(of: memory, at: checkpoint, for: receiver?.receiver)
    // It would be one that every receiver takes, and nobody can tell from a whole one.
    if index.isSalvaged, try cut.pageCount == 0 {
      throw ProgramFailure(
        "\(displayed(capture.path)): no page of checkpoint \(checkpoint) could be salvaged, so there is no image to write "
          + "(savescope verify --salvage says what was lost)")
    }
    let file = try OutputFile(path: output, force: force)
    do {
      let outcome = try write(cut, to: file)
      try file.finish()
      if !shown.quiet { report(outcome, of: cut) }
    } catch let failure as CheckpointCut.Failure {
      throw ProgramFailure("\(displayed(capture.path)): \(words(for: failure, checkpoint))")
    }
  }

  private func write(_ cut: some CheckpointImage, to file: OutputFile) throws -> CheckpointCut.Outcome {
    var sink = file.output
    guard shown.showsProgress else { return try cut.write(to: &sink) { _ in } }
    let progress = WritingProgress(pageCount: try cut.pageCount)
    defer { progress.end() }
    return try cut.write(to: &sink) { progress.show(pages: $0) }
  }

  private func words(for failure: CheckpointCut.Failure, _ checkpoint: Int) -> String {
    switch failure {
    case .incomplete: "checkpoint \(checkpoint) is not complete; choose an earlier one (savescope summary lists them)"
    case .unreadableChunk(let offset):
      "\(NumberText.hex(offset)): a chunk cannot be read, so checkpoint \(checkpoint) cannot be cut out; savescope verify "
        + "says why"
    case .pfnTooLarge(let pfn): "page \(NumberText.hex(pfn)) does not fit into a legacy stream"
    case .vcpuTooHigh(let vcpu):
      "the guest has vCPUs up to \(vcpu), and a receiver of Xen \(receiver?.rawValue ?? "") takes those from 0 to "
        + "\(receiver?.receiver.highestVcpu ?? 0) only"
    }
  }

  /// What was resolved and what was left out, on standard error.
  private func report(_ outcome: CheckpointCut.Outcome, of cut: any CheckpointImage) {
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
    if let warning = doubtfulPagesWarning(outcome.doubtfulPages) { lines.append(warning) }
    if case .legacy(let shape)? = cut.memory.index.shape, shape.lacksSubstitute {
      lines.append(
        "warning: the image begins without a header, as that of a PV guest cannot be made up: only savescope --salvage "
          + "reads it")
    }
    lines += salvageWarnings(of: cut.memory.index, upTo: cut.checkpoint)
    lines += Self.lines(of: outcome.changes, for: receiver?.receiver)
    if let warning = cut.memory.index.takeoverWarning(for: cut.checkpoint) { lines.append(warning) }
    for line in lines { FileWriter.standardError.say("savescope: \(line)\n") }
  }

  /// What the receiver made it necessary to change.
  private static func lines(of changes: CutChanges, for receiver: LegacyReceiver?) -> [String] {
    guard let receiver else { return [] }
    var lines: [String] = []
    if !changes.leftOut.isEmpty { lines.append("left out of the tail: \(changes.leftOut.joined(separator: ", "))") }
    if !changes.shortened.isEmpty {
      lines.append("shortened as Xen \(receiver.release) has it: \(changes.shortened.joined(separator: ", "))")
    }
    if let signature = changes.deviceModelSignature { lines.append("device-model record written as \(signature)") }
    if changes.vcpusThatLoseState > 0 {
      lines.append(
        "warning: \(NumberText.counted(UInt64(changes.vcpusThatLoseState), "vCPU")) had used registers beyond x87 and SSE, "
          + "whose content is lost with XSAVE")
    }
    return lines
  }
}

/// A release that takes less than the ones after it.
enum ReceiverArgument: String, ExpressibleByArgument, CaseIterable {
  case xen40 = "4.0"

  var receiver: LegacyReceiver {
    switch self {
    case .xen40: .xen40
    }
  }
}
