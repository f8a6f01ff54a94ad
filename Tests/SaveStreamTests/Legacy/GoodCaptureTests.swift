@_spi(Measuring) import SaveStream
import TestSupport
import Testing

/// What is known of the real captures, beyond their chunks.
@Suite struct GoodCaptureTests {
  @Test(arguments: Fixtures.captures)
  func findsNothingWrong(_ fixture: CaptureFixture) throws {
    let index = try IndexedCapture(path: fixture.path).index
    let wrong = index.findings.filter { $0.severity != .note }
    #expect(wrong.map(\.rule.rawValue) == [])
    #expect(index.lastCompleteCheckpoint == index.checkpoints.count - 1)
    #expect(index.takeover == index.checkpoints.count - 1)
  }

  @Test(arguments: Fixtures.captures)
  func totalsEqualTheSumOfTheRows(_ fixture: CaptureFixture) throws {
    let read = try IndexedCapture(path: fixture.path)
    let rows = PageRows(capture: read.capture, index: read.index)
    for checkpoint in read.index.checkpoints.indices {
      let totals = read.index.totals(ofCheckpoint: checkpoint)
      let sums = try RowSums(rows.rows(rows.range(ofCheckpoint: checkpoint, contentOnly: false), contentOnly: false))
      #expect(totals.entries == sums.entries)
      #expect(totals.entriesByType == sums.entriesByType)
      #expect(totals.pages == sums.pages)
      #expect(totals.verifyPages == sums.verifyPages)
      #expect((totals.delta ?? DeltaTotals()) == sums.delta)
      #expect(totals.bytes[.pageData] == sums.imageBytes)
      #expect(totals.bytes[.compressedData] == sums.delta.encodedBytes)
      #expect(totals.bytes.sum == read.index.checkpoints[checkpoint].length)
    }
  }

  @Test(arguments: Fixtures.captures)
  func countsTheDeltasThatXensReceiverApplied(_ fixture: CaptureFixture) throws {
    let folder = try #require(fixture.folder)
    let applied = try FixtureFile.lines("\(folder)/README.txt").filter { $0.contains("applied compressed data") }
    let index = try IndexedCapture(path: fixture.path).index
    let totals: [DeltaTotals] = index.checkpoints.indices.compactMap { index.totals(ofCheckpoint: $0).delta }
    let ours: [String] = totals.filter { $0.pages > 0 }.map { delta in
      "pages \(delta.pages) (empty \(delta.empty) full \(delta.full) delta \(delta.delta)) bytes \(delta.encodedBytes) "
    }
    let theirs: [String] = applied.map { line in
      String(line.drop { $0 != "p" }.dropFirst()).components(from: "pages ", to: "of ")
    }
    #expect(ours == theirs)
  }

  @Test func rowsOfContentAreTheRowsThatCarryIt() throws {
    for fixture in Fixtures.tiny {
      let read = try IndexedCapture(path: fixture.path)
      let rows = PageRows(capture: read.capture, index: read.index)
      let all = try rows.rows(0..<UInt64.max, contentOnly: false).filter { $0.type.carriesContent }
      #expect(try rows.rows(0..<UInt64.max, contentOnly: true) == all)
      for (number, row) in all.enumerated() {
        #expect(try rows.rows(UInt64(number)..<UInt64(number) + 1, contentOnly: true) == [row])
        let offset = try #require(row.offset)
        #expect(try rows.position(holding: offset, contentOnly: true) == UInt64(number))
      }
    }
  }
}

extension String {
  /// The part that begins with `start` and ends before `end`.
  fileprivate func components(from start: String, to end: String) -> String {
    var rest = Substring(self)
    while !rest.isEmpty, !rest.hasPrefix(start) { rest = rest.dropFirst() }
    var part = ""
    while !rest.isEmpty, !rest.hasPrefix(end) { part.append(rest.removeFirst()) }
    return part
  }
}

/// What rows add up to.
private struct RowSums {
  var entries: UInt64 = 0
  var entriesByType = [UInt64](repeating: 0, count: 16)
  var pages: UInt64 = 0
  var verifyPages: UInt64 = 0
  var imageBytes: UInt64 = 0
  var delta = DeltaTotals()

  init(_ rows: [PageRow]) {
    for row in rows {
      entries += 1
      entriesByType[Int(row.type.rawValue)] += 1
      switch row.encoding {
      case .raw, .doubtful: pages += 1
      case .verify: verifyPages += 1
      case .full, .delta, .empty: pages += 1
      case .none, .missing: break
      }
      add(row)
    }
  }

  private mutating func add(_ row: PageRow) {
    let length = row.length ?? 0
    switch row.encoding {
    case .raw, .verify, .doubtful: imageBytes += length
    case .full:
      delta.full += 1
      delta.literalBytes += 4096
      delta.markerBytes += length - 4096
    case .empty:
      delta.empty += 1
      delta.markerBytes += length
    case .delta:
      delta.delta += 1
      let counts = row.delta ?? DeltaCounts()
      delta.runs += UInt64(counts.runs)
      delta.skips += UInt64(counts.skips)
      delta.literalBytes += UInt64(counts.literalWords) * 4
      delta.markerBytes += length - UInt64(counts.literalWords) * 4
    case .none, .missing: break
    }
  }
}
