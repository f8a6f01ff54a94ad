@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@Suite struct SendComparisonReportTests {
  /// The page after its sends 0 and 2: two words differ; behind send 1 it is broken.
  private func text(_ format: ReportFormat, _ first: Int = 0, _ second: Int = 2) throws -> String {
    var stream = MadeUpStream()
    stream.send([(1, 0)])
    stream.endCheckpoint()
    stream.announce([1], type: .broken)
    stream.endCheckpoint(compressesNext: true)
    var page = MadeUpStream.page(0)
    for place in 16..<24 { page[place] = UInt8(place) }
    stream.announce([1])
    stream.sendDeltas([[0x80] + page])
    stream.endCheckpoint()
    let (capture, index) = try stream.read()
    let list = try GuestMemory(capture: capture, index: index).sendList(of: 1)
    let comparison = try #require(try list.comparison(of: first, and: second))
    return try CollectedReport.text { try SendComparisonReport(comparison, to: $0).write(format) }
  }

  @Test func textShowsTheLinesThatDiffer() throws {
    #expect(
      try text(.text) == """
        Page 0x1 after send 0 and after send 2: 2 words differ
          send 0  checkpoint 0, raw, NOTAB
          send 2  checkpoint 2, full, NOTAB

            010 00000000 00000000 00000000 00000000   10111213 14151617 00000000 00000000

        """)
  }

  @Test func jsonHasTheKeysOfTheDocumentation() throws {
    let document = try JSONValue(parsing: text(.json).utf8)
    #expect(document.keys == ["schema", "pfn", "from", "to", "words", "differences"])
    #expect(document["from"]?.keys == ["send", "checkpoint", "type", "encoding", "present"])
    #expect(document["words"]?.integer == 2)
    let difference = try #require(document["differences"]?[0])
    #expect(difference["offset"]?.integer == 16 && difference["length"]?.integer == 8)
    #expect(difference["to"]?.text == "1011121314151617")
    #expect(try text(.csv) == "offset,length,from,to\r\n16,8,0000000000000000,1011121314151617\r\n")
  }

  @Test func behindABrokenEntryThereIsNothingToCompare() throws {
    #expect(try text(.text, 1, 2).hasPrefix("Page 0x1 after send 1 and after send 2: there is no page on both sides\n"))
    let document = try JSONValue(parsing: text(.json, 1, 2).utf8)
    #expect(document["words"] == .null && document["from"]?["present"] == .bool(false))
  }
}
