@_spi(Measuring) import SaveStream

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
  /// What the file that is suggested is called behind the capture's name and the checkpoint's, without its ending.
  /// Never made of text of the capture.
  let name: String
  /// The checkpoint that it is about, where it is about one.
  var checkpoint: Int?
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

/// A file to be written: the output of a command of savescope.
@_spi(Measuring) public struct ExportRequest: Sendable, Equatable {
  /// The command line, without the program's name.
  public let arguments: [String]
  /// The file, as it was typed.
  public let file: String
  /// Whether a file of that name is to be replaced.
  public let replaces: Bool
}

/// How far an export is.
@_spi(Measuring) public struct ExportProgress: Sendable, Equatable {
  /// The part that is done, 0…1; nil where that cannot be told.
  public let part: Double?
  /// Bytes that have been written.
  public let byteCount: UInt64

  public init(part: Double?, byteCount: UInt64) {
    self.part = part
    self.byteCount = byteCount
  }
}

/// An export that is under way.
struct ExportState: Sendable, Equatable {
  let file: String
  /// nil until it takes long enough to be told.
  var progress: ExportProgress?
}

extension ReportFormat {
  /// The ending of a file in this form.
  var ending: String { self == .text ? "txt" : rawValue }

  /// The form that a file's ending tells; text for any other ending and for none.
  init(endingOf file: String) {
    let name = file.split(separator: "/").last ?? ""
    let ending = name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() }
    self = Self.allCases.first { $0.ending == ending } ?? .text
  }
}
