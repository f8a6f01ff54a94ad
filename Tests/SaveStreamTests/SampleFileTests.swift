import Samples
@_spi(Measuring) import SaveStream
import TestSupport
import Testing

/// The files in `Samples/`. After a wanted change: `RECORD_SNAPSHOTS=1 swift test --filter SampleFileTests`.
@Suite struct SampleFileTests {
  @Test(arguments: SampleKind.allCases)
  func theFileIsWhatTheProgramWrites(_ kind: SampleKind) throws {
    let path = Fixtures.sample("\(kind.rawValue).bin")
    let bytes = kind.bytes
    if FixtureFile.environment("RECORD_SNAPSHOTS") != nil { try FixtureFile.write(bytes, to: path) }
    // Compared as a whole: a list of 300,000 bytes would help nobody.
    let isSame = try FixtureFile.bytes(path) == bytes
    #expect(isSame, "Samples/\(kind.rawValue).bin differs; make samples writes it anew")
  }

  @Test(arguments: SampleKind.allCases)
  func isSmallAndTheSameEveryTime(_ kind: SampleKind) {
    let first = kind.bytes
    let isSame = first == kind.bytes
    #expect(isSame)
    #expect((100_000..<1 << 20).contains(first.count))
  }

  @Test func everyFileIsASample() {
    let names = FixtureFile.names(in: Fixtures.sample("")).filter { $0.hasSuffix(".bin") }
    #expect(names == SampleKind.allCases.map { $0.rawValue + ".bin" }.sorted())
  }

  @Test func theCutSampleIsTheStartOfTheWholeOne() {
    let whole = SampleKind.hvmRemus.bytes
    let cut = SampleKind.hvmRemusCut.bytes
    #expect(cut.count < whole.count)
    let isStart = whole.starts(with: cut)
    #expect(isStart)
  }
}
