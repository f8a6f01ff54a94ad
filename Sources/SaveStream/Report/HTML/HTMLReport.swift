/// A page about a capture that stands alone, to be attached to a bug: summary, charts, findings with their bytes, the
/// receivers' verdicts, and the structure. No script, and nothing from elsewhere.
///
/// Its size is bounded, whatever that of the capture: charts show groups of checkpoints, tables and the structure the
/// first and the last rows, findings are told by rule.
package struct HTMLReport {
  let capture: Capture
  /// With the findings of a second pass.
  let index: IndexSnapshot
  let origin: ImageOrigin?
  /// What receivers make of the stream.
  let receivers: [SharedOutcome]
  let tree: ChunkTree
  let shown: ShownContent
  /// Of the program.
  let version: String
  let html: HTMLWriter

  /// - Parameters:
  ///   - showsMemory: whether bytes of the guest's memory and state may be shown.
  ///   - version: that of the program.
  package init(
    capture: Capture, index: IndexSnapshot, origin: ImageOrigin?, receivers: [SharedOutcome], showsMemory: Bool,
    version: String, to output: ReportOutput
  ) {
    self.capture = capture
    self.index = index
    self.origin = origin
    self.receivers = receivers
    self.version = version
    tree = ChunkTree(capture: capture, index: index)
    shown = ShownContent(showsMemory: showsMemory)
    html = HTMLWriter(output: output)
  }

  /// The file's name without its folder, which is nobody's business but the sender's.
  var name: String {
    guard capture.path != "-" else { return EscapedText.path("-") }
    return EscapedText.of(String(capture.path.split(separator: "/").last ?? "capture"))
  }

  /// Writes the page.
  package func write() throws(OutputError) {
    writeHead()
    writeVerdict()
    writeSummary()
    try html.output.check()
    writeCharts()
    try html.output.check()
    writeCheckpoints()
    try writeFindings()
    writeReceivers()
    try writeStructure()
    writeFoot()
    try html.output.check()
  }

  private func writeHead() {
    html.markup("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>\n")
    html.markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
    // Whatever may be in the page, nothing is run and nothing is fetched.
    html.markup("<meta http-equiv=\"Content-Security-Policy\" ")
    html.markup("content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n")
    html.element("title", "\(name): a report of savescope")
    html.markup("\n<style>\n")
    html.markup(HTMLStyle.sheet)
    html.markup("\n</style></head>\n<body><main>\n")
    html.element("h1", name)
    html.element("p", ["class": "quiet"], StreamText.kind(of: index))
    html.markup("\n")
  }

  private func writeVerdict() {
    let counts = index.findingCounts
    let isSound = (counts[.error] ?? 0) + (counts[.warning] ?? 0) == 0 && index.stream != nil
    html.begin("div", ["class": isSound ? "verdict" : "verdict bad"])
    html.begin("p")
    html.element("strong", StreamText.missingStreamSentence(of: index) ?? Self.sentence(StreamText.verdict(on: index)))
    html.end("p")
    html.element("p", StreamText.soundness(of: index).joined(separator: " "))
    html.end("div")
    html.markup("\n")
  }

  static func sentence(_ words: String) -> String { words.prefix(1).uppercased() + words.dropFirst() + "." }

  private func writeReceivers() {
    guard !receivers.isEmpty else { return }
    html.beginSection("What receivers make of it")
    html.markup("<dl>")
    for shared in receivers {
      html.fact(shared.receivers, ReceiverText.outcome(shared.outcome, style: .plain))
    }
    html.markup("</dl></section>\n")
  }

  private func writeFoot() {
    html.markup("</main><footer>")
    html.text("Written by savescope \(version). ")
    html.text(
      shown.showsMemory
        ? "This page holds bytes of the guest's memory."
        : "This page holds nothing of the guest's memory: contents of pages, blobs and texts are left out.")
    html.markup("</footer></body></html>\n")
  }
}
