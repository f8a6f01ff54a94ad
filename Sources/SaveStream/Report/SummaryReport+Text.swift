extension SummaryReport {
  /// Findings shown in a summary; `verify` lists them all.
  static let shownFindings = 5

  func writeText(to output: ReportOutput, style: TextStyle) throws(OutputError) {
    writeHead(to: output, style: style)
    guard let stream = index.stream else { return try writeFindings(to: output, style: style) }
    output.write(text: label("Guest", style) + StreamText.guest(stream) + "\n")
    output.write(text: label("State", style) + StreamText.outcome(of: index) + "\n")
    if !stream.reasons.isEmpty {
      output.write(text: "\n" + style.heading("Why we think so") + "\n")
      for reason in stream.reasons { output.write(text: "  - \(EscapedText.string(reason))\n") }
    }
    if !index.checkpoints.isEmpty {
      output.write(text: "\n" + style.heading("Checkpoints") + "\n")
      try writeCheckpoints(to: output, style: style)
      writeTotals(to: output, style: style)
    }
    try writeFindings(to: output, style: style)
  }

  private func label(_ text: String, _ style: TextStyle) -> String {
    style.heading(text) + String(repeating: " ", count: max(1, 10 - text.count))
  }

  private func writeHead(to output: ReportOutput, style: TextStyle) {
    let packed = capture.compression == .none ? "" : ", unpacked from \(capture.compression.rawValue)"
    let path = capture.path == "-" ? "standard input" : EscapedText.string(capture.path)
    output.write(text: label("File", style) + "\(path), \(exactSize(index.size))\(packed)\n")
    output.write(text: label("Stream", style) + StreamText.kind(of: index) + "\n")
    for envelope in index.envelopes {
      let place = "\(exactSize(envelope.length)) at \(NumberText.hex(envelope.offset))"
      output.write(text: label("Envelope", style) + "\(StreamText.envelope(envelope.kind)), \(place)\n")
    }
    for part in index.trailing {
      let place = "\(exactSize(UInt64(part.range.count))) at \(NumberText.hex(part.range.lowerBound))"
      output.write(text: label("After", style) + "\(StreamText.trailing(part.kind)), \(place)\n")
    }
  }

  private func exactSize(_ bytes: UInt64) -> String {
    bytes < 1024 ? NumberText.count(bytes, "byte") : "\(NumberText.size(bytes)) (\(NumberText.grouped(bytes)) bytes)"
  }

  private func writeFindings(to output: ReportOutput, style: TextStyle) throws(OutputError) {
    let counts = Severity.allCases.reversed().compactMap { severity -> String? in
      let count = findingCount(severity)
      guard count > 0 else { return nil }
      return style.severity(severity, NumberText.count(UInt64(count), severity.rawValue))
    }
    output.write(
      text: "\n" + style.heading("Findings") + "  " + (counts.isEmpty ? "none" : counts.joined(separator: ", ")))
    output.write("\n")
    var shown = 0
    for severity in Severity.allCases.reversed() {
      for finding in index.findings where finding.severity == severity {
        guard shown < Self.shownFindings else {
          output.write("  … savescope verify lists them all\n")
          return try output.check()
        }
        output.write(text: "  \(FindingText.line(for: finding, style: style))\n")
        shown += 1
      }
    }
    try output.check()
  }
}
