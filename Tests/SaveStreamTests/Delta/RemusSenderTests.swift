@_spi(Measuring) import SaveStream
import Testing

@Suite struct RemusSenderTests {
  private func page(_ number: UInt64) -> [UInt8] {
    (0..<4096).map { UInt8(truncatingIfNeeded: UInt64($0) &+ number &* 31) }
  }

  private let unchanged: [UInt8] = [0x00]
  private func full(_ number: UInt64) -> [UInt8] { [0x80] + page(number) }

  /// Adds a page; true when the page buffer is full.
  private func add(_ page: [UInt8], _ pfn: UInt64, isPageTable: Bool = false, to sender: inout RemusSender) -> Bool {
    sender.add(page.span, pfn: pfn, isPageTable: isPageTable)
  }

  /// Everything that the sender has collected, as the chunks' payloads.
  private func chunks(_ sender: inout RemusSender) -> [[UInt8]] {
    var chunks: [[UInt8]] = []
    while let chunk = sender.nextChunk() { chunks.append(chunk) }
    return chunks
  }

  private func sizes(cache: Int = 8, buffer: Int = 64, output: Int = 64 << 10) -> SenderSizes {
    var sizes = SenderSizes()
    sizes.cachePages = cache
    sizes.pageBufferPages = buffer
    sizes.outputBufferBytes = output
    return sizes
  }

  @Test func sendsAPageWholeTheFirstTimeAndItsChangesLater() {
    var sender = RemusSender(toolstack: .bits64, sizes: sizes())
    sender.beginBody()
    let isFull1 = add(page(1), 5, to: &sender)
    #expect(!isFull1)
    let sent2 = chunks(&sender)
    #expect(sent2 == [full(1)])
    var changed = page(1)
    changed[0] ^= 1
    sender.beginBody()
    _ = sender.add(changed.span, pfn: 5, isPageTable: false)
    _ = sender.add(changed.span, pfn: 5, isPageTable: false)
    let sent3 = chunks(&sender)
    #expect(sent3 == [naiveDelta(changed, from: page(1)) + unchanged])
    let sent4 = chunks(&sender)
    #expect(sent4.isEmpty)
  }

  @Test func sendsAPageTableWholeAndForgetsThePageItWas() {
    var sender = RemusSender(toolstack: .bits64, sizes: sizes())
    for isPageTable in [false, true, false] {
      sender.beginBody()
      _ = sender.add(page(1).span, pfn: 5, isPageTable: isPageTable)
      let sent5 = chunks(&sender)
      #expect(sent5 == [full(1)])
    }
  }

  @Test func sendsAPageWholeAgainAfterItHadToMakeRoom() {
    var sender = RemusSender(toolstack: .bits64, sizes: sizes(cache: 2))
    for pfn in [1, 2, 3, 1] as [UInt64] { _ = sender.add(page(pfn).span, pfn: pfn, isPageTable: false) }
    let sent6 = chunks(&sender)
    #expect(sent6.joined().count == 4 * 4097)
  }

  @Test func beginsAChunkWhereTheOutputBufferIsFull() {
    // 64 KiB less arrays and header leave room for 15 whole pages, then for 15 again from the buffer's start.
    var sender = RemusSender(toolstack: .bits64, sizes: sizes(cache: 64))
    sender.beginBody()
    sender.takeArray(entryCount: 40)
    for pfn in 0..<40 as Range<UInt64> { _ = sender.add(page(pfn).span, pfn: pfn, isPageTable: false) }
    let payloads = chunks(&sender)
    #expect(payloads.map(\.count) == [15 * 4097, 15 * 4097, 10 * 4097])
  }

  @Test func countsArraysAndHeadersAgainstTheOutputBuffer() {
    // Room for exactly two whole pages behind an array of one entry and the header; one byte less, for one.
    for (toolstack, spare) in [(WordSize.bits64, 0), (.bits64, -1), (.bits32, 0), (.bits32, -1)] {
      let header = 4 + toolstack.rawValue
      let array = 4 + 3000 * toolstack.rawValue
      let output = array + header + 5 * 4097 + spare
      var sender = RemusSender(toolstack: toolstack, sizes: sizes(output: output))
      sender.beginBody()
      sender.takeArray(entryCount: 3000)
      for pfn in 0..<6 as Range<UInt64> { _ = sender.add(page(pfn).span, pfn: pfn, isPageTable: false) }
      let sent7 = chunks(&sender)
      #expect(sent7.first?.count == (spare == 0 ? 5 : 4) * 4097)
    }
  }

  @Test func neverEncodesANewPageAgainstWhatItsSlotHeldBefore() throws {
    // The sender of Xen 4.5 gives the first page of the second chunk a slot before it knows that the page fits.
    var sender = RemusSender(toolstack: .bits64, sizes: sizes(cache: 8))
    for pfn in 0..<40 as Range<UInt64> { _ = sender.add(page(pfn).span, pfn: pfn, isPageTable: false) }
    for chunk in chunks(&sender) { #expect(chunk.first == 0x80 && chunk.count % 4097 == 0) }
  }

  @Test func wantsToBeEmptiedWhenThePageBufferIsFull() {
    var sender = RemusSender(toolstack: .bits64, sizes: sizes(buffer: 3))
    let isFull8 = add(page(1), 1, to: &sender)
    #expect(!isFull8)
    let isFull9 = add(page(2), 2, to: &sender)
    #expect(!isFull9)
    let isFull10 = add(page(3), 3, to: &sender)
    #expect(isFull10)
    let sent11 = chunks(&sender)
    #expect(sent11.map(\.count) == [3 * 4097])
    let isFull12 = add(page(1), 1, to: &sender)
    #expect(!isFull12)
  }

  @Test func cutsXensBuffersAsXenDoes() {
    // 8192 new pages: 4094 whole pages fit behind a header into 16 MiB, twice, and four are left.
    var sender = RemusSender(toolstack: .bits64)
    let content = page(0)
    var wantsFlush = false
    for pfn in 0..<8192 as Range<UInt64> { wantsFlush = sender.add(content.span, pfn: pfn, isPageTable: false) }
    #expect(wantsFlush)
    sender.beginBody()
    let sent13 = chunks(&sender)
    #expect(sent13.map { $0.count / 4097 } == [4094, 4094, 4])
  }
}
