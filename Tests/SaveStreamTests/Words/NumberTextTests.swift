import SaveStream
import Testing

@Suite struct NumberTextTests {
  @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")])
  func groupsThousands(_ number: UInt64, _ expected: String) {
    #expect(NumberText.grouped(number) == expected)
  }

  @Test(arguments: [
    (0, "0 B"), (1023, "1023 B"), (1024, "1.00 KiB"), (1536, "1.50 KiB"), (12_288, "12.0 KiB"), (348_160, "340 KiB"),
    (1_048_575, "1.00 MiB"), (UInt64.max, "16.0 EiB"),
  ])
  func writesSizesWithThreeDigits(_ bytes: UInt64, _ expected: String) {
    #expect(NumberText.size(bytes) == expected)
  }

  @Test(arguments: [
    (0, 0, "-"), (0, 5, "0 %"), (1, 100_000, "<0.1 %"), (1, 3, "33 %"), (32, 1000, "3.2 %"),
    (99_999, 100_000, ">99.9 %"),
    (5, 5, "100 %"),
  ])
  func writesPartsInPercent(_ part: UInt64, _ whole: UInt64, _ expected: String) {
    #expect(NumberText.percent(part, of: whole) == expected)
  }

  @Test func namesOneAndMany() {
    #expect(NumberText.count(1, "entry", "entries") == "1 entry")
    #expect(NumberText.count(0, "entry", "entries") == "0 entries")
    #expect(NumberText.count(1024, "page") == "1,024 pages")
  }

  @Test(arguments: [(8, "8 s"), (80, "1 min 20 s"), (11_100, "3 h 5 min")])
  func writesTimesInTheirTwoLargestUnits(_ seconds: UInt64, _ expected: String) {
    #expect(NumberText.duration(seconds: seconds) == expected)
  }
}
