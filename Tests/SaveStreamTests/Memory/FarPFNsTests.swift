import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// PFNs that lie far apart, as a stream may have them that bounds them by nothing.
@Suite struct FarPFNsTests {
  private typealias Entry = DeltaStream.Entry

  private func table(_ entries: [[Entry]]) throws -> (memory: GuestMemory, read: IndexedCapture) {
    var stream = DeltaStream()
    for checkpoint in entries { stream.send(checkpoint) }
    let read = try stream.read()
    return (try GuestMemory(capture: read.capture, index: read.index), read)
  }

  /// A delta that sets the first word of a page.
  private static func delta(_ value: UInt32) -> [UInt8] {
    MadeUpStream.delta(word: 0, withUnsafeBytes(of: value.littleEndian) { Array($0) })
  }

  // MARK: Cost

  private static let count: UInt64 = 200_000

  /// Builds the table of 200,000 sends, the latest of the lowest PFN. Returns it with the slices that it took.
  private func descending(shift: UInt64) throws -> (sends: PageSends, slices: Int) {
    var stream = DeltaStream()
    stream.send((0..<Self.count).reversed().map { Entry($0 << shift) })
    let read = try stream.read()
    let builder = PageSendsBuilder(capture: read.capture, index: read.index)
    var slices = 1
    while true {
      if let sends = try builder.step() { return (sends, slices) }
      slices += 1
    }
  }

  @Test func spreadOver52BitsTheyCostWhatTheyCostSideBySide() throws {
    let dense = try descending(shift: 0)
    let far = try descending(shift: 32)
    var cursor = PageSends.Cursor()
    var isAsSent = true
    for number in 0..<Self.count {
      let list = try #require(far.sends.next(&cursor))
      let send = list.first
      isAsSent = isAsSent && list.pfn == number << 32 && list.count == 1 && send?.content == Self.count - 1 - number
    }
    #expect(isAsSent && far.sends.next(&cursor) == nil)
    #expect(far.sends.count == Int(Self.count) && dense.sends.count == Int(Self.count))
    #expect(far.sends.byteCount < 2 * dense.sends.byteCount)
    #expect(dense.sends.byteCount < 9 * Int(Self.count))
    // 196 batches are read, 32 in a slice; 18 passes over all of them put 200,000 in order, 262,144 in a slice.
    #expect(dense.slices <= 24 && far.slices <= 24)
  }

  /// In slices of 100 sends, none looks at more; in all, they are looked at a few times each, and once for each
  /// doubling.
  @Test(arguments: [0, 20, 32, 51] as [UInt64])
  func puttingThemInOrderTakesSlicesOfAFewSends(shift: UInt64) {
    var collected = CollectedSends()
    let count = 4096
    for number in (0..<UInt64(count)).reversed() {
      let pfn = shift == 51 ? number / 2 | (number % 2) << shift : number << shift
      collected.append(
        PageSends.packed(.init(content: number, type: .ordinary), pfn), of: UInt32(pfn >> PageSends.groupShift))
    }
    collected.settle()
    var ordering = SendOrdering(collected, with: [])
    var slices = 1
    while true {
      var left = 100
      let blocks = ordering.step(&left)
      #expect(left >= 0)
      if let blocks {
        #expect(blocks.reduce(0) { $0 + $1.words.count } == count)
        break
      }
      slices += 1
    }
    #expect(slices <= count * (12 + 4) / 100)
  }

  @Test func manySendsOfAFewGroupsInTurnAreFound() throws {
    let pfn = { (number: UInt64) in number / 3 | (number % 3) << 40 }
    let entries = (0..<12_000).map { Entry(pfn($0)) }
    let (memory, _) = try table([entries, entries])
    for number in stride(from: UInt64(0), to: 12_000, by: 997) {
      let contents = memory.sends.list(of: pfn(number)).map(\.content)
      #expect(contents == [number, number + 12_000])
    }
    #expect(memory.sends.blocks.count < 6)
  }

  // MARK: What is there

