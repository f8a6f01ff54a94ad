import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct FilterTests {
  /// Checkpoint 0 sends PFNs 3 to 7 as images; checkpoint 1 sends 3 (3 runs, 106 words), 6 (1 run, 1 word) and 7 (5
  /// runs, 512 words) as deltas, 4 as unchanged and 5 whole.
  private static let capture = try? IndexedCapture(bytes: SmallRemusCapture.bytes)

  /// The rows that pass, as checkpoint and PFN.
  private func selected(_ expression: String) throws -> [String] {
    let indexed = try #require(Self.capture)
    let rows = PageRows(capture: indexed.capture, index: indexed.index)
    let filter = try Filter<PageRow>(expression)
    return try rows.rows(0..<10, contentOnly: false, where: filter).map { "\($0.checkpoint)/\($0.pfn)" }
  }

  @Test(
    arguments: [
      ("pfn = 3", ["0/3", "1/3"]),
      ("pfn=0x3", ["0/3", "1/3"]),
      ("pfn != 4..7", ["0/3", "1/3"]),
      ("pfn < 4", ["0/3", "1/3"]),
      ("pfn <= 3 and checkpoint = 0", ["0/3"]),
      ("pfn > 6 or pfn = 3", ["0/3", "0/7", "1/3", "1/7"]),
      ("pfn >= 7", ["0/7", "1/7"]),
      ("pfn in (3, 0x6..0x7) and checkpoint = 1", ["1/3", "1/6", "1/7"]),
      ("pfn in 6..7 and checkpoint = 1", ["1/6", "1/7"]),
      ("pfn = 6.. and checkpoint = 1", ["1/6", "1/7"]),
      ("pfn in ..3", ["0/3", "1/3"]),
      ("pfn in 3", ["0/3", "1/3"]),
      ("pfn not in (3, 4, 5)", ["0/6", "0/7", "1/6", "1/7"]),
      ("pfn in (7, 3, 3..3, 4..5, 5) and index < 4 and checkpoint = 0", ["0/3", "0/4", "0/5"]),
      ("pfn < 0", []),
      ("pfn > 18446744073709551615", []),
      ("encoding = delta", ["1/3", "1/6", "1/7"]),
      ("encoding in (full, empty)", ["1/4", "1/5"]),
      ("encoding != raw and encoding != delta", ["1/4", "1/5"]),
      ("type = NOTAB and checkpoint = 1 and index = 0", ["1/3"]),
      ("type = \"L1TAB|PIN\" or type = L2TAB", []),
      ("runs > 1", ["1/3", "1/7"]),
      ("changedWords in 100..600", ["1/3", "1/7"]),
      ("skips = 9", ["1/6"]),
      ("length = 1", ["1/4"]),
      ("ratio = 1 and pfn = 5", ["0/5"]),
      ("ratio < 1", ["1/5"]),
      ("ratio < 1 and ratio > .9", ["1/5"]),
      ("ckpt = 1 and entry = 0", ["1/3"]),
      ("iter = 0 and Bytes = 1", ["1/4"]),
      ("words > 1 and changed < 512", ["1/3"]),
      ("ratio > 9.0 and ratio < 300.5", ["1/3", "1/6"]),
      ("ratio = 4096.0", ["1/4"]),
      ("not checkpoint = 0 and pfn = 4", ["1/4"]),
      ("not (checkpoint = 0 or pfn > 4)", ["1/3", "1/4"]),
      ("not not pfn = 4", ["0/4", "1/4"]),
      ("pfn = 3 and checkpoint = 0 or pfn = 4 and checkpoint = 1", ["0/3", "1/4"]),
      ("pfn = 3 and (checkpoint = 0 or pfn = 4) and checkpoint = 1", []),
      ("  PFN=3\tAnd CHANGEDwords>3 AND Encoding = DELTA and type = notab ", ["1/3"]),
      ("batch = 0 and iteration = 0 and index = 2", ["0/5", "1/5"]),
    ] as [(String, [String])])
  func selectsRows(_ expression: String, _ expected: [String]) throws {
    #expect(try selected(expression) == expected)
  }

  @Test func aTestOnAnEmptyCellFailsWhateverItAsks() throws {
    let withRuns = ["1/3", "1/6", "1/7"]
    #expect(try selected("runs >= 0") == withRuns)
    #expect(try selected("runs != 3") == ["1/6", "1/7"])
    #expect(try selected("runs not in (3, 5)") == ["1/6"])
    #expect(try selected("runs < 100 or runs >= 100") == withRuns)
    #expect(try selected("not runs >= 0 and checkpoint = 1") == ["1/4", "1/5"])
    #expect(try selected("not runs > 3 and checkpoint = 1") == ["1/3", "1/4", "1/5", "1/6"])
  }

  @Test(
    arguments: [
      ("pfn=3", "pfn = 3"),
      ("PFN = 0X1F", "pfn = 0x1f"),
      ("pfn in (3)", "pfn = 3"),
      ("pfn = 1..9", "pfn in 1..9"),
      ("pfn != ..0x9", "pfn not in ..0x9"),
      ("pfn not in (1,2 , 5..)", "pfn not in (1, 2, 5..)"),
      ("type='l1tab|pin'", "type = L1TAB|PIN"),
      ("ratio>=1.50", "ratio >= 1.5"),
      ("ratio < 0.000001", "ratio < 0.000001"),
      ("ratio in .25..0.5", "ratio in 0.25..0.5"),
      ("ckpt = 3 and BYTES > 9", "checkpoint = 3 and length > 9"),
      ("(pfn = 1 and (type = XTAB and runs > 1))", "pfn = 1 and type = XTAB and runs > 1"),
      (
        "(pfn = 1 or pfn = 2) and not (runs = 1 and skips = 1)", "(pfn = 1 or pfn = 2) and not (runs = 1 and skips = 1)"
      ),
      ("not(not(pfn = 1))", "not not pfn = 1"),
      ("pfn = 1 or (pfn = 2 and pfn = 3) or pfn = 4", "pfn = 1 or pfn = 2 and pfn = 3 or pfn = 4"),
    ])
  func isPrintedInOneForm(_ expression: String, _ expected: String) throws {
    let filter = try Filter<PageRow>(expression)
    #expect(filter.description == expected)
    #expect(try Filter<PageRow>(filter.description) == filter)
  }

  @Test func tellsWhichCheckpointsItConcerns() throws {
    func bounds(_ expression: String) throws -> ClosedRange<UInt64>? {
      try Filter<PageRow>(expression).bounds(of: PageColumn.checkpoint.rawValue)
    }
    #expect(try bounds("checkpoint = 3 and pfn = 1") == 3...3)
    #expect(try bounds("checkpoint > 3 and (checkpoint <= 9 and runs > 1)") == 4...9)
    #expect(try bounds("checkpoint in (9, 2..4)") == 2...9)
    #expect(try bounds("checkpoint = 1 or checkpoint = 7 and pfn = 2") == 1...7)
    #expect(try bounds("checkpoint = 1 or pfn = 2") == 0...UInt64.max)
    #expect(try bounds("not checkpoint = 1 and checkpoint != 4") == 0...UInt64.max)
    #expect(try bounds("checkpoint < 3 and checkpoint > 3") == nil)
    #expect(try bounds("checkpoint < 0") == nil)
  }

  @Test func readsOnlyTheCheckpointsItConcerns() throws {
    let indexed = try #require(Self.capture)
    let rows = PageRows(capture: indexed.capture, index: indexed.index)
    #expect(rows.range(of: try Filter("checkpoint = 1"), contentOnly: false) == 5..<10)
    #expect(rows.range(of: try Filter("checkpoint < 1"), contentOnly: true) == 0..<5)
    #expect(rows.range(of: try Filter("checkpoint in 0..99"), contentOnly: true) == 0..<10)
    #expect(rows.range(of: try Filter("checkpoint > 1"), contentOnly: true).isEmpty)
    #expect(rows.range(of: nil, contentOnly: true) == 0..<10)
  }

  /// The same by plain code, on rows that real senders made.
  @Test(arguments: Fixtures.tiny)
  func selectsTheSameRowsAsPlainCode(_ fixture: CaptureFixture) throws {
    let indexed = try IndexedCapture(path: fixture.path)
    let table = PageRows(capture: indexed.capture, index: indexed.index)
    let all = try table.rows(0..<table.count(contentOnly: false), contentOnly: false)
    let cases: [(String, (PageRow) -> Bool)] = [
      (
        "type in (L1TAB, L1TAB|PIN) and pfn in 0x20..0x80", { [1, 9].contains($0.type.rawValue) && 32...128 ~= $0.pfn }
      ),
      ("not type = NOTAB", { $0.type != .ordinary }),
      ("encoding = none or runs in 2..4", { $0.encoding == .none || 2...4 ~= ($0.delta?.runs ?? 0) }),
      ("pfn > 3 and changedWords > 8", { $0.pfn > 3 && ($0.delta?.literalWords ?? 0) > 8 }),
      ("offset >= 0x10000 and length < 4096", { $0.offset ?? 0 >= 0x10000 && $0.length ?? 4096 < 4096 }),
      ("iteration = 1 or batch = 1 and index < 7", { $0.iteration == 1 || $0.batch == 1 && $0.index < 7 }),
      ("checkpoint = 1 and not runs = 1", { $0.checkpoint == 1 && $0.delta?.runs != 1 }),
    ]
    for (expression, isWanted) in cases {
      let filter = try Filter<PageRow>(expression)
      let found = try table.rows(0..<UInt64(all.count), contentOnly: false, where: filter)
      #expect(found == all.filter(isWanted), "\(expression)")
    }
  }
}
