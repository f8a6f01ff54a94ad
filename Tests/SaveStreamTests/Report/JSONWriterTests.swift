@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@Suite struct JSONWriterTests {
  @Test func writesCompactObjectsInTheOrderOfTheCalls() throws {
    let text = try CollectedReport.text { output in
      var json = JSONWriter(output)
      json.beginObject()
      json.field("schema", 1)
      json.beginArray("rows")
      json.beginObject()
      json.field("a", true)
      json.field("b", nil as UInt64?)
      json.endObject()
      json.beginObject()
      json.endObject()
      json.endArray()
      json.key("hex")
      json.value(hex: .max)
      json.endObject()
      json.endLine()
    }
    #expect(text == #"{"schema":1,"rows":[{"a":true,"b":null},{}],"hex":"0xffffffffffffffff"}"# + "\n")
  }

  @Test func anyBytesMakeAValidString() throws {
    let bytes = (0...255).map { UInt8($0) } + Array("é\u{2028}\u{202e}😀".utf8) + [0xf0, 0x9f]
    let document = try CollectedReport.bytes { output in
      var json = JSONWriter(output)
      json.value(CaptureText(bytes))
    }
    #expect(try JSONValue(parsing: document) == .string(String(decoding: bytes, as: UTF8.self)))
    #expect(!document.contains { $0 < 0x20 || $0 == 0x7f })
  }

  @Test func escapesWhatSteersTheDirectionOfText() throws {
    let text = try CollectedReport.text { output in
      var json = JSONWriter(output)
      json.value("a\u{202e}b\u{2066}c\u{200f}d\u{61c}e\u{feff}é")
    }
    #expect(text == #""a\u202eb\u2066c\u200fd\u061ce\ufeffé""#)
  }

  @Test func escapesTheC1ControlsThatATerminalWouldActUpon() throws {
    let text = try CollectedReport.text { output in
      var json = JSONWriter(output)
      json.value("\u{9b}31m")
    }
    #expect(text == #""\u009b31m""#)
  }

  @Test(arguments: [(0.5, "0.5"), (12.34567, "12.3457"), (4096, "4096.0"), (.nan, "null"), (.infinity, "null")])
  func writesRatiosToFourPlaces(_ ratio: Double, _ expected: String) throws {
    let text = try CollectedReport.text { output in
      var json = JSONWriter(output)
      json.value(ratio: ratio)
    }
    #expect(text == expected)
  }
}
