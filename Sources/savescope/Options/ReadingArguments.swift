import ArgumentParser
@_spi(Measuring) import SaveStream

/// How a capture is read.
struct ReadingArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The word size of the toolstack that wrote the stream, where detection is wrong.", valueName: "32|64"))
  var toolstack: ToolstackBits?

  @Option(help: ArgumentHelp("The kind of guest, where detection is wrong.", valueName: "pv|hvm"))
  var guest: GuestKind?

  @Option(
    help: ArgumentHelp(
      "The file offset at which the stream begins, where it stands behind other bytes.", valueName: "offset"))
  var streamAt: NumberArgument?

  @Flag(
    inversion: .prefixedNo,
    help: ArgumentHelp(
      "Read on behind damage: search for the place where the stream goes on, and guess words with one wrong bit. "
        + "Without either of these, what shows pages and bytes does so where it finds damage, and what judges a stream "
        + "reads it as a receiver would."))
  var salvage: Bool?

  @Option(
    help: ArgumentHelp(
      "The folder for the temporary file that pipes and compressed captures are spooled to (default: $TMPDIR, else "
        + "/var/tmp).",
      valueName: "dir"),
    completion: .directory)
  var spool: String?

  @Option(
    help: ArgumentHelp(
      "The bytes that this file may come to, as in 500M or 20G (default: nine tenths of the room in its folder).",
      valueName: "size"))
  var spoolLimit: SizeArgument?

  var openOptions: OpenOptions { OpenOptions(spoolFolder: spool, spoolLimit: spoolLimit?.bytes) }

  var readingOptions: ReadingOptions {
    ReadingOptions(
      toolstackBits: toolstack?.rawValue, guest: guest, start: streamAt?.value ?? 0,
      salvages: salvage ?? false)
  }

  /// Those that decide how the bytes are understood, as words of a command line.
  var words: [String] {
    (toolstack.map { ["--toolstack", "\($0.rawValue)"] } ?? []) + (guest.map { ["--guest", $0.rawValue] } ?? [])
      + (streamAt.map { ["--stream-at", "\($0.value)"] } ?? []) + salvageWords
  }

  private var salvageWords: [String] { salvage.map { [$0 ? "--salvage" : "--no-salvage"] } ?? [] }

  /// Whether what is behind damage is looked for where nobody said anything of it.
  var readsBehindDamage: Bool { salvage == nil }

  /// Opens a capture; nothing is written over it from then on.
  func open(_ file: String) throws(CaptureError) -> Capture {
    ReadFiles.note(file)
    return try Capture.open(file, options: openOptions)
  }
}

/// A toolstack's word size, as an argument.
enum ToolstackBits: Int, ExpressibleByArgument, CaseIterable {
  case narrow = 32
  case wide = 64
}

extension GuestKind: ExpressibleByArgument {}
