import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct StackDistancesTests {
  @Test func countsThePagesSentSince() {
    var distances = StackDistances()
    let found = [1, 2, 3, 1, 1, 2].map { distances.use($0) }
    #expect(found == [nil, nil, nil, 3, 1, 3])
  }

  @Test(arguments: [1, 2, 3, 7, 16, 50])
  func saysWhatACacheOfAnySizeHolds(capacity: Int) {
    var distances = StackDistances()
    var cache = SenderCache(capacity: capacity)
    var random = SeededRandom(seed: 0xcac4e)
    var disagreements = 0
    for _ in 0..<12_000 {
      let pfn = (random.next() % 40) * (random.next() % 3) / 2
      if random.next() % 12 == 0 {
        distances.forget(pfn)
        cache.forget(pfn)
        continue
      }
      let isHit = cache.use(pfn)
      if !isHit { cache.insert(pfn) }
      let distance = distances.use(pfn)
      if isHit != (distance.map { $0 <= capacity } ?? false) { disagreements += 1 }
    }
    #expect(disagreements == 0)
  }
}
