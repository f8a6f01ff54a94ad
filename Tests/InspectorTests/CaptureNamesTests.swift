import TestSupport
import Testing

@testable import Inspector

@Suite struct CaptureNamesTests {
  @Test(arguments: [
    ("a/one.bin", "a/two.bin", "one.bin and two.bin"), ("x/a/s.bin", "x/b/s.bin", "a/s.bin and b/s.bin"),
    ("/x/a/c/s.bin", "/x/b/c/s.bin", "a/c/s.bin and b/c/s.bin"), ("s.bin", "old/s.bin", "s.bin and old/s.bin"),
    ("x/s.bin", "x/s.bin", "s.bin and s.bin"), ("s.bin", "/", "s.bin and /"),
  ])
  func namesHaveTheFoldersThatTellThemApart(_ first: String, _ second: String, _ text: String) {
    #expect(CaptureNames(first, second).text(80, .unicode) == text)
  }

  @Test func foldersAreCutSoThatTheNamesStay() {
    let names = CaptureNames("x/hvm-remus-compressed/stream.bin", "x/pv/stream.bin")
    #expect(names.text(49, .unicode) == "hvm-remus-compressed/stream.bin and pv/stream.bin")
    #expect(names.text(40, .unicode) == "hvm-remus-…/stream.bin and pv/stream.bin")
    for width in 8...60 { #expect(TextWidth.of(names.text(width, .unicode)) <= width) }
  }

  @Test func theTitleAndTheDiffSayWhichIsWhich() throws {
    let bytes = try FixtureFile.bytes(Fixtures.sample("pv64.bin"))
    let driver = try InspectorDriver(bytes: bytes, name: "old/stream.bin", comparedWith: "new/stream.bin")
    try driver.compare(with: bytes, name: "new/stream.bin")
    #expect(driver.lines[0].hasPrefix(" old/stream.bin and new/stream.bin "))
    #expect(driver.lines[2].contains("to checkpoint 0 of new/stream.bin"))
  }
}
