@_spi(Measuring) import SaveStream
import Testing

@Suite struct NumberTextTests {
  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-123, "-123"), (-1234, "-1,234"),
  ])
  func groupsThousands(_ number: Int, _ expected: String) {
    #expect(NumberText.grouped(number) == expected)
  }

  @Test func namesOneAndMany() {
    #expect(NumberText.counted(1, "entry") == "1 entry")
    #expect(NumberText.counted(0, "entry") == "0 entries")
    #expect(NumberText.counted(1024, "page") == "1,024 pages")
    #expect(NumberText.counted(2, "miss") == "2 misses")
    #expect(NumberText.counted(2, "batch") == "2 batches")
  }

  @Test func writesHexWithAsManyDigitsAsAreWanted() {
    #expect(NumberText.hex(0) == "0x0")
    #expect(NumberText.hex(0x1a2b) == "0x1a2b")
    #expect(NumberText.hex(0x1a2b, digits: 8) == "0x00001a2b")
    #expect(NumberText.hexDigits(UInt8(7), count: 2) == "07")
    #expect(NumberText.hex(bytes: [0, 0x1f, 0xff]) == "00 1f ff")
  }

  @Test(arguments: [
    (0, "0 B", "0 B", "0 B"), (1023, "1023 B", "1.0 kB", "1,023 B"), (1024, "1.0 KiB", "1.0 kB", "1,024 B"),
    (1536, "1.5 KiB", "1.5 kB", "1,536 B"), (12_595, "12.3 KiB", "12.6 kB", "12,595 B"),
    (1_048_575, "1.0 MiB", "1.0 MB", "1,048,575 B"),
    (UInt64.max, "16.0 EiB", "18.4 EB", "18,446,744,073,709,551,615 B"),
  ])
  func writesSizesInTheUnitsThatAreWanted(_ bytes: UInt64, _ binary: String, _ decimal: String, _ whole: String) {
    #expect(NumberText.size(bytes) == binary)
    #expect(NumberText.size(bytes, .decimal) == decimal)
    #expect(NumberText.size(bytes, .bytes) == whole)
  }

  @Test(arguments: [
    (0, 0, "0 %"), (0, 5, "0 %"), (1, 0, "0 %"), (1, 1000, "<1 %"), (1, 3, "33 %"), (2, 3, "66 %"),
    (99_999, 100_000, "99 %"), (5, 5, "100 %"),
  ])
  func writesPartsInPercent(_ part: UInt64, _ whole: UInt64, _ expected: String) {
    #expect(NumberText.percent(part, of: whole) == expected)
  }

  @Test func aPartOfNothingNearlyDoesNotTrap() {
    #expect(NumberText.percent(.max, of: 1) == "? %")
  }

  @Test(arguments: [(12.34, 1, "12.3"), (12.35, 1, "12.4"), (0.00005, 4, "0.0001"), (-0.26, 1, "-0.3"), (7, 0, "7")])
  func writesDecimalPlaces(_ value: Double, _ places: Int, _ expected: String) {
    #expect(NumberText.decimal(value, places: places) == expected)
  }

  @Test(arguments: [(8, "0:08"), (80, "1:20"), (3723, "1:02:03")])
  func writesTimesInMinutesAndSeconds(_ seconds: UInt64, _ expected: String) {
    #expect(NumberText.time(seconds: seconds) == expected)
  }
}
