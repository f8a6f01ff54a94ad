@_spi(Measuring) import SaveStream

/// Writing what a view shows to a file.
extension Inspector {
  private var exportContent: ExportContent? { view(current)?.export(scene) }

  /// Opens the command line with a file to export to.
  mutating func openExport() {
    guard let file = suggestedByteFile ?? exportContent.map({ suggested($0.file, checkpoint: $0.checkpoint) }) else {
      message = Message(Self.nothingToExport)
      return
    }
    prompt.open(.command, with: "export \(file)")
    showExport()
  }

  /// While a line that exports is typed: says which command line of savescope does the same.
  mutating func showExport() {
    guard let typed = prompt.line, typed.kind == .command else { return }
    let line = LineCall(typed.editor.string)
    guard ["export", "export!"].contains(line.name), !line.argument.isEmpty else { return }
    if let form = byteForm(of: line.argument) {
      message = Message(words(of: form))
      return
    }
    guard let content = exportContent else { return }
    let arguments = content.arguments(captureWords, ReportFormat(endingOf: line.argument))
    message = Message(
      shellWords: (["savescope"] + arguments).map { ShellWords.quoted($0, unicode: glyphs.isUnicode) })
  }

  /// A name for a file: the capture's own, the checkpoint, and what is in it.
  func suggested(_ file: String, checkpoint: Int?) -> String {
    let checkpoint = checkpoint.map { "-ckpt\($0)" } ?? ""
    return "\(captureStem)\(checkpoint)-\(file)"
  }

  /// The name of the capture's file without its ending, in characters that are safe anywhere.
  private var captureStem: String {
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    let stem = name.dropFirst().firstIndex(of: ".").map { name[..<$0] } ?? name[...]
    let isSafe = { (scalar: Unicode.Scalar) in
      let isLetter = scalar.isASCII && scalar.properties.isAlphabetic
      return isLetter || ("0"..."9").contains(scalar) || "._-".unicodeScalars.contains(scalar)
    }
    var safe = String.UnicodeScalarView()
    for scalar in stem.unicodeScalars.prefix(Self.longestStem) { safe.append(isSafe(scalar) ? scalar : "_") }
    let text = String(safe)
    return text.isEmpty || text.hasPrefix("-") ? "capture" : text
  }

  private static let longestStem = 40

  private var captureWords: CaptureWords { CaptureWords(path: path, options: readingOptions) }

  /// Exports to a file; the refusal in words when that cannot be.
  mutating func enterExport(_ file: String, replaces: Bool, _ effects: inout [Effect]) -> String? {
    guard file != "-" else { return "The terminal has standard output; export takes the name of a file" }
    if let form = byteForm(of: file), !file.isEmpty {
      return enterExport(file, as: form, replaces: replaces, &effects)
    }
    guard let content = exportContent else { return Self.nothingToExport }
    guard !file.isEmpty else {
      let file = suggested(content.file, checkpoint: content.checkpoint)
      return "export takes the name of a file, as in export \(file); .txt .json .jsonl .csv say the form"
    }
    if let exporting {
      let way = keys.keyName(of: .stop, in: current).map { "; \($0) stops that" } ?? ""
      return "\(shown(exporting.file)) is still being written\(way)"
    }
    exporting = ExportState(file: file)
    let arguments = content.arguments(captureWords, ReportFormat(endingOf: file))
    effects.append(.export(ExportRequest(arguments: arguments, file: file, replaces: replaces)))
    return nil
  }

  /// Takes news of the export; nil when it has ended.
  mutating func take(_ progress: ExportProgress?) {
    if let progress { exporting?.progress = progress } else { exporting = nil }
  }

  /// What the status line says of the export once it takes long.
  var exportWords: String? {
    guard let progress = exporting?.progress else { return nil }
    let done = progress.part.map { "\(Int(max(0, min($0, 1)) * 100)) %" }
    return "writing \(done ?? NumberText.size(progress.byteCount, settings.units))"
  }

  private static let nothingToExport = "There is nothing to export in this view"
}
