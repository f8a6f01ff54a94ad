import ArgumentParser
@_spi(Measuring) import SaveStream
import Study

/// `savescope export FILE... --to sqlite -o DB`.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes captures into a database for study: their checkpoints, batches, pages, sends and findings.",
    discussion: """
      The database has the tables captures, checkpoints, batches, pages (a row for each PFN), sends (a row for each time \
      that a page was sent) and findings (those of savescope verify), and views for the usual questions; docs/study.md \
      has them. Rows of all tables have the number of their capture.
      """)

  /// What the rows go into.
  enum Form: String, ExpressibleByArgument, CaseIterable {
    case sqlite
  }

  @OptionGroup var captures: CaptureListOptions

  @Option(name: .customLong("to"), help: ArgumentHelp("The form of the database.", valueName: "form"))
  var form: Form = .sqlite

  @Option(name: .shortAndLong, help: "The database to write.", completion: .file())
  var output: String

  @Flag(help: "Add to the database when there is one.")
  var append = false

  @Flag(help: "Replace the file when there is one.")
  var force = false

  @Flag(help: "Also a row in sends for each entry that carries no content.")
  var entries = false

  @OptionGroup(title: "Output") var shown: OutputOptions

  func validate() throws {
    if append, force { throw ValidationError("--append adds to a file and --force replaces it: give one of them") }
    if output == "-" { throw ValidationError("a database cannot be written to standard output; give a file with -o") }
  }

  func run() throws {
    // Before the first is read, as none of them may be written over.
    for file in captures.files { ReadFiles.note(file) }
    let target = try DatabaseTarget(path: output, appends: append, force: force)
    var written = (captures: 0, sends: UInt64(0))
    var end: (any Error)?
    do {
      try captures.forEach(with: shown) { indexed in
        let added = try add(indexed, to: target.database)
        written = (written.captures + 1, written.sends + added.sends)
        if let failure = added.failure { throw failure }
      }
    } catch let error as OutputError {
      throw error
    } catch {
      // What could be read is worth having.
      end = error
    }
    guard written.captures > 0 else { throw end ?? ProgramFailure("nothing was written") }
    try target.finish()
    if !shown.quiet {
      FileWriter.standardError.say(
        "savescope: \(NumberText.counted(written.captures, "capture")) with "
          + "\(NumberText.counted(written.sends, "send")) to \(displayed(output))\n")
    }
    if let end { throw end }
  }

  private func add(_ indexed: IndexedCapture, to database: StudyDatabase) throws -> StudyDatabase.Added {
    let verified = try indexed.verified(progress: shown.showsProgress, ReportWatch())
    let (origin, failure) = verified.origin()
    let study = StudyCapture(capture: verified.capture, index: verified.index, origin: origin)
    var added = try write(study, to: database)
    added.failure = verified.failure ?? failure ?? added.failure
    return added
  }

  private func write(_ study: StudyCapture, to database: StudyDatabase) throws(OutputError) -> StudyDatabase.Added {
    guard shown.showsProgress else { return try database.add(study, contentOnly: !entries) { _ in } }
    let position = ReachedOffset()
    let size = study.index.size
    return try ProgressLine("exporting", done: { position.value }, size: { size }).show { () throws(OutputError) in
      try database.add(study, contentOnly: !entries) { position.value = UInt64(Double(size) * $0) }
    }
  }
}
