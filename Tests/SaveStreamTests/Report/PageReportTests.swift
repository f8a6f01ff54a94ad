import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct PageReportTests {
  private let delta = PageRow(
    checkpoint: 1, iteration: 0, batch: 2, index: 3, pfn: 0x1a2b, type: .ordinary, encoding: .delta, offset: 0x4000,
    length: 21, delta: DeltaCounts(runs: 2, skips: 9, literalWords: 3))
  private let unmapped = PageRow(
    checkpoint: 0, iteration: 1, batch: 0, index: 0, pfn: 0, type: .unmapped, encoding: .none, offset: nil,
    length: nil, delta: nil)

  private func text(_ format: ReportFormat) throws -> String {
    try CollectedReport.text { output in
      var report = PageReport(format, to: output)
      report.begin()
      try report.write(delta)
      try report.write(unmapped)
      try report.end()
    }
  }

  @Test func jsonIsOneDocumentOfRowsWithTheColumnsAsKeys() throws {
    let document = try JSONValue(parsing: try text(.json).utf8)
    #expect(document.keys == ["schema", "rows"])
    #expect(document["schema"]?.integer == 1)
    #expect(document["rows"]?.elements.map(\.keys) == [PageReport.columns, PageReport.columns])
    #expect(document["rows"]?[0]?["pfn"]?.integer == 0x1a2b)
    #expect(document["rows"]?[0]?["changedWords"]?.integer == 3)
    #expect(document["rows"]?[1]?["type"]?.text == "XTAB")
    #expect(document["rows"]?[1]?["offset"] == .null)
    #expect(document["rows"]?[1]?["runs"] == .null)
  }

  @Test func jsonlIsARowALine() throws {
    let rows = try JSONValue.lines(try text(.jsonl))
    #expect(rows.map(\.keys) == [PageReport.columns, PageReport.columns])
  }

  @Test func jsonWithoutRowsIsValid() throws {
    let text = try CollectedReport.text { output in
      var report = PageReport(.json, to: output)
      report.begin()
      try report.end()
    }
    #expect(try JSONValue(parsing: text.utf8)["rows"]?.elements == [])
  }

  @Test func csvHasAHeaderAndEmptyCells() throws {
    #expect(
      try text(.csv) == PageReport.columns.joined(separator: ",") + "\r\n"
        + "1,0,2,3,6699,NOTAB,delta,16384,21,2,9,3,195.0476\r\n0,1,0,0,0,XTAB,none,,,,,,\r\n")
  }

  @Test func textColumnsStandBelowTheirHeadings() throws {
    let lines = try text(.text).split(separator: "\n").map(String.init)
    #expect(
      lines == [
        " ckpt iter   batch entry         PFN type      encoding         offset  bytes runs skips   words   ratio",
        "    1    0       2     3      0x1a2b NOTAB     delta            0x4000     21    2     9       3   195.0",
        "    0    1       0     0         0x0 XTAB      none",
      ])
  }

  @Test func numbersTooWideForTheirColumnStayWhole() throws {
    let wide = PageRow(
      checkpoint: 1_234_567, iteration: 0, batch: 0, index: 0, pfn: .max, type: PageType(rawValue: 12), encoding: .raw,
      offset: .max, length: 4096, delta: nil)
    let text = try CollectedReport.text { output in
      var report = PageReport(.text, to: output)
      try report.write(wide)
    }
    #expect(
      text.split(separator: " ") == [
        "1234567", "0", "0", "0", "0xffffffffffffffff", "L4TAB|PIN", "raw", "0xffffffffffffffff", "4096",
        "1.0\n",
      ])
  }

  @Test func everyTypeAndEncodingIsWrittenByItsName() throws {
    let rows = PageType.all.flatMap { type in PageEncoding.allCases.map { (type, $0) } }
    let text = try CollectedReport.text { output in
      var report = PageReport(.csv, to: output)
      for (type, encoding) in rows {
        try report.write(
          PageRow(
            checkpoint: 0, iteration: 0, batch: 0, index: 0, pfn: 0, type: type, encoding: encoding, offset: nil,
            length: nil, delta: nil))
      }
    }
    let words = text.split(whereSeparator: \.isNewline).map { $0.split(separator: ",")[5...].map(String.init) }
    #expect(words == rows.map { [$0.0.name, $0.1.rawValue] })
  }

  @Test func coloursEmphasizeTheHeadAndWhatIsMissing() throws {
    let missing = PageRow(
      checkpoint: 0, iteration: 0, batch: 0, index: 0, pfn: 1, type: .ordinary, encoding: .missing, offset: 4096,
      length: 7, delta: nil)
    let text = { (style: TextStyle) in
      try CollectedReport.text { output in
        var report = PageReport(.text, style: style, to: output)
        report.begin()
        try report.write(missing)
      }
    }
    let colored = try text(TextStyle(hasColors: true))
    #expect(colored.hasPrefix("\u{1b}[2m ckpt"))
    #expect(colored.contains("\u{1b}[31mmissing\u{1b}[0m"))
    let plain = ["\u{1b}[2m", "\u{1b}[31m", "\u{1b}[0m"].reduce(colored) { $0.replacing($1, with: "") }
    #expect(try plain == text(.plain))
  }

  @Test(arguments: [
    (0, "0.0000", "0.0"), (1_000_000, "1.0000", "1.0"), (999_950, "1.0000", "1.0"), (999_949, "0.9999", "0.9999"),
    (12_050_000, "12.0500", "12.05"), (4_096_000_000, "4096.0000", "4096.0"),
  ])
  func millionthsAreRounded(_ millionths: UInt64, fixed: String, short: String) throws {
    #expect(try CollectedReport.text { $0.write(millionths: millionths, places: 4) } == fixed)
    #expect(try CollectedReport.text { $0.write(millionths: millionths, places: 4, dropsZeros: true) } == short)
  }

  @Test func rowsAreWrittenAsTheWritersOfJSONAndCSVWouldWriteThem() throws {
    let columns = PageRow.columns.filter { $0.name != PageColumn.pinned.name }
    for row in [delta, unmapped] {
      let json = try CollectedReport.text { output in
        var json = JSONWriter(output)
        json.object(columns, of: row)
        json.endLine()
      }
      let csv = try CollectedReport.text { output in
        var csv = CSVWriter(output)
        csv.fields(columns, of: row)
        csv.endLine()
      }
      #expect(try text(.jsonl).contains(json))
      #expect(try text(.csv).contains(csv))
    }
  }
}
