@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@Suite struct PageHistoryReportTests {
  /// Page 1: an image, a delta of one word at word 127, unchanged, and broken; page 2: a delta that is never preceded.
  private func history(of pfn: UInt64, at checkpoint: Int) throws -> PageHistory {
    var stream = MadeUpStream()
    stream.send([(1, 0xaa)])
    stream.endCheckpoint(compressesNext: true)
    stream.announce([1, 2])
    let delta = MadeUpStream.delta(word: 127, [1, 2, 3, 4])
    stream.sendDeltas([delta, delta])
    stream.endCheckpoint()
    stream.announce([1])
    stream.sendDeltas([[0]])
    stream.endCheckpoint()
    stream.announce([1], type: .broken)
    stream.endCheckpoint()
    let (capture, index) = try stream.read()
    return try PageHistory(of: pfn, at: checkpoint, in: GuestMemory(capture: capture, index: index))
  }

  private func text(
    _ format: ReportFormat, of pfn: UInt64 = 1, at checkpoint: Int, showsBytes: Bool = false
  ) throws -> String {
    let history = try history(of: pfn, at: checkpoint)
    return try CollectedReport.text { output in
      try PageHistoryReport(history, showsBytes: showsBytes, to: output).write(format)
    }
  }

  @Test func jsonHoldsTheSendsTheMarkersAndTheBytes() throws {
    let document = try JSONValue(parsing: try text(.json, at: 1, showsBytes: true).utf8)
    #expect(
      document.keys == [
        "schema", "pfn", "checkpoint", "present", "type", "doubt", "sends", "shownSend", "change", "markers", "bytes",
      ])
    #expect(document["present"] == .bool(true))
    let sends = try #require(document["sends"]?.elements)
    #expect(sends.map { $0["encoding"]?.text } == ["raw", "delta", "empty", "none"])
    #expect(sends.map { $0["checkpoint"]?.integer } == [0, 1, 2, 3])
    #expect(sends[1].keys == PageHistoryReport.columns)
    #expect(sends[1]["changedWords"]?.integer == 1)
    #expect(document["shownSend"]?.integer == 1)
    let change = try #require(document["change"])
    #expect(change.keys == ["sentWords", "changedWords", "unchangedWords", "markerBytes", "splits"])
    #expect(change["sentWords"]?.integer == 1 && change["changedWords"]?.integer == 1)
    let markers = try #require(document["markers"]?.elements)
    #expect(markers.map { $0["kind"]?.text }.prefix(3) == ["skip", "run", "skip"])
    #expect(markers[1]["word"]?.integer == 127)
    #expect(markers[1]["offset"]?.integer == (sends[1]["offset"]?.integer ?? 0) + 1)
    #expect(markers.compactMap { $0["words"]?.integer }.reduce(0, +) == wordsPerPage)
    let bytes = try #require(document["bytes"]?.text)
    #expect(bytes.utf8.count == 2 * pageSize)
    #expect(bytes.dropFirst(127 * 8 - 2).prefix(12) == "aa01020304aa")
  }

  @Test func aPageThatIsNotThereIsSaidSo() throws {
    let broken = try JSONValue(parsing: try text(.json, at: 3, showsBytes: true).utf8)
    #expect(broken["present"] == .bool(false))
    #expect(broken["type"] == .null)
    #expect(broken["bytes"] == .null)
    #expect(broken["shownSend"]?.integer == 2)
    #expect(try text(.text, at: 3).hasPrefix("Page 0x1: not there as of checkpoint 3; 4 sends\n"))
    #expect(try text(.text, of: 9, at: 3) == "Page 0x9 was never sent.\n")
  }

  @Test func aPageOfUnknownOriginCarriesAWarning() throws {
    let document = try JSONValue(parsing: try text(.json, of: 2, at: 1).utf8)
    #expect(document["doubt"]?.text == "deltaWithoutBase")
    #expect(try text(.text, of: 2, at: 1).contains("Only deltas were sent of it"))
  }

  @Test func linesAndCommaSeparatedValuesHaveARowForEachSend() throws {
    let rows = try JSONValue.lines(try text(.jsonl, at: 1))
    #expect(rows.count == 4)
    let lines = try text(.csv, at: 1).split(separator: "\r\n")
    #expect(lines.count == 5)
    #expect(lines[0] == PageHistoryReport.columns.joined(separator: ",")[...])
    #expect(lines[4] == "3,3,0,BROKEN,none,,,,,")
  }
}
