import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct SenderCacheTests {
  @Test func letsTheLeastRecentlySentPageGo() {
    var cache = SenderCache(capacity: 3)
    for pfn in [1, 2, 3] as [UInt64] {
      let evicted = cache.insert(pfn)
      #expect(evicted == nil)
    }
    let result1 = cache.use(1)
    #expect(result1)
    let result2 = cache.insert(4)
    #expect(result2 == 2)
    #expect(cache.contains(1) && cache.contains(3) && cache.contains(4) && !cache.contains(2))
    #expect(cache.evictions == 1)
  }

  @Test func usesASlotThatAPageTableEmptiedBeforeAPageGoes() {
    var cache = SenderCache(capacity: 2)
    cache.insert(1)
    cache.insert(2)
    cache.forget(2)
    let result3 = cache.insert(3)
    #expect(result3 == nil)
    #expect(cache.contains(1) && cache.contains(3) && cache.count == 2)
  }

  @Test func goesOnAsAListOfAnyOrderWould() {
    var cache = SenderCache(capacity: 16)
    var model: [UInt64] = []
    var random = SeededRandom(seed: 0x1b0)
    for _ in 0..<20_000 {
      let pfn = random.next() % 40
      if random.next() % 10 == 0 {
        cache.forget(pfn)
        model.removeAll { $0 == pfn }
      } else if model.contains(pfn) {
        let result4 = cache.use(pfn)
        #expect(result4)
        model.removeAll { $0 == pfn }
        model.append(pfn)
      } else {
        let result5 = cache.use(pfn)
        #expect(!result5)
        let evicted = cache.insert(pfn)
        let expected = model.count == 16 ? model.removeFirst() : nil
        #expect(evicted == expected)
        model.append(pfn)
      }
      #expect(cache.count == model.count)
    }
  }
}
