@_spi(Measuring) import SaveStream
import Testing

@_spi(Measuring) @testable import Inspector

/// Hits and what has not been looked at, as numbers: a search of the places 0 to 99.
@Suite struct HitListTests {
  private func hit(_ place: UInt64) -> SearchHit { SearchHit(place: place, match: .bytes) }

  /// A search that began at 50 and has looked at 50..<80.
  private func begun() -> HitList {
    var list = HitList(from: 50)
    list.take([hit(55), hit(70)], left: [80..<100, 0..<50])
    return list
  }

  @Test func hitsStandInTheOfOrderOfTheirPlaces() {
    var list = begun()
    list.select(0)
    list.take([hit(10), hit(20)], left: [30..<50])
    #expect(list.hits.map(\.place) == [10, 20, 55, 70])
    #expect(list.currentHit?.place == 55)
  }

  @Test func aStepWithinWhatIsKnownNeedsNoSearch() {
    var list = begun()
    #expect(list.step(from: .place(50), backwards: false) == .hit(0, hasWrapped: false))
    list.select(0)
    #expect(list.step(from: .current, backwards: false) == .hit(1, hasWrapped: false))
    list.select(1)
    #expect(list.step(from: .current, backwards: true) == .hit(0, hasWrapped: false))
  }

  @Test func aStepPastWhatIsKnownGoesOnSearching() {
    var list = begun()
    list.select(1)
    #expect(list.step(from: .current, backwards: false) == .further)
    list.select(0)
    #expect(list.step(from: .current, backwards: true) == .further)
  }

  @Test func aStepFromTheMidstOfWhatIsNotKnownBeginsAnew() {
    let list = begun()
    #expect(list.step(from: .place(90), backwards: false) == .elsewhere)
    #expect(list.step(from: .place(90), backwards: true) == .elsewhere)
    #expect(list.step(from: .place(0), backwards: false) == .elsewhere)
    #expect(list.step(from: .place(80), backwards: false) == .further)
    #expect(list.step(from: .place(80), backwards: true) == .hit(1, hasWrapped: false))
  }

  @Test func onceAllIsKnownAStepGoesRound() {
    var list = begun()
    list.take([hit(3)], left: [])
    list.select(2)
    #expect(list.step(from: .current, backwards: false) == .hit(0, hasWrapped: true))
    list.select(0)
    #expect(list.step(from: .current, backwards: true) == .hit(2, hasWrapped: true))
    #expect(HitList(of: []).step(from: .place(0), backwards: false) == .nothing)
  }

  /// A way over numbered places, of which those in `hits` are hits.
  private func run(
    _ stretches: [Range<UInt64>], backwards: Bool, most: Int = 100, hits: Set<UInt64>
  ) -> (found: [UInt64], left: [Range<UInt64>]) {
    let request = SearchRequest(
      target: .pfn(1, allEntries: false, where: nil), stretches: stretches, backwards: backwards, mostHits: most)
    var way = SearchWay(request, count: 100)
    var found: [UInt64] = []
    var left: [Range<UInt64>] = stretches
    while let slice = way.next(7) {
      let progress = way.progress(slice.filter(hits.contains).map(hit))
      found += progress.hits.map(\.place)
      left = progress.left
      if progress.isFinished { break }
    }
    return (found, left)
  }

  @Test func aWayGoesToTheEndAndOnFromTheOtherOne() {
    #expect(run([50..<UInt64.max, 0..<50], backwards: false, hits: [3, 60, 99]).found == [60, 99, 3])
    #expect(run([50..<UInt64.max, 0..<50], backwards: true, hits: [3, 60, 99]).found == [3, 99, 60])
    #expect(run([50..<UInt64.max, 0..<50], backwards: false, hits: [3]).left.isEmpty)
  }

  @Test func whatLiesBehindTheLastHitThatIsWantedIsLeft() {
    let forwards = run([0..<100], backwards: false, most: 2, hits: [1, 2, 3, 4, 50])
    #expect(forwards.found == [1, 2])
    #expect(forwards.left.flatMap(Array.init) == Array(3..<100))
    let backwards = run([0..<100], backwards: true, most: 2, hits: [1, 90, 97, 98, 99])
    #expect(backwards.found == [98, 99])
    #expect(backwards.left.flatMap(Array.init) == Array(0..<98))
  }

  @Test func aPatternIsFoundInEitherCaseWhereItIsText() {
    let bytes = Array("aNeedle, NEEDLE".utf8)
    let text = PatternMatcher(.text(Array("needle".utf8)))
    #expect(text.places(in: bytes.span, startingIn: 0..<bytes.count, most: 9) == [1, 9])
    #expect(text.places(in: bytes.span, startingIn: 0..<9, most: 9) == [1])
    let exact = PatternMatcher(.bytes(Array("NEEDLE".utf8)))
    #expect(exact.places(in: bytes.span, startingIn: 0..<bytes.count, most: 9) == [9])
    let zeros = [UInt8](repeating: 0, count: 10)
    #expect(PatternMatcher(.bytes([0, 0, 0])).places(in: zeros.span, startingIn: 0..<10, most: 9) == [0, 3, 6])
  }
}
