/// What a search has found: a row for each match, written as they come.
package struct SearchReport {
  /// Where it was looked.
  package enum Scope: Sendable {
    /// Among the bytes of the capture.
    case capture
    /// In guest memory as of one checkpoint.
    case checkpoint
    /// In guest memory as of all of them.
    case history
  }

  /// The columns of the `csv` form, which are the keys of the others.
  package static func columns(_ scope: Scope) -> [String] {
    let place = ["checkpoint", "pfn", "pageOffset", "virtualAddress"]
    return (scope == .capture ? ["offset"] : place) + ["length", "bytes", "match", "before", "after"]
  }

  private let scope: Scope
  private let style: TextStyle
  private var frame: RowFrame

  /// - Parameter style: of the text form.
  package init(_ format: ReportFormat, _ scope: Scope, style: TextStyle = .plain, to output: ReportOutput) {
    self.scope = scope
    self.style = style
    frame = RowFrame(format, to: output)
  }

  package mutating func begin() { frame.begin(columns: Self.columns(scope)) }

  /// Writes a row.
  /// - Parameter address: the guest's own address of the first byte, where it is known.
  package mutating func write(_ found: FoundBytes, address: UInt64? = nil) throws(OutputError) {
    let form = Form(scope: scope, style: style)
    try frame.write(
      text: { $0.write(text: form.line(of: found, address) + "\n") }, json: { form.write(found, address, to: &$0) },
      csv: { form.write(found, address, to: &$0) })
  }

  package mutating func end() throws(OutputError) { try frame.end() }

  /// Writes nothing but how many there are.
  package func write(count: UInt64) throws(OutputError) {
    let output = frame.output
    var json = JSONWriter(output)
    switch frame.format {
    case .text: output.write(text: "\(count)\n")
    case .csv: output.write(text: "count\r\n\(count)\r\n")
    case .json, .jsonl:
      json.beginObject()
      if frame.format == .json { json.field("schema", 1) }
      json.field("count", count)
      json.endObject()
      json.endLine()
    }
    try output.check()
  }

  /// How a row looks in each form.
  fileprivate struct Form {
    let scope: Scope
    let style: TextStyle
  }
}

extension SearchReport.Form {
  /// `0x1a2b  …text around it…`, in guest memory `0x12+0xa0`: page and byte. What is around the match steps back.
  func line(of found: FoundBytes, _ address: UInt64?) -> String {
    var place = NumberText.hex(found.place)
    if scope != .capture {
      place = "\(NumberText.hex(found.pfn))+\(NumberText.hex(UInt64(found.pageOffset)))"
      if scope == .history, let checkpoint = found.checkpoint { place = "checkpoint \(checkpoint)  \(place)" }
      if let address { place += "  \(NumberText.hex(address))" }
    }
    let (before, match, after) = (found.before, found.match, found.after)
    return "\(place)  \(style.faint(Self.characters(before)))\(style.heading(Self.characters(match)))"
      + style.faint(Self.characters(after))
  }

  /// Bytes as beside a hex dump: what is no ASCII character is a dot.
  private static func characters(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.map { EscapedText.character(of: $0) }, as: UTF8.self)
  }

  func write(_ found: FoundBytes, _ address: UInt64?, to json: inout JSONWriter) {
    json.beginObject()
    if scope == .capture {
      json.field("offset", found.place)
    } else {
      json.field("checkpoint", found.checkpoint)
      json.field("pfn", found.pfn)
      json.field("pageOffset", found.pageOffset)
      json.field("virtualAddress", address.map { NumberText.hex($0) })
    }
    json.field("length", found.match.count)
    json.field("bytes", FieldText.hex(found.match))
    json.key("match")
    json.value(CaptureText(found.match))
    json.key("before")
    json.value(CaptureText(found.before))
    json.key("after")
    json.value(CaptureText(found.after))
    json.endObject()
  }

  func write(_ found: FoundBytes, _ address: UInt64?, to csv: inout CSVWriter) {
    if scope == .capture {
      csv.field(found.place)
    } else {
      csv.field(found.checkpoint)
      csv.field(found.pfn)
      csv.field(found.pageOffset)
      csv.field(address.map { NumberText.hex($0) })
    }
    csv.field(found.match.count)
    csv.field(FieldText.hex(found.match))
    for bytes in [found.match, found.before, found.after] { csv.field(CaptureText(bytes).escaped()) }
  }
}
