@_spi(Measuring) import SaveStream
import Testing

@Suite struct CSVWriterTests {
  @Test func quotesOnlyWhatNeedsIt() throws {
    let text = try CollectedReport.text { output in
      var csv = CSVWriter(output)
      csv.header(["a", "b", "c", "d"])
      csv.field("plain")
      csv.field("one, two")
      csv.field("say \"so\"")
      csv.field("line\nbreak")
      csv.endLine()
    }
    #expect(text == "a,b,c,d\r\nplain,\"one, two\",\"say \"\"so\"\"\",\"line\nbreak\"\r\n")
  }

  @Test func leavesFieldsWithoutValueEmpty() throws {
    let text = try CollectedReport.text { output in
      var csv = CSVWriter(output)
      csv.field(nil as UInt64?)
      csv.field(7)
      csv.field(nil as String?)
      csv.endLine()
    }
    #expect(text == ",7,\r\n")
  }
}
