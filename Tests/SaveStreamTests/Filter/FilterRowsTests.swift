import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// The rows that are no page rows.
@Suite struct FilterRowsTests {
  @Test func sendsOfAPageAreFilteredByTheirColumns() throws {
    let indexed = try IndexedCapture(bytes: SmallRemusCapture.bytes)
    let memory = try GuestMemory(capture: indexed.capture, index: indexed.index)
    let history = try PageHistory(of: 7, at: 1, in: memory)
    func numbers(_ expression: String) throws -> [Int] { try history.rows(where: Filter(expression)).map(\.number) }
    #expect(try numbers("send = 1 and checkpoint = 1 and iteration = 0 and type = NOTAB") == [1])
    #expect(try numbers("encoding = delta and runs = 5 and changedWords = 512 and skips = 5") == [1])
    #expect(try numbers("length = 4096 and ratio = 1 and offset > 0") == [0])
    #expect(try numbers("not runs > 0") == [0])
  }

  @Test func findingsAreFilteredBySeverityRuleAndPlace() throws {
    let indexed = try IndexedCapture(path: Fixtures.sample("hvm-remus-cut.bin"))
    let findings = Array(indexed.index.findings)
    func count(_ expression: String) throws -> Int {
      let filter = try Filter<Finding>(expression)
      return findings.count { filter.matches($0) }
    }
    #expect(try count("severity >= note") == findings.count)
    #expect(try count("rule = cut-short") == findings.count { $0.rule == .cutShort })
    #expect(try count("rule = cut-short") > 0)
    #expect(try count("severity in warning..error") == findings.count { $0.severity >= .warning })
    #expect(try count("checkpoint = 2 and offset > 0") == findings.count { $0.checkpoint == 2 && $0.offset > 0 })
    #expect(try count("not checkpoint >= 0") == findings.count { $0.checkpoint == nil })
    for (place, rule) in FindingRule.allCases.enumerated() {
      #expect(Finding(rule, .note, at: 0).filterValue(of: 1) == UInt64(place))
    }
  }

  @Test func checkpointsAreFilteredByWhatTheySent() throws {
    let indexed = try IndexedCapture(bytes: SmallRemusCapture.bytes)
    let rows = indexed.index.checkpoints.indices.map { CheckpointFilterRow($0, of: indexed.index) }
    func numbers(_ expression: String) throws -> [Int] {
      let filter = try Filter<CheckpointFilterRow>(expression)
      return rows.filter { filter.matches($0) }.map(\.number)
    }
    #expect(try numbers("pages = 5 and entries = 5 and complete = true and iterations = 1") == [0, 1])
    #expect(try numbers("pageData = 20480") == [0])
    #expect(try numbers("ratio > 2.5 and delta = 3 and full = 1 and empty = 1") == [1])
    #expect(try numbers("not ratio > 0") == [0])
    let names = CheckpointFilterRow.filterSchema.fields.map(\.name)
    let columns = SummaryReport.csvColumns.compactMap { $0.hasPrefix("types") ? nil : $0.split(separator: ".").last }
    #expect(Set(names) == Set(columns.map(String.init)))
  }

  @Test func pagesThatDifferAreFilteredByTheirColumns() throws {
    let rows = [
      PageDifference(
        pfn: 1, from: .init(type: .ordinary), to: .init(type: PageType(rawValue: 1), doubt: .deltaOnPageTable), words: 7
      ),
      PageDifference(pfn: 2, from: nil, to: .init(type: .ordinary)),
      PageDifference(pfn: 3, from: .init(type: .ordinary), to: nil),
      PageDifference(pfn: 4, from: .init(type: .ordinary), to: .init(type: PageType(rawValue: 9))),
    ]
    func pfns(_ expression: String) throws -> [UInt64] {
      let filter = try Filter<PageDifference>(expression)
      return rows.filter { filter.matches($0) }.map(\.pfn)
    }
    #expect(try pfns("kind = changed and pfn = 1 and words = 7 and from = NOTAB and to = L1TAB") == [1])
    #expect(try pfns("kind in (added, removed)") == [2, 3])
    #expect(try pfns("kind = typeChanged or doubt = deltaOnPageTable") == [1, 4])
    #expect(try pfns("not words >= 0") == [2, 3])
    for change in PageDifference.Change.allCases { #expect(try pfns("kind = \(change.rawValue)").count == 1) }
    #expect(Set(PageDifference.filterSchema.fields.map(\.name)).isSubset(of: DiffReport.columns))
  }

  @Test func everyEncodingAndTypeHasTheWordThatRowsShow() throws {
    for encoding in PageEncoding.allCases {
      let place = try #require(
        PageRow.filterSchema.fields[PageColumn.encoding.rawValue].place(ofWord: encoding.rawValue))
      #expect(encoding.place == UInt64(place))
    }
    #expect(PageColumn.allCases.filter { $0 != .pinned }.map(\.name) == PageReport.columns)
    #expect(PageHistoryRow.filterSchema.fields.map(\.name).dropLast(2) == PageHistoryReport.columns[...])
  }

  @Test func theTypeOfAPageTableMeansPinnedOnesToo() throws {
    let rows = PageType.all.map {
      PageRow(
        checkpoint: 0, iteration: 0, batch: 0, index: 0, pfn: UInt64($0.rawValue), type: $0, encoding: .raw, offset: 0,
        length: 4096, delta: nil)
    }
    func types(_ expression: String) throws -> [UInt64] {
      let filter = try Filter<PageRow>(expression)
      #expect(try Filter<PageRow>(filter.description) == filter)
      return rows.filter { filter.matches($0) }.map(\.pfn)
    }
    #expect(try types("type = L4TAB") == [4, 12])
    #expect(try types("type = L4TAB|PIN") == [12])
    #expect(try types("type in (L1TAB, NOTAB)") == [0, 1, 9])
    #expect(try types("type = L4TAB and pinned = false") == [4])
    #expect(try types("pinned = true") == [9, 10, 11, 12])
    #expect(try types("type != L1TAB and pinned = true") == [10, 11, 12])
    #expect(PageType(rawValue: 2).meantTypes.map(\.name) == ["L2TAB", "L2TAB|PIN"])
    #expect(PageType(rawValue: 10).meantTypes.map(\.name) == ["L2TAB|PIN"])
  }

  @Test func theManualNamesEveryField() throws {
    let manual = try FixtureFile.text(Fixtures.packageRoot + "/docs/filter.md")
    let schemas = [
      PageRow.filterSchema, PageHistoryRow.filterSchema, Finding.filterSchema, CheckpointFilterRow.filterSchema,
      PageDifference.filterSchema,
    ]
    for field in schemas.flatMap(\.fields) {
      #expect(manual.contains("`\(field.name)`"), "docs/filter.md does not describe the field \(field.name)")
      for name in field.otherNames { #expect(manual.contains("`\(name)`"), "docs/filter.md does not name \(name)") }
    }
    for schema in schemas {
      let names = schema.fields.flatMap { [$0.name] + $0.otherNames }
      #expect(Set(names).count == names.count)
    }
  }
}
