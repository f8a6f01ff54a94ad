import ArgumentParser
@_spi(Measuring) import SaveStream

/// `savescope memory FILE --checkpoint K -o OUT`.
struct MemoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "memory",
    abstract: "Writes guest memory as of a checkpoint: as LiME, as an ELF core, or raw.",
    discussion: """
      lime and elf leave out pages that are not there; raw is as long as the highest page and has holes in their place. \
      Page tables of PV guests are in the canonical form in which they travel: they hold PFNs where a running guest has \
      MFNs. An elf core of a Linux guest has the kernel's description of itself (VMCOREINFO) as a note, by which drgn and \
      crash know it for one.

      With --va, only the bytes from that virtual address on are written, as they are: --length of them, or one page.
      """)

  @OptionGroup var capture: CaptureOptions

  @Option(parsing: .unconditional, help: ArgumentHelp("Memory as of this checkpoint.", valueName: "k"))
  var checkpoint: CheckpointArgument

  @Option(name: .shortAndLong, help: "The file to write; - for standard output.", completion: .file())
  var output: String

  @Option(help: ArgumentHelp("The form of the image (default: lime).", valueName: "lime|elf|raw"))
  var format: MemoryImage.Format?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Only these pages, raw, from the first byte of the first to the last of the last: 0x10, 0x10..0x1f, 0x10.. or ..0x1f, "
        + "both ends included.", valueName: "a..b"))
  var pfn: PFNRangeArgument?

  @OptionGroup var address: VirtualAddressOption

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("With --va: so many bytes (default: 4096).", valueName: "n"))
  var length: NumberArgument?

  @Flag(
    help: """
      Write the memory of a checkpoint that is not whole, as far as it was sent; with --va, zeros where nothing is behind an \
      address.
      """)
  var allowIncomplete = false

  @Flag(help: "Replace the file when there is one.")
  var force = false

  @OptionGroup(title: "Output") var shown: OutputOptions

  func validate() throws {
    guard pfn == nil || address.va == nil else { throw ValidationError("Name the bytes: by --pfn, or by --va.") }
    guard pfn == nil || format == nil || format == .raw else {
      throw ValidationError("--pfn writes raw bytes: --format raw is the only one that goes with it.")
    }
    guard let start = address.va?.value else {
      guard length == nil else { throw ValidationError("--length goes with --va.") }
      return
    }
    guard format ?? .raw == .raw else {
      throw ValidationError("--va writes bytes as they are; lime and elf are forms of a whole image.")
    }
    guard let length = length?.value else { return }
    guard (1...Self.mostBytes).contains(length) else {
      throw ValidationError("--length takes 1 to 2^40 bytes; not \(length).")
    }
    guard length - 1 <= .max - start else {
      throw ValidationError("No address is that far behind \(NumberText.hex(start)).")
    }
  }

  func run() throws {
    if pfn != nil || address.va != nil { try refuseTerminal(for: output) }
    let indexed = try capture.indexBehindDamage(with: shown)
    try indexed.requireStream()
    indexed.warnOfMissingEnd(isQuiet: shown.quiet)
    let (capture, index) = (indexed.capture, indexed.index)
    let checkpoint = try checkpoint.resolved(count: index.checkpoints.count, path: capture.path)
    guard index.isMemorySound(at: checkpoint) || allowIncomplete else {
      let what =
        if !index.checkpoints[checkpoint].isComplete { "is not complete" } else if index.isSalvaged {
          "builds on one that is damaged"
        } else { "has page deltas that do not decode, or one before it has" }
      throw ProgramFailure(
        "\(displayed(capture.path)): checkpoint \(checkpoint) \(what); choose an earlier one, or give "
          + "--allow-incomplete for what was sent of it")
    }
    if !shown.quiet {
      for line in salvageWarnings(of: index, upTo: checkpoint) { FileWriter.standardError.say("savescope: \(line)\n") }
    }
    if let start = address.va?.value { return try write(from: start, of: indexed, at: checkpoint) }
    let format = format ?? .lime
    let image = try MemoryImage(of: GuestMemory(capture: capture, index: index), at: checkpoint)
    if let pfn { return try write(pfn, of: image) }
    let file = try OutputFile(path: output, force: force)
    guard format != .raw || file.canSkip else {
      throw ProgramFailure(
        "\(output == "-" ? "standard output" : displayed(output)): a raw image has holes and needs a file; choose lime or elf, or a file"
      )
    }
    let outcome = try write(image, as: format, to: file)
    try file.finish()
    if !shown.quiet { report(outcome, of: image) }
  }

  private func write(
    _ image: MemoryImage, as format: MemoryImage.Format, to file: OutputFile
  ) throws -> MemoryImage.Outcome {
    let description = format == .elf ? try kernelDescription(image) : nil
    let progress = shown.showsProgress ? WritingProgress(pageCount: image.pageCount) : nil
    defer { progress?.end() }
    var sink = SparseFile(file)
    return try image.write(
      format, source: image.memory.capture.path, kernelDescription: description, to: &sink
    ) { progress?.show(pages: $0) }
  }

  /// What a Linux guest says of itself; nil for another one.
  private func kernelDescription(_ image: MemoryImage) throws -> [UInt8]? {
    var search = try KernelSearch(image.memory, at: image.checkpoint)
    while try !search.step() {}
    guard case .success(let kernel)? = search.result else { return nil }
    return kernel.info.text
  }

  /// What a reader of the image has to know, on standard error.
  private func report(_ outcome: MemoryImage.Outcome, of image: MemoryImage) {
    var lines = [
      "\(NumberText.counted(outcome.pages, "page")) as of checkpoint \(image.checkpoint), in "
        + NumberText.counted(UInt64(image.ranges.count), "range")
    ]
    if !image.memory.index.isMemorySound(at: image.checkpoint) {
      lines.append(
        "warning: the checkpoint is not complete, or page deltas up to it do not decode: this is what was sent of it")
    }
    if outcome.filledPages > 0 {
      lines.append(
        "\(NumberText.counted(outcome.filledPages, "page")) that were not there are written as zeros, so that "
          + "\(NumberText.grouped(UInt64(outcome.ranges))) segments are enough")
    }
    if outcome.missingPages > 0 {
      lines.append(
        "warning: \(NumberText.counted(outcome.missingPages, "page")) that were not there are holes, which read as zeros; "
          + "lime and elf tell them apart")
    }
    if let warning = doubtfulPagesWarning(outcome.doubtfulPages) { lines.append(warning) }
    for line in lines { FileWriter.standardError.say("savescope: \(line)\n") }
  }
}

extension MemoryImage.Format: ExpressibleByArgument {}
