import SaveStream

/// What a view has to export, as the command of savescope that writes the same.
struct ExportContent: Sendable, Equatable {
  /// The subcommand.
  let command: String
  /// Its options, apart from the form.
  var options: [String] = []
  /// Options that only the text form has a use for.
  var textOptions: [String] = []
  /// The path of the capture that it is compared with.
  var other: String?
  /// The file name that is suggested, without its ending. Never made of text of the capture.
  let name: String
  /// The form that is suggested.
  let format: ReportFormat

  /// The suggested file.
  var file: String { "\(name).\(format.ending)" }

  /// The words behind `savescope`.
  /// - Parameter capture: the capture's path, and the options that it was opened with.
  func arguments(_ capture: CaptureWords, _ format: ReportFormat) -> [String] {
    let form = format == .text ? textOptions : ["--format", format.rawValue]
    let files = ([capture.path] + (other.map { [$0] } ?? [])).map(Self.argument)
    return [command] + files + capture.options + options + form
  }

  /// A path as an argument: one that looks like an option gets its folder in front.
  private static func argument(_ path: String) -> String { path.hasPrefix("-") && path != "-" ? "./" + path : path }
}

/// How a capture is named on the command line.
struct CaptureWords: Sendable, Equatable {
  let path: String
  /// The options that say how it is read.
  let options: [String]
}
