import SaveStream

/// A file to be written: the output of a command of savescope.
public struct ExportRequest: Sendable, Equatable {
  /// The command line, without the program's name.
  public let arguments: [String]
  /// The file, as it was typed.
  public let file: String
  /// Whether a file of that name is to be replaced.
  public let replaces: Bool

  /// What a file's name typed so far can become: its ending.
  static func choices(for typed: String) -> LineChoices {
    let note = "An ending says the form: .txt .json .jsonl or .csv"
    guard let dot = typed.lastIndex(of: "."), !typed[dot...].contains("/"), !typed.isEmpty else {
      return LineChoices(arguments: typed.isEmpty || typed.hasSuffix("/") ? [] : endings(behind: typed), note: note)
    }
    let begun = typed[typed.index(after: dot)...]
    let endings = endings(behind: String(typed[..<dot])).filter { $0.hasPrefix(typed) && $0 != typed }
    return LineChoices(arguments: begun.isEmpty || !endings.isEmpty ? endings : [], note: note)
  }

  private static func endings(behind name: String) -> [String] {
    ReportFormat.allCases.map { "\(name).\($0.ending)" }
  }
}

/// How far an export is.
public struct ExportProgress: Sendable, Equatable {
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
