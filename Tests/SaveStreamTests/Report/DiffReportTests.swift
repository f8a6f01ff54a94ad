import Samples
@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@Suite struct DiffReportTests {
  /// Page 1 changes in two words, 2 in type, 3 breaks, 4 and 5 come, 6 comes with no more than a delta.
  private func comparison() throws -> CheckpointComparison {
    var stream = MadeUpStream()
    stream.send([(1, 0), (2, 0xbb), (3, 0xcc), (7, 0xdd)])
    stream.endCheckpoint(compressesNext: true)
    stream.announce([1, 1, 6])
    stream.sendDeltas([(4, [1, 2, 3, 4]), (6, [5, 6, 7, 8]), (0, [9, 9, 9, 9])].map(MadeUpStream.delta))
    stream.announce([2], type: PageType(rawValue: 9))
    stream.sendDeltas([[0]])
    stream.announce([3], type: .broken)
    stream.announce([4, 5])
    stream.sendDeltas([[0x80] + MadeUpStream.page(4), [0x80] + MadeUpStream.page(5)])
    stream.endCheckpoint()
    let (capture, index) = try stream.read()
    let memory = try GuestMemory(capture: capture, index: index)
    return try CheckpointComparison(from: memory, at: 0, to: memory, at: 1)
  }

  private func text(_ format: ReportFormat, showsBytes: Bool = false) throws -> String {
    let comparison = try comparison()
    return try CollectedReport.text { output in
      try DiffReport(comparison, fromPath: "a.bin", toPath: "a.bin", to: output).write(format, showsBytes: showsBytes)
    }
  }

  @Test func textHasTheTotalsFirstAndATableForEachKind() throws {
    #expect(
      try text(.text, showsBytes: true) == """
        Checkpoint 0 and checkpoint 1 of a.bin differ
          pages   1 changed (2 words), 1 of another type, 3 added, 1 removed, 1 the same
          fields  all the same

        Changed pages
                  pfn type       words  bytes
                  0x1 NOTAB          2  0x10+4 0x18+4
            010 00000000 00000000 00000000 00000000   01020304 00000000 05060708 00000000

        Pages of another type
          pfn  from   to
          0x2  NOTAB  L1TAB|PIN  the same bytes  ! a delta was applied to a page table

        Added pages
          pfns     pages  type
          0x4-0x5      2  NOTAB
          0x6          1  NOTAB  ! only deltas were sent of it

        Removed pages
          pfns  pages  type
          0x3       1  NOTAB

        """)
  }

  @Test func jsonHasTheKeysOfTheDocumentation() throws {
    let document = try JSONValue(parsing: try text(.json).utf8)
    #expect(document.keys == ["schema", "from", "to", "pages", "fields", "notes"])
    #expect(document["notes"]?.elements.isEmpty == true)
    #expect(document["from"]?.integer == 0 && document["to"]?.integer == 1)
    let pages = try #require(document["pages"])
    #expect(Set(pages.keys) == ["same", "changed", "added", "removed", "typeChanged", "doubtful"])
    #expect(pages["same"]?.integer == 1)
    let changed = try #require(pages["changed"]?[0])
    #expect(changed.keys == ["pfn", "words", "ranges"])
    #expect(changed["ranges"]?.elements.map { $0.elements.map(\.integer) } == [[16, 4], [24, 4]])
    #expect(pages["added"]?.elements.map(\.integer) == [4, 5, 6])
    #expect(pages["removed"]?.elements.map(\.integer) == [3])
    #expect(pages["doubtful"]?.elements.map(\.integer) == [2, 6])
    let typed = try #require(pages["typeChanged"]?[0])
    #expect(typed.keys == ["pfn", "from", "to"])
    #expect(typed["to"]?.text == "L1TAB|PIN")
  }

  @Test func linesAndCommaSeparatedValuesHaveARowForEachDifference() throws {
    let rows = try JSONValue.lines(try text(.jsonl))
    #expect(rows.map { $0["kind"]?.text } == ["changed", "typeChanged", "removed", "added", "added", "added"])
    #expect(rows[2]["to"] == .null && rows[3]["from"] == .null)
    let lines = try text(.csv).split(separator: "\r\n")
    let expected: [String] = [
      DiffReport.columns.joined(separator: ","), "changed,1,2,16+4 24+4,,NOTAB,NOTAB,,",
      "typeChanged,2,0,,,NOTAB,L1TAB|PIN,,deltaOnPageTable", "removed,3,,,,NOTAB,,,", "added,4,,,,,NOTAB,,",
      "added,5,,,,,NOTAB,,",
      "added,6,,,,,NOTAB,,deltaWithoutBase",
    ]
    #expect(lines.map(String.init) == expected)
  }

  @Test func whatIsNotListedIsCountedAllTheSame() throws {
    let report = { (listing: DiffReport.Listing, format: ReportFormat) in
      let comparison = try comparison()
      return try CollectedReport.text { output in
        try DiffReport(comparison, listing: listing, fromPath: "a", toPath: "a", to: output).write(format)
      }
    }
    #expect(try report(.pages, .jsonl) == text(.jsonl))
    #expect(try report(.fields, .jsonl).isEmpty)
    let lines = try report(.fields, .text).split(separator: "\n")
    #expect(
      lines.count == 3 && lines[1] == "  pages   1 changed (2 words), 1 of another type, 3 added, 1 removed, 1 the same"
    )
    let pages = try JSONValue(parsing: report(.fields, .json).utf8)["pages"]
    #expect(pages?["changed"]?.elements.isEmpty == true && pages?["same"]?.integer == 1)
  }

  @Test func fieldsHaveTheValuesOfTheTree() throws {
    let read = try IndexedCapture(bytes: SampleKind.hvmRemus.bytes)
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    let comparison = try CheckpointComparison(from: memory, at: 2, to: memory, at: 3)
    let document = try JSONValue(
      parsing: try CollectedReport.bytes { output in
        try DiffReport(comparison, fromPath: "-", toPath: "-", to: output).write(.json)
      })
    let fields = try #require(document["fields"]?.elements)
    #expect(fields.map(\.keys).allSatisfy { $0.prefix(3) == ["path", "from", "to"] })
    let timer = try #require(fields.first { $0["path"]?.text == "tail/hvm-context/PMTIMER[0]/tmr_val" })
    #expect(timer["from"]?.integer == 337_866_093)
    let rax = try #require(fields.first { $0["path"]?.text == "tail/hvm-context/CPU[0]/rax" })
    #expect(rax["from"]?.text == "0x5d" && rax["to"]?.text == "0x0")
  }
}
