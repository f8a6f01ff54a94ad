/// Writes findings as one run of SARIF 2.1.0 (OASIS), which code-scanning tools read: the rules that were broken, and a
/// result for each finding, at its bytes.
struct SarifReport {
  private let uri: String
  private let size: UInt64
  private let version: String
  private let tree: ChunkTree
  private var json: JSONWriter

  /// - Parameters:
  ///   - path: the capture as the user named it.
  ///   - version: that of the program.
  init(path: String, version: String, tree: ChunkTree, to output: ReportOutput) {
    uri = Self.uri(of: path)
    size = tree.reader.index.size
    self.version = version
    self.tree = tree
    json = JSONWriter(output)
  }

  mutating func write(_ findings: [Finding]) throws(OutputError) {
    json.beginObject()
    json.field("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
    json.field("version", "2.1.0")
    json.beginArray("runs")
    json.beginObject()
    let rules = findings.grouped().map(\.rule)
    writeTool(rules)
    writeArtifact()
    let places = Dictionary(uniqueKeysWithValues: rules.enumerated().map { ($0.element, $0.offset) })
    json.beginArray("results")
    for finding in findings {
      json.breakLine()
      write(finding, rule: places[finding.rule])
      try json.output.check()
    }
    json.endArray()
    json.endObject()
    json.endArray()
    json.endObject()
    json.endLine()
    try json.output.check()
  }

  // MARK: Tool

  private mutating func writeTool(_ rules: [FindingRule]) {
    json.beginObject("tool")
    json.beginObject("driver")
    json.field("name", "savescope")
    json.field("version", version)
    json.beginArray("rules")
    for rule in rules {
      json.breakLine()
      write(rule)
    }
    json.endArray()
    json.endObject()
    json.endObject()
  }

  private mutating func write(_ rule: FindingRule) {
    let manual = rule.manual
    json.beginObject()
    json.field("id", rule.rawValue)
    text("shortDescription", manual.meaning)
    text("fullDescription", [manual.meaning, Self.sentence("receivers", manual.receivers)].joined())
    text("help", Self.help(for: rule))
    json.beginObject("defaultConfiguration")
    json.field("level", rule.row.severity.rawValue)
    json.endObject()
    json.endObject()
  }

  private static func help(for rule: FindingRule) -> String {
    let manual = rule.manual
    let logs = manual.logs.map { "\"\($0.text)\"" }.joined(separator: ", ")
    let remedy = [manual.remedy.words, manual.remedy.command?.form ?? ""].filter { !$0.isEmpty }
    return "docs/findings.md#\(rule.rawValue)" + sentence("what to do", remedy.joined(separator: ": "))
      + sentence("logged as", logs) + sentence("source", manual.source)
  }

  private static func sentence(_ head: String, _ words: String) -> String {
    words.isEmpty ? "" : "; \(head): \(words)"
  }

  private mutating func text(_ key: StaticString, _ text: String) {
    json.beginObject(key)
    json.field("text", text)
    json.endObject()
  }

  // MARK: Results

  private mutating func writeArtifact() {
    json.beginArray("artifacts")
    json.beginObject()
    writeLocation("location")
    json.field("length", size)
    json.endObject()
    json.endArray()
  }

  private mutating func write(_ finding: Finding, rule: Int?) {
    json.beginObject()
    json.field("ruleId", finding.rule.rawValue)
    json.field("ruleIndex", rule)
    json.field("level", finding.severity.rawValue)
    text("message", FindingText.message(for: finding))
    json.beginArray("locations")
    json.beginObject()
    json.beginObject("physicalLocation")
    writeLocation("artifactLocation")
    json.beginObject("region")
    json.field("byteOffset", finding.offset)
    json.field("byteLength", length(at: finding.offset))
    json.endObject()
    json.endObject()
    json.endObject()
    json.endArray()
    json.beginObject("properties")
    json.field("checkpoint", finding.checkpoint)
    json.endObject()
    json.endObject()
  }

  private mutating func writeLocation(_ key: StaticString) {
    json.beginObject(key)
    json.field("uri", uri)
    json.endObject()
  }

  /// From an offset to the end of the field that holds it; 0 at the end of the capture.
  private func length(at offset: UInt64) -> UInt64 {
    guard offset < size else { return 0 }
    return tree.path(to: offset).last.map { $0.end - offset } ?? 1
  }

  // MARK: Location

  /// A path as a URI reference: `file:///…` where it is absolute, with all but unreserved characters as `%NN`.
  static func uri(of path: String) -> String {
    let encoded = FileNameText.bytes(of: path).map { byte in
      isUnreserved(byte)
        ? String(UnicodeScalar(byte)) : "%" + NumberText.hexDigits(byte, count: 2).uppercased()
    }.joined()
    return path.hasPrefix("/") ? "file://" + encoded : encoded
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-._~/".utf8.contains(byte)
    }
  }
}
