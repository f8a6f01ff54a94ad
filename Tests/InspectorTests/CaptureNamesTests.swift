import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

@Suite struct CaptureNamesTests {
  @Test(arguments: [
    ("a/one.bin", "a/two.bin", "one.bin compared with two.bin"),
    ("x/a/s.bin", "x/b/s.bin", "a/s.bin compared with b/s.bin"),
    ("/x/a/c/s.bin", "/x/b/c/s.bin", "a/c/s.bin compared with b/c/s.bin"),
    ("s.bin", "old/s.bin", "s.bin compared with old/s.bin"),
    ("x/s.bin", "x/s.bin", "s.bin compared with s.bin"), ("s.bin", "/", "s.bin compared with /"),
  ])
  func namesHaveTheFoldersThatTellThemApart(_ first: String, _ second: String, _ text: String) {
    #expect(CaptureNames(first, second).texts(80, .unicode).joined(separator: " ") == text)
  }

  @Test func foldersAreCutSoThatTheNamesStay() {
    let names = CaptureNames("x/hvm-remus-compressed/stream.bin", "x/pv/stream.bin")
    #expect(
      names.texts(59, .unicode).joined(separator: " ") == "hvm-remus-compressed/stream.bin compared with pv/stream.bin")
    #expect(names.texts(50, .unicode).joined(separator: " ") == "hvm-remus-…/stream.bin compared with pv/stream.bin")
    for width in 18...60 { #expect(TextWidth.of(names.texts(width, .unicode).joined(separator: " ")) <= width) }
  }

  @Test func theTitleAndTheDiffSayWhichIsWhich() throws {
    let bytes = try FixtureFile.bytes(Fixtures.sample("pv64.bin"))
    let driver = try InspectorDriver(bytes: bytes, name: "old/stream.bin", comparedWith: "new/stream.bin")
    try driver.compare(with: bytes, name: "new/stream.bin")
    #expect(driver.lines[0].hasPrefix(" old/stream.bin compared with new/stream.bin "))
    #expect(driver.lines[2].contains("to checkpoint 0 of new/stream.bin"))
  }
}
