import Samples
@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@Suite struct TilingTests {
  @Test(arguments: Fixtures.half(of: Fixtures.captures + Fixtures.malformed))
  func everyByteOfARealCaptureBelongsToOneLeaf(_ fixture: CaptureFixture) throws {
    let read = try IndexedCapture(path: fixture.path)
    let isLarge = fixture.collection == .large
    #expect(read.tree.tilingFaults(maximumChildren: isLarge ? 100 : 5000) == [])
  }

  @Test(arguments: SampleKind.allCases)
  func everyByteOfASampleBelongsToOneLeaf(_ kind: SampleKind) throws {
    let read = try IndexedCapture(path: Fixtures.sample("\(kind.rawValue).bin"))
    #expect(read.tree.tilingFaults() == [])
  }

  @Test func findsTheLeafOfEachOffset() throws {
    let read = try IndexedCapture(path: Fixtures.sample("hvm-remus.bin"))
    for offset in stride(from: UInt64(0), to: read.capture.size, by: 997) {
      let leaf = try #require(read.tree.path(to: offset).last)
      #expect(leaf.isLeaf && leaf.offset <= offset && offset < leaf.end)
    }
    #expect(read.tree.path(to: read.capture.size).isEmpty)
  }

  @Test func findsANodeByThePathOfItsNames() throws {
    let read = try IndexedCapture(path: Fixtures.sample("hvm-remus.bin"))
    for offset in [UInt64(9), 200, 100_000, 240_000] {
      let path = read.tree.path(to: offset)
      let found = read.tree.node(at: path.map(\.name).joined(separator: "/"))
      #expect(found?.offset == path.last?.offset && found?.name == path.last?.name)
    }
    #expect(read.tree.node(at: "checkpoint[1]/body/nothing") == nil)
  }
}
