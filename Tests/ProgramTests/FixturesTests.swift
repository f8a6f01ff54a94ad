import TestSupport
import Testing

@Suite struct FixturesTests {
  @Test func theSmallCapturesArePartOfTheRepository() throws {
    #expect(Fixtures.tiny.count == 12)
    #expect(Fixtures.tiny.allSatisfy { $0.chunksPath != nil && $0.truthPath != nil })
    #expect(Fixtures.malformed.map(\.name).sorted() == (try names(in: Fixtures.malformedResults)))
    let small = try names(in: Fixtures.fieldExpectations).filter { name in
      !["v2-", "v3-", "converted-"].contains { name.hasPrefix($0) }
    }
    #expect(Fixtures.field.map(\.name).sorted() == small)
    let modern = Fixtures.v3.filter { $0.name.hasPrefix("tiny-") }
    #expect(modern.count == 6)
    #expect(modern.allSatisfy { $0.recordsPath != nil && $0.truthPath != nil })
  }

  /// Where they are missing, this test is skipped, and it alone says so.
  @Test(.enabled(if: Fixtures.wantsLarge, "\(Fixtures.leftOut)"))
  func theLargeCapturesAreThereWhereTheyAreAskedFor() throws {
    #expect(Fixtures.large.count == 13)
    #expect(Fixtures.v3.count == 12)
    #expect(Fixtures.largeField.count == 26)
    #expect(LinuxTruth.all.count == 8)
    for truth in LinuxTruth.all {
      let isKnown = try !truth.log().isEmpty && !truth.uses().isEmpty && !truth.owners().isEmpty
      #expect(isKnown, "\(truth)")
    }
  }

  @Test func findsTheBuiltProgram() {
    #expect(FixtureFile.exists(Fixtures.programPath), "\(Fixtures.programPath)")
  }

  /// The names in the first column of a table.
  private func names(in table: String) throws -> [String] {
    try FixtureFile.lines(table).dropFirst().map { String($0.prefix { $0 != "\t" }) }.sorted()
  }
}
