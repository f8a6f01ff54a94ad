@_spi(Measuring) import SaveStream
import TestSupport
import Testing

/// Guest memory against what the real sender's guest held, on every capture and at every checkpoint.
@Suite struct MemoryTruthTests {
  @Test(arguments: Fixtures.captures)
  func memoryIsWhatTheGuestHeld(_ fixture: CaptureFixture) throws {
    let truth = try MemoryTruth(path: #require(fixture.truthPath))
    let read = try IndexedCapture(path: fixture.path)
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    #expect(truth.checkpoints.count == read.index.checkpoints.count)
    var digests: [UInt64: (bytes: [UInt8], digest: String)] = [:]
    for checkpoint in truth.checkpoints.keys.sorted() {
      var expected = try #require(truth.checkpoints[checkpoint])
      var wrong: [UInt64] = []
      var last: UInt64?
      try memory.sweep(at: checkpoint) { page in
        if digests[page.pfn]?.bytes != page.bytes {
          digests[page.pfn] = (page.bytes, SHA1.prefix(of: page.bytes))
        }
        let found = MemoryTruth.Page(type: page.type.rawValue, digest: digests[page.pfn]?.digest ?? "")
        if expected.removeValue(forKey: page.pfn) != found { wrong.append(page.pfn) }
        if let last, last >= page.pfn { Issue.record("\(page.pfn) comes after \(last)") }
        last = page.pfn
      }
      let isReceiverWrong = fixture.name == "t32-hvm-remus-compressed-overflow" && checkpoint == 1
      #expect(wrong == (isReceiverWrong ? [0x2bcd] : []), "checkpoint \(checkpoint)")
      #expect(expected.isEmpty, "checkpoint \(checkpoint)")
    }
  }

  @Test(arguments: Fixtures.tiny)
  func aPageAloneIsTheSameAsInTheWhole(_ fixture: CaptureFixture) throws {
    try expectPagesAsInSweep(IndexedCapture(path: fixture.path))
  }

  @Test func aFewPagesOfALargeCaptureAreWhatTheGuestHeld() throws {
    let fixture = try #require(Fixtures.captures.last { $0.name.contains("remus-compressed") })
    let truth = try MemoryTruth(path: #require(fixture.truthPath))
    let read = try IndexedCapture(path: fixture.path)
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    for (checkpoint, pages) in truth.checkpoints {
      for pfn in pages.keys.sorted().enumerated().filter({ $0.offset % 97 == 0 }).map(\.element) {
        let page = try #require(try memory.page(pfn: pfn, at: checkpoint))
        let digest = SHA1.prefix(of: page.bytes)
        #expect(pages[pfn] == MemoryTruth.Page(type: page.type.rawValue, digest: digest), "\(pfn) at \(checkpoint)")
        #expect(page.doubt == nil)
      }
    }
  }
}

/// Expects that pages looked up one by one are those of a sweep, at every checkpoint.
func expectPagesAsInSweep(_ read: IndexedCapture) throws {
  let memory = try GuestMemory(capture: read.capture, index: read.index)
  for checkpoint in read.index.checkpoints.indices {
    var swept: [UInt64] = []
    try memory.sweep(at: checkpoint) { page in
      swept.append(page.pfn)
      let alone = try memory.page(pfn: page.pfn, at: checkpoint)
      #expect(alone == page, "PFN \(page.pfn) at checkpoint \(checkpoint)")
    }
    let present = try memory.presentPFNs(at: checkpoint).flatMap { Array($0) }
    #expect(present == swept, "checkpoint \(checkpoint)")
  }
}
