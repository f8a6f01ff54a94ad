import Samples
@_spi(Measuring) import SaveStream
import TestSupport
import Testing

/// At every prefix of a body, its entries with content are at least as many as the page deltas received.
@Suite struct EntriesBeforePagesTests {
  @Test(arguments: SampleKind.allCases)
  func holdsAtEveryPrefixOfASample(_ kind: SampleKind) throws {
    try expectEntriesFirst(IndexedCapture(bytes: kind.bytes))
  }

  @Test(arguments: Fixtures.captures.filter { $0.name.contains("remus-compressed") })
  func holdsAtEveryPrefixOfARealCapture(_ fixture: CaptureFixture) throws {
    try expectEntriesFirst(IndexedCapture(path: fixture.path))
  }

  /// Follows each body chunk by chunk, and its data marker by marker.
  private func expectEntriesFirst(_ read: IndexedCapture) throws {
    let index = read.index
    #expect(!index.findings.contains { $0.rule == .deltaBeforeEntry })
    for checkpoint in index.checkpoints.indices where index.checkpoints[checkpoint].isCompressed {
      let row = index.checkpoints[checkpoint]
      let body = row.offset..<(row.bodyEnd ?? row.end)
      let chunks = index.compressedChunks.filter { body.contains($0.payload) }
      var pages = 0
      for chunk in chunks {
        let entries = try index.entryRows.filter { body.contains($0.array) && $0.array < chunk.payload }
          .reduce(0) { try $0 + contentCount(of: $1, in: read) }
        pages += pageCount(of: try read.capture.bytes(at: chunk.payload, count: Int(chunk.length)))
        #expect(entries >= pages, "checkpoint \(checkpoint), up to \(chunk.payload)")
      }
      let all = try index.entryRows.filter { body.contains($0.array) }
        .reduce(0) { try $0 + contentCount(of: $1, in: read) }
      #expect(pages == all, "checkpoint \(checkpoint)")
    }
  }

  private func contentCount(of batch: EntryRow, in read: IndexedCapture) throws -> Int {
    let wordBytes = (read.index.stream?.toolstackBits ?? 64) / 8
    let words = try read.capture.bytes(at: batch.array, count: batch.count * wordBytes)
    return (0..<batch.count).count { place in
      // The highest four bits of the low 32: 0xd, 0xe and 0xf have no content.
      words[place * wordBytes + 3] >> 4 < 0xd
    }
  }

  private func pageCount(of data: [UInt8]) -> Int {
    var position = 0
    var pages = 0
    while position < data.count {
      pages += 1
      if data[position] == 0x00 {
        position += 1
      } else if data[position] == 0x80 {
        position += 4097
      } else {
        var words = 0
        while words < 1024 {
          let count = Int(data[position] & 0x7f)
          position += data[position] < 0x80 ? 1 + 4 * count : 1
          words += count
        }
      }
    }
    return pages
  }

  // MARK: Streams that break it

  /// What is found in a stream whose checkpoint 1 is what `body` sends. Its tails are of no interest.
  private func findings(_ body: (inout MadeUpStream) -> Void) throws -> [FindingRule] {
    var stream = MadeUpStream()
    stream.send([(1, 0xaa), (2, 0xbb), (3, 0xcc)])
    stream.endCheckpoint(compressesNext: true)
    body(&stream)
    return try IndexedCapture(bytes: stream.bytes).findingRules.filter { $0 != .hvmContextNoEnd }
  }

  private let delta: [UInt8] = [0]

  @Test func dataBeforeItsEntriesIsAFindingWhateverElseIsWrong() throws {
    let early = try findings {
      $0.sendDeltas([delta, delta])
      $0.announce([1, 2])
      $0.endCheckpoint()
    }
    #expect(early == [.deltaBeforeEntry])
    let oneTooMany = try findings {
      $0.announce([1])
      $0.sendDeltas([delta, delta])
      $0.announce([2])
      $0.endCheckpoint()
    }
    #expect(oneTooMany == [.deltaBeforeEntry])
    let tooFew = try findings {
      $0.sendDeltas([delta, delta])
      $0.announce([1, 2, 3])
      $0.endCheckpoint()
    }
    #expect(tooFew == [.deltaBeforeEntry, .deltaMissing])
    let tooMany = try findings {
      $0.sendDeltas([delta, delta])
      $0.announce([1])
      $0.endCheckpoint()
    }
    #expect(tooMany == [.deltaBeforeEntry, .deltaLeftOver])
    let faulty = try findings {
      $0.sendDeltas([delta, delta])
      $0.announce([1, 2, 3])
      $0.sendDeltas([[0x81, 0x00]])
      $0.endCheckpoint()
    }
    #expect(faulty == [.deltaBeforeEntry, .deltaZeroRun])
  }

  @Test func dataBeforeItsEntriesIsAFindingWhereTheCaptureIsCut() throws {
    let cut = try findings { $0.sendDeltas([delta, delta]) }
    #expect(cut.contains(.deltaBeforeEntry))
  }

  @Test func dataThatNoEntryAsksForIsNotTakenForEarlyData() throws {
    let leftOver = try findings {
      $0.announce([1])
      $0.sendDeltas([delta, delta])
      $0.endCheckpoint()
    }
    #expect(leftOver == [.deltaLeftOver])
  }
}
