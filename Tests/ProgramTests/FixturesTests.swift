import TestSupport
import Testing

@Suite(.enabled(if: Fixtures.haveCaptures, "no captures beside the package"))
struct FixturesTests {
  @Test func listsTheCapturesWithWhatIsKnownOfThem() throws {
    #expect(Fixtures.tiny.count == 12)
    #expect(Fixtures.tiny.allSatisfy { $0.chunksPath != nil && $0.truthPath != nil })
    #expect(Fixtures.malformed.contains { $0.name == "trunc-header" })
    #expect(try FixtureFile.lines(Fixtures.malformedResults).count == Fixtures.malformed.count + 1)
  }

  @Test func findsTheBuiltProgram() {
    #expect(FixtureFile.exists(Fixtures.programPath), "\(Fixtures.programPath)")
  }
}
