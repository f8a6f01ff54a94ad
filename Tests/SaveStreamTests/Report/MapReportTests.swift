import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct MapReportTests {
  /// Pages that lie far apart; one is sent twice, one is broken.
  private func map() throws -> MemoryMap {
    var stream = MadeUpStream(p2mSize: 0x10_0000)
    stream.send([(1, 0), (2, 1), (0x900, 2), (0x901, 3), (0xf_0000, 4)])
    stream.endCheckpoint()
    stream.send([(2, 5)])
    stream.announce([0x901], type: .broken)
    stream.endCheckpoint()
    let (capture, index) = try stream.read()
    return MemoryMap(try GuestMemory(capture: capture, index: index))
  }

  private func text(_ format: ReportFormat, shift: Int, checkpoint: Int = 1) throws -> String {
    let map = try map()
    return try CollectedReport.text { output in
      var report = MapReport(format, to: output)
      report.begin(checkpoint: checkpoint, pfnsPerCell: 1 << UInt64(shift))
      try map.forEachRow(shift: shift, at: checkpoint) { try report.write(UsedRow($0)) }
      try report.end()
    }
  }

  @Test func onlyCellsThatWereSentHaveARow() throws {
    let rows = try JSONValue.lines(text(.jsonl, shift: 0))
    #expect(rows.map { $0["pfn"]?.integer } == [1, 2, 0x900, 0x901, 0xf_0000])
    #expect(rows.map { $0["sends"]?.integer } == [1, 2, 1, 1, 1])
    #expect(rows.map { $0["lastCheckpoint"]?.integer } == [0, 1, 0, 0, 0])
    #expect(rows.map { $0["sent"]?.integer } == [0, 1, 0, 0, 0])
    #expect(rows[3]["types"]?["BROKEN"]?.integer == 1 && rows[3]["pages"]?.integer == 0)
    #expect(rows[1]["encodings"]?["raw"]?.integer == 1 && rows[1]["bytes"]?.integer == 4096)
  }

  @Test func jsonHasTheKeysOfTheDocumentation() throws {
    let document = try JSONValue(parsing: text(.json, shift: 4).utf8)
    #expect(document.keys == ["schema", "checkpoint", "pfnsPerCell", "rows"])
    #expect(document["pfnsPerCell"]?.integer == 16)
    let row = try #require(document["rows"]?[0])
    #expect(
      row.keys == [
        "pfn", "pfns", "pages", "types", "sends", "mostSends", "lastCheckpoint", "sent", "encodings", "bytes",
        "use", "owner",
      ])
    #expect(row["use"] == .null && row["owner"]?.elements.isEmpty == true)
    #expect(row["pfns"]?.integer == 16 && row["pages"]?.integer == 2)
  }

  @Test func everySizeOfCellCountsTheSame() throws {
    for shift in [0, 1, 4, 8, 11, 12, 20, 30] {
      let rows = try JSONValue.lines(text(.jsonl, shift: shift))
      #expect(rows.reduce(0) { $0 + ($1["pages"]?.integer ?? 0) } == 4, "cells of 2^\(shift)")
      #expect(rows.reduce(0) { $0 + ($1["sends"]?.integer ?? 0) } == 6, "cells of 2^\(shift)")
      let starts = rows.compactMap { $0["pfn"]?.integer }
      #expect(starts == Array(Set(starts)).sorted())
    }
  }

  @Test func textAndCommaSeparatedValues() throws {
    #expect(
      try text(.text, shift: 12) == """
                            pfns  pages   sends    most  last    sent     bytes  types
                       0x0-0xfff      3       5       2     1       1      4096  NOTAB 3, BROKEN 1
                 0xf0000-0xf0fff      1       1       1     0       0         0  NOTAB 1

        """)
    let lines = try text(.csv, shift: 0).split(separator: "\r\n")
    #expect(lines.count == 6)
    #expect(lines[0] == MapReport.columns.joined(separator: ",")[...])
    #expect(
      lines.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == MapReport.columns.count })
  }

  @Test func aFilterChoosesRows() throws {
    let filter = try Filter<MapRow>("sends > 1 or pfn > 0x1000")
    var passing: [UInt64] = []
    try map().forEachRow(shift: 0, at: 1) { if filter.matches($0) { passing.append($0.pfns.lowerBound) } }
    #expect(passing == [2, 0xf_0000])
  }

  @Test func aFieldOfSeveralValuesPassesWhereOneOfThemDoes() throws {
    var rows: [MapRow] = []
    try map().forEachRow(shift: 0, at: 1) { rows.append($0) }
    let row = try #require(rows.first)
    let used = UsedRow(row, uses: [.free, .slab], owners: [88, 120])
    let nobodys = UsedRow(row, uses: [.kernel])
    let passes = { (expression: String, row: UsedRow<MapRow>) in try Filter<UsedRow<MapRow>>(expression).matches(row) }
    for expression in ["use = slab", "owner = 88", "owner in 100..130", "owner != 7 and pfn = 1", "use != kernel"] {
      #expect(try passes(expression, used), "\(expression)")
    }
    for expression in ["use = cache", "owner = 7", "owner != 88", "use != slab", "pfn = 2 or owner = 1"] {
      #expect(try !passes(expression, used), "\(expression)")
    }
    #expect(try !passes("owner != 88", nobodys) && passes("not owner = 88", nobodys))
  }

  @Test func aRowTellsTheUsesAndOwnersOfItsFrames() throws {
    var rows: [MapRow] = []
    try map().forEachRow(shift: 0, at: 1) { rows.append($0) }
    let used = UsedRow(try #require(rows.first), uses: [.cachePrivate, .kernel], owners: [1, 88])
    let write = { (format: ReportFormat) in
      try CollectedReport.text { output in
        var report = MapReport(format, to: output)
        try report.write(used)
      }
    }
    let json = try JSONValue(parsing: write(.jsonl).utf8)
    #expect(json["use"]?.text == "cache-private kernel")
    #expect(json["owner"]?.elements.compactMap(\.integer) == [1, 88])
    #expect(try write(.csv).hasSuffix(",cache-private kernel,1 88\r\n"))
  }
}
