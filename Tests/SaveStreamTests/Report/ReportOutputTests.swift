@_spi(Measuring) import SaveStream
import Testing

@Suite struct ReportOutputTests {
  @Test func handsOnNothingBeforeTheBufferIsFull() throws {
    let collected = CollectedReport()
    let output = collected.output
    output.write(byte: 0x61, times: ReportOutput.capacity)
    #expect(collected.deliveries == 0)
    output.write(byte: 0x62)
    #expect(collected.bytes.count == ReportOutput.capacity)
    try output.flush()
    #expect(collected.bytes.last == 0x62)
  }

  @Test func keepsTextThatIsLongerThanTheBuffer() throws {
    let long = String(repeating: "0123456789abcde\n", count: 20_000)
    let text = try CollectedReport.text { output in
      output.write("<")
      output.write(text: long)
      output.write(">")
    }
    #expect(text == "<" + long + ">")
  }

  @Test(arguments: [
    0, 1, 9, 10, 99, 100, 999, 1000, 9999, 10_000, 99_999, 12_345_678, UInt64(Int64.max), UInt64.max,
  ])
  func writesNumbersAsTheyAre(_ number: UInt64) throws {
    #expect(try CollectedReport.text { $0.write(number: number) } == "\(number)")
    #expect(try CollectedReport.text { $0.write(hex: number) } == "0x" + String(number, radix: 16))
  }

  @Test func writesNumbersAcrossTheEndOfTheBuffer() throws {
    for gap in 0...25 {
      let text = try CollectedReport.text { output in
        output.write(byte: 0x20, times: ReportOutput.capacity - gap)
        output.write(number: .max)
      }
      #expect(text.hasSuffix(" 18446744073709551615") || gap == ReportOutput.capacity)
    }
  }

  @Test func writesTheSmallestSignedNumber() throws {
    #expect(try CollectedReport.text { $0.write(signed: .min) } == "-9223372036854775808")
  }

  @Test func keepsTheFirstFailureAndWritesNothingMore() {
    var calls = 0
    let output = ReportOutput { _ throws(OutputError) in
      calls += 1
      throw OutputError(destination: "out", reason: "failure \(calls)")
    }
    output.write(byte: 0x61, times: 5 * ReportOutput.capacity)
    let error = #expect(throws: OutputError.self) { try output.check() }
    #expect(error?.reason == "failure 1")
    #expect(throws: OutputError.self) { try output.flush() }
    #expect(calls == 1)
  }
}
