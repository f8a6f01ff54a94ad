import ArgumentParser
@_spi(Measuring) import SaveStream

/// `savescope redact FILE -o OUT`.
struct RedactCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redact",
    abstract: "Writes the capture without the guest's content, to go with a bug report.",
    discussion: """
      Every byte stays at its offset. Words of pages, registers, device state, names, addresses and what configurations say \
      are replaced, by a key that is made for the run and kept nowhere; structure, sizes, PFNs, page types, the markers of \
      deltas, frame numbers in page tables and zeros stay. So the copy has the same rows and findings. docs/redact.md says \
      what can still be told from it. A compressed capture is written unpacked.
      """)

  @OptionGroup var capture: CaptureOptions

  @OptionGroup var destination: OutputFileOptions

  @OptionGroup(title: "Output") var shown: OutputOptions

  func run() throws {
    try refuseTerminal(for: destination.output)
    let indexed = try capture.index(with: shown)
    try indexed.requireStream()
    try indexed.requireEnd()
    let file = try destination.file()
    var redactor = try Redactor(indexed.capture, indexed.index)
    try write(&redactor, of: indexed.index, to: file)
    try file.finish()
    guard !shown.quiet else { return }
    FileWriter.standardError.say(
      "savescope: \(NumberText.size(indexed.index.size)) written; sizes, PFNs, page types, and which words are zero stay: "
        + "docs/redact.md says what that may tell\n")
  }

  private func write(_ redactor: inout Redactor, of index: IndexSnapshot, to file: OutputFile) throws {
    var sink = file.output
    guard shown.showsProgress else { return try redactor.write(to: &sink) { _ in } }
    let progress = WritingProgress(byteCount: index.size)
    defer { progress.end() }
    try redactor.write(to: &sink) { progress.show(bytes: $0) }
  }
}
