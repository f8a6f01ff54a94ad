import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct PageSendListTests {
  /// A page that is sent, broken, sent again, compared, and sent as deltas.
  private func stream() -> MadeUpStream {
    var stream = MadeUpStream()
    stream.send([(1, 0xaa), (2, 0xbb)])
    stream.send([(1, 0xab)])
    stream.endCheckpoint()
    stream.announce([1], type: .broken)
    stream.endCheckpoint()
    stream.send([(1, 0xcc)])
    stream.endCheckpoint(compressesNext: true)
    stream.announce([1])
    stream.sendDeltas([MadeUpStream.delta(word: 7, [1, 2, 3, 4])])
    stream.endCheckpoint()
    stream.announce([2])
    stream.sendDeltas([MadeUpStream.delta(word: 0, [9, 9, 9, 9])])
    stream.endCheckpoint()
    return stream
  }

  private func list(_ stream: MadeUpStream, pfn: UInt64 = 1) throws -> PageSendList {
    let (capture, index) = try stream.read()
    return try GuestMemory(capture: capture, index: index).sendList(of: pfn)
  }

  @Test func eachSendIsDescribedAtItsPosition() throws {
    let list = try list(stream())
    let sends = try (0..<list.count).map { try list.send(at: $0) }
    #expect(sends.map(\.encoding) == [.raw, .raw, .none, .raw, .delta])
    #expect(sends.map(\.checkpoint) == [0, 0, 1, 2, 3])
    let history = try list.memory.history(of: 1)
    #expect(sends == history)
  }

  @Test func sendsAreCountedUpToTheEndOfACheckpoint() throws {
    let list = try list(stream())
    #expect((0..<6).map { list.count(upTo: $0) } == [2, 3, 4, 5, 5, 5])
  }

  @Test func aStepSaysWhichWordsItChanged() throws {
    let steps = try list(stream()).steps(at: Array(0..<5))
    // The page was not there before the first send, nor behind the entry that says that it is broken.
    #expect(steps.map { $0.changed?.count } == [nil, 1024, nil, nil, 1])
    #expect(steps[4].changed?[7] == true && steps[4].changed?[6] == false)
  }

  @Test func stepsInTheMiddleAreTheSameAsFromTheStart() throws {
    let list = try list(stream())
    let all = try list.steps(at: Array(0..<list.count))
    for first in 0..<list.count {
      for end in first...list.count { #expect(try list.steps(at: Array(first..<end)) == Array(all[first..<end])) }
    }
    // Here and there, the sends between them passed over.
    for others in 0..<1 << list.count {
      let chosen = (0..<list.count).filter { others >> $0 & 1 == 1 }
      #expect(try list.steps(at: chosen) == chosen.map { all[$0] })
    }
  }

  @Test func thePageAfterASendIsKnownWithinACheckpoint() throws {
    let list = try list(stream())
    #expect(try list.bytes(after: 0) == MadeUpStream.page(0xaa))
    #expect(try list.bytes(after: 1) == MadeUpStream.page(0xab))
    #expect(try list.bytes(after: 2) == nil)
    var last = MadeUpStream.page(0xcc)
    last.replaceSubrange(28..<32, with: [1, 2, 3, 4])
    #expect(try list.bytes(after: 4) == last)
  }

  @Test func whatIsComparedShowsItsOwnBytesAndChangesNothing() throws {
    var stream = MadeUpStream()
    stream.send([(1, 0xaa)])
    stream.enterVerifyMode()
    stream.send([(1, 0xad)])
    stream.endCheckpoint()
    stream.send([(1, 0xaa)])
    stream.endCheckpoint()
    let list = try list(stream)
    #expect(try list.steps(at: Array(0..<3)).map { $0.changed?.count } == [nil, 1024, 0])
    #expect(try list.bytes(after: 1) == MadeUpStream.page(0xad))
  }

  @Test func theEntryOfASendIsFound() throws {
    let (capture, index) = try stream().read()
    let memory = try GuestMemory(capture: capture, index: index)
    let list = memory.sendList(of: 1)
    let second = memory.sendList(of: 2)
    for (list, position, batch, entry) in [(list, 0, 0, 0), (second, 0, 0, 1), (list, 2, 2, 0), (list, 4, 4, 0)] {
      let found = try #require(try list.entry(at: position))
      #expect(found == index.entryRows[batch].array + UInt64(entry * index.entryRows[batch].wordBytes))
    }
  }

  @Test func whyAPageIsNotThereIsSaid() throws {
    var stream = stream()
    stream.announce([5])
    stream.sendDeltas([[0x80] + MadeUpStream.page(0x55)])
    stream.endCheckpoint()
    let (capture, index) = try stream.read()
    let memory = try GuestMemory(capture: capture, index: index)
    #expect(try memory.absence(of: 9, at: 0) == .neverSent)
    #expect(try memory.absence(of: 5, at: 2) == .notYetSent(first: 5))
    #expect(try memory.absence(of: 1, at: 1) == .broken(at: 1))
  }

  @Test func aPageOutsideTheGuestHasItsSendsAndNoContent() throws {
    let read = try IndexedCapture(path: #require(Fixtures.malformed.first { $0.name == "pfn-way-out" }).path)
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    let list = memory.sendList(of: 0x0fff_fff0)
    #expect(list.count == 1)
    #expect(try list.send(at: 0).offset == 228)
    #expect(try memory.page(pfn: 0x0fff_fff0, at: 0) == nil)
    #expect(try memory.absence(of: 0x0fff_fff0, at: 0) == .outside(end: 0x18))
    #expect(memory.sends.count == 23)
  }

  /// Every send of every page, against a replay entry by entry.
  @Test(arguments: Fixtures.tiny)
  func everySendLeavesThePageThatAReplayLeaves(_ fixture: CaptureFixture) throws {
    let read = try IndexedCapture(path: fixture.path)
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    var replay = try NaiveReplay(read.capture, read.index)
    var passed: [UInt64: Int] = [:]
    for checkpoint in read.index.checkpoints.indices {
      let before = replay.pages
      replay.apply(checkpoint: checkpoint)
      for (pfn, page) in replay.pages {
        let list = memory.sendList(of: pfn)
        let sends = try (0..<list.count).map { try list.send(at: $0) }
        let last = sends.lastIndex { $0.checkpoint <= checkpoint && $0.encoding != .verify && $0.encoding != .none }
        #expect(try last.flatMap { try list.bytes(after: $0) } == page.bytes, "PFN \(pfn) at \(checkpoint)")
        guard let last, passed[pfn] != last, sends.count(where: { $0.checkpoint == checkpoint }) == 1 else { continue }
        passed[pfn] = last
        let changed = try #require(try list.steps(at: [last]).first).changed
        let naive = before[pfn].map { old in (0..<wordsPerPage).filter { !Self.isSame($0, page.bytes, old.bytes) } }
        #expect(changed.map { words in (0..<wordsPerPage).filter { words[$0] } } == naive, "PFN \(pfn)")
      }
    }
  }

  private static func isSame(_ word: Int, _ left: [UInt8], _ right: [UInt8]) -> Bool {
    left[word * 4..<word * 4 + 4] == right[word * 4..<word * 4 + 4]
  }
}

@Suite struct PageSendsOrderTests {
  private func sends(_ pfns: [UInt64]) throws -> PageSends {
    var stream = MadeUpStream(p2mSize: 0xfff_ffff)
    stream.send(pfns.map { ($0, 1) })
    stream.endCheckpoint()
    let (capture, index) = try stream.read()
    return try PageSends(capture: capture, index: index)
  }

  @Test func theNextPFNIsFoundInBothDirections() throws {
    let pfns: [UInt64] = [3, 4, 1 << 20, 5 << 20 | 7]
    let sends = try sends(pfns)
    for probe in [0, 3, 4, 5, 0xf_ffff, 1 << 20, 2 << 20, 5 << 20 | 7, 5 << 20 | 8, UInt64.max] as [UInt64] {
      #expect(sends.firstPFN(from: probe) == pfns.first { $0 >= probe }, "from \(probe)")
      #expect(sends.lastPFN(upTo: probe) == pfns.last { $0 <= probe }, "up to \(probe)")
      #expect(sends.sendCount(below: probe) == pfns.count { $0 < probe }, "below \(probe)")
    }
  }
}
