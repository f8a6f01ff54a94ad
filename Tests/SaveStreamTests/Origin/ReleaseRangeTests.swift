import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct ReleaseRangeTests {
  private static let legacy = ReleaseEvidence(from: .init(3, 0), through: .init(4, 5), "legacy")

  @Test func theNarrowestBoundsCount() {
    let toolstack = ReleaseEvidence(from: .init(4, 2), "toolstack")
    let range = ReleaseRange([Self.legacy, toolstack, .init(from: .init(4, 1), "xcnt"), toolstack])
    #expect(range.words == "Xen 4.2 to 4.5")
    #expect(range.deciding == [toolstack, Self.legacy])
    #expect(range.evidence.count == 3, "what is said twice counts once")
    #expect(range.contains(.init(4, 2)) && range.contains(.init(4, 5)))
    #expect(!range.contains(.init(4, 1)) && !range.contains(.init(4, 6)) && !range.contains(.init(3, 4)))
  }

  @Test func boundsMayBeOpenAndReleasesAreComparedByNumber() {
    #expect(ReleaseRange([]).words == nil)
    #expect(ReleaseRange([.init(from: .init(4, 14), "")]).words == "Xen 4.14 or later")
    #expect(ReleaseRange([.init(through: .init(4, 4), "")]).words == "Xen 4.4 or earlier")
    let named = ReleaseEvidence(from: .init(4, 17), through: .init(4, 17), "")
    let one = ReleaseRange([named, .init(from: .init(4, 9), "")])
    #expect(one.words == "Xen 4.17")
    #expect(one.deciding == [named])
  }

  @Test func aContradictionIsSaidAndNotHidden() {
    let range = ReleaseRange([Self.legacy, .init(from: .init(4, 6), "flag")])
    #expect(range.isContradictory)
    #expect(range.words == "contradictory releases: not before Xen 4.6, and not after Xen 4.5")
    #expect(range.deciding.map(\.reason) == ["flag", "legacy"])
    #expect(!range.contains(.init(4, 5)))
  }
}
