import SaveStream

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