  /// Some PFNs side by side, some a group apart, some anywhere; sent again and again, and broken here and there.
  private func mixed(seed: UInt64, checkpoints: Int, sideBySide: UInt64 = 900) -> [[Entry]] {
    var random = SeededRandom(seed: seed)
    let far = (0..<40).map { _ in UInt64.random(in: 0..<1 << 52, using: &random) & ~0xf000_0000 }
    return (0..<checkpoints).map { checkpoint in
      let start = UInt64.random(in: 0..<4000, using: &random)
      var pfns = Array(start..<start + UInt64.random(in: 1..<sideBySide, using: &random))
      pfns += (0..<30 as Range<UInt64>).map { $0 << 20 }
      pfns += far.shuffled(using: &random).prefix(20)
      if checkpoint % 2 == 1 { pfns.shuffle(using: &random) }
      return pfns.map { pfn in
        let isBroken = UInt64.random(in: 0..<50, using: &random) == 0
        let value = UInt32.random(in: 0...(.max), using: &random)
        return isBroken ? Entry(pfn, type: .broken) : Entry(pfn, delta: Self.delta(value))
      }
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func memoryIsWhatANaiveReplayGives(seed: UInt64) throws {
    let (memory, read) = try table(mixed(seed: seed, checkpoints: 4, sideBySide: 20))
    var replay = try NaiveReplay(read.capture, read.index)
    for checkpoint in read.index.checkpoints.indices {
      replay.apply(checkpoint: checkpoint)
      var found: [UInt64: [UInt8]] = [:]
      var last: UInt64?
      try memory.sweep(at: checkpoint) { page in
        let isAscending = last.map { $0 < page.pfn } ?? true
        #expect(isAscending)
        last = page.pfn
        found[page.pfn] = page.bytes
      }
      let isSame = found == replay.pages.mapValues(\.bytes)
      #expect(isSame, "checkpoint \(checkpoint), seed \(seed)")
    }
  }

  /// Every PFN with the places and types of its contents, as the entries have them.
  private func expected(_ entries: [[Entry]]) -> [UInt64: [PageSends.Send]] {
    var lists: [UInt64: [PageSends.Send]] = [:]
    var content: UInt64 = 0
    for entry in entries.joined() where entry.type.carriesContent {
      lists[entry.pfn, default: []].append(.init(content: content, type: entry.type))
      content += 1
    }
    return lists
  }

  @Test(arguments: [4, 5, 6] as [UInt64])
  func aTableThatGrowsWithItsCaptureIsTheSame(seed: UInt64) throws {
    var entries = mixed(seed: seed, checkpoints: 12)
    // A large group to which nothing is added later.
    entries[0] += (0..<5000).map { Entry(50 << 20 | $0) }
    var stream = DeltaStream()
    for checkpoint in entries { stream.send(checkpoint) }
    let read = try stream.read()
    var sends: PageSends?
    for checkpoint in [1, 2, 3, 7, 8, 12] {
      let part = Array(stream.bytes.prefix(Int(read.index.checkpoints[checkpoint].end)))
      let index = try IndexedCapture(bytes: part, options: DeltaStream.options).index
      let isPart = sends?.isPart(of: index) ?? true
      #expect(isPart)
      let builder = PageSendsBuilder(capture: read.capture, index: index, from: sends)
      var built: PageSends?
      while built == nil { built = try builder.step() }
      sends = built
      let wanted = expected(Array(entries.prefix(checkpoint)))
      var found: [UInt64: [PageSends.Send]] = [:]
      sends?.forEachList { found[$0.pfn] = Array($0) }
      #expect(found == wanted, "up to checkpoint \(checkpoint), seed \(seed)")
      let removals = entries.prefix(checkpoint).joined().count { $0.type == .broken }
      #expect(sends?.removals.count == removals)
    }
  }

  @Test func theNextPFNIsFoundInBothDirections() throws {
    let entries = mixed(seed: 7, checkpoints: 6)
    let (memory, _) = try table(entries)
    let lists = expected(entries)
    let pfns = lists.keys.sorted()
    let some: [UInt64] = stride(from: 0, to: pfns.count, by: 31).map { pfns[$0] } + pfns.suffix(30)
    let probes: [UInt64] = some.flatMap { pfn in [pfn, pfn + 1, pfn ^ 1 << 20] } + [0, 1 << 52 - 1, .max]
    for probe in probes {
      let next: UInt64? = pfns.first { $0 >= probe }
      #expect(memory.sends.firstPFN(from: probe) == next, "from \(probe)")
      let last: UInt64? = pfns.last { $0 <= probe }
      #expect(memory.sends.lastPFN(upTo: probe) == last, "up to \(probe)")
      let below: Int = pfns.reduce(0) { count, pfn in count + (pfn < probe ? lists[pfn]?.count ?? 0 : 0) }
      #expect(memory.sends.sendCount(below: probe) == below, "below \(probe)")
      let sends: [PageSends.Send] = lists[probe] ?? []
      #expect(Array(memory.sends.list(of: probe)) == sends, "\(probe)")
    }
  }

  // MARK: Where PFNs end

  @Test func pfnsThatWereOutsideAreInsideWhenTheStreamLetsThemBe() throws {
    let entries = [[Entry(1), Entry(0x30)], [Entry(2), Entry(0x30)]]
    let read = try table(entries).read
    var index = read.index
    index.pfnEnd = 0x20
    let early = try PageSends(capture: read.capture, index: index)
    #expect(early.count == 2 && early.list(of: 0x30).count == 2)
    #expect(try GuestMemory(capture: read.capture, index: index, sends: early).page(pfn: 0x30, at: 2) == nil)
    #expect(early.isPart(of: index))
    index.pfnEnd = 0x31
    #expect(!early.isPart(of: index))
    let builder = PageSendsBuilder(capture: read.capture, index: index, from: early)
    let late = try #require(try builder.step())
    #expect(late.count == 4 && late.firstPFN(from: 3) == 0x30)
    let memory = GuestMemory(capture: read.capture, index: index, sends: late)
    #expect(try memory.page(pfn: 0x30, at: 2) != nil)
    #expect(try memory.absence(of: 0x31, at: 2) == .outside(end: 0x31))
  }

  @Test func aTableWithNothingOutsideIsKeptWhenThePFNsGrow() throws {
    let read = try table([[Entry(1)], [Entry(2)]]).read
    var index = read.index
    index.pfnEnd = 0x20
    let sends = try PageSends(capture: read.capture, index: index)
    index.pfnEnd = 0x40
    #expect(sends.isPart(of: index))
    index.pfnEnd = 0x10
    #expect(!sends.isPart(of: index))
  }

  @Test func aBrokenEntryOutsideCountsWhenThePFNsGrow() throws {
    let read = try table([[Entry(1), Entry(0x30, type: .broken)]]).read
    var index = read.index
    index.pfnEnd = 0x20
    let sends = try PageSends(capture: read.capture, index: index)
    #expect(sends.removals.isEmpty)
    index.pfnEnd = 0x40
    #expect(!sends.isPart(of: index))
    #expect(try PageSends(capture: read.capture, index: index).removals.count == 1)
  }

  @Test func aLegacyHeaderSaysWherePFNsEnd() throws {
    #expect(try DeltaStream(p2mSize: 0x1234).read().index.pfnEnd == 0x1234)
    #expect(try DeltaStream(p2mSize: .max).read().index.pfnEnd == IndexSnapshot.unboundedPFNEnd)
  }
}

extension PageSends {
  /// Bytes of the arrays of the table.
  fileprivate var byteCount: Int {
    let ofRemovals = removals.capacity * MemoryLayout<Removal>.stride
    return blocks.reduce(ofRemovals) { $0 + MemoryLayout<SendBlock>.stride + $1.byteCount }
  }
}

extension SendBlock {
  /// With the head of each array.
  fileprivate var byteCount: Int { words.capacity * 8 + groupCount * 6 + 3 * 32 }
}
