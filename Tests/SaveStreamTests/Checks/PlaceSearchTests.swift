import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// The search for the place where a damaged stream goes on is linear, whatever the bytes are.
@Suite struct PlaceSearchTests {
  /// A format whose heads are a byte of 1, none of which is believed.
  private struct Nothing: ChunkGrammar {
    final class Counts {
      var heads = 0
      var links = 0
    }

    let counts = Counts()
    let headByteCount = 4

    func isPossibleHead(_ bytes: Span<UInt8>, at place: Int) -> Bool {
      counts.heads += 1
      return bytes[place] == 1
    }

    func link(at offset: UInt64) -> ChunkLink {
      counts.links += 1
      return .contradicted
    }

    func mayBegin(at offset: UInt64) -> Bool { false }

    func kind(at offset: UInt64) -> (kind: PlaceSign.Kind, count: Int) { (.batch, 0) }
  }

  private func search(_ bytes: [UInt8]) -> PlaceSearch {
    PlaceSearch(window: ByteWindow(Capture(bytes: bytes)))
  }

  @Test func whatWasLookedThroughIsNotLookedThroughAgain() throws {
    let bytes = [UInt8](repeating: 0, count: 300_000)
    let grammar = Nothing()
    var search = search(bytes)
    for start in stride(from: UInt64(0), to: 200_000, by: 100) {
      #expect(try search.next(from: start, grammar) { false } == nil)
    }
    #expect(grammar.counts.heads <= bytes.count)
  }

  @Test func bytesThatLookLikeAHeadEverywhereEndTheSearch() throws {
    let grammar = Nothing()
    var search = search([UInt8](repeating: 1, count: 300_000))
    search.linksLeft = 1000
    #expect(try search.next(from: 0, grammar) { false } == nil)
    #expect(grammar.counts.links == 1000)
  }

  @Test func aSearchThatIsStoppedLooksAtNoMorePlaces() throws {
    let grammar = Nothing()
    var search = search([UInt8](repeating: 1, count: 300_000))
    #expect(try search.next(from: 0, grammar) { grammar.counts.links >= 10 } == nil)
    #expect(grammar.counts.links == 10)
  }
}
