import Samples
import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct MemoryImageTests {
  /// Three ranges: PFN 1 to 2, 5, and 0x30 (changed by a delta).
  private func memory() throws -> GuestMemory {
    var stream = MadeUpStream()
    stream.send([(1, 0x11), (2, 0x22), (5, 0x55), (0x30, 0x30)])
    stream.endCheckpoint(compressesNext: true)
    stream.announce([0x30])
    stream.sendDeltas([MadeUpStream.delta(word: 1, [1, 2, 3, 4])])
    stream.endCheckpoint()
    let (capture, index) = try stream.read()
    return try GuestMemory(capture: capture, index: index)
  }

  private func written(
    _ format: MemoryImage.Format, _ memory: GuestMemory, at checkpoint: Int
  ) throws -> (bytes: [UInt8], outcome: MemoryImage.Outcome) {
    var sink = MemorySink()
    let image = try MemoryImage(of: memory, at: checkpoint)
    let outcome = try image.write(format, source: "tap.bin", to: &sink)
    return (sink.bytes, outcome)
  }

  private func pages(_ memory: GuestMemory, at checkpoint: Int) throws -> [UInt64: [UInt8]] {
    var pages: [UInt64: [UInt8]] = [:]
    try memory.sweep(at: checkpoint) { pages[$0.pfn] = $0.bytes }
    return pages
  }

  @Test func limeHasAHeaderBeforeEachRangeOfAddresses() throws {
    let memory = try memory()
    let image = try LiMEReader(written(.lime, memory, at: 1).bytes)
    #expect(image.ranges.map(\.first) == [0x1000, 0x5000, 0x30000])
    #expect(image.ranges.map(\.last) == [0x2fff, 0x5fff, 0x30fff])
    let isSame = try image.pages == pages(memory, at: 1)
    #expect(isSame)
  }

  @Test func aCoreHoldsTheRangesAsSegmentsBehindItsNotes() throws {
    let memory = try memory()
    let core = try CoreReader(written(.elf, memory, at: 1).bytes)
    #expect(core.segments.map(\.address) == [0x1000, 0x5000, 0x30000])
    let isSame = try core.pages == pages(memory, at: 1)
    #expect(isSame)
    let note = try #require(core.notes.last)
    #expect(note.name == "savescope")
    let text = String(decoding: note.content, as: UTF8.self)
    #expect(text.contains("source: tap.bin\ncheckpoint: 1\ncomplete: yes\n"))
  }

  @Test func aRawImageHasEachPageAtItsAddress() throws {
    let (bytes, outcome) = try written(.raw, memory(), at: 0)
    #expect(bytes.count == 0x31 * pageSize)
    #expect(bytes[0x5000] == 0x55 && bytes[0x5fff] == 0x55 && bytes[0x6000] == 0 && bytes[0x30000] == 0x30)
    #expect(outcome.missingPages == 0x31 - 4)
  }

  @Test func anIncompleteCheckpointSaysSoInItsNote() throws {
    let read = try IndexedCapture(bytes: SampleKind.hvmRemusCut.bytes)
    let last = read.index.checkpoints.count - 1
    #expect(!read.index.checkpoints[last].isComplete)
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    let core = try CoreReader(written(.elf, memory, at: last).bytes)
    #expect(String(decoding: try #require(core.notes.last).content, as: UTF8.self).contains("complete: no\n"))
    #expect(core.notes.count == 1)
  }

  @Test func theSmallestGapsAreFilledWhenThereAreTooManySegments() {
    let ranges: [Range<UInt64>] = [0..<1, 3..<4, 5..<6, 100..<101, 102..<110]
    #expect(MemoryImage.joined(ranges, atMost: 5) == ranges)
    #expect(MemoryImage.joined(ranges, atMost: 3) == [0..<1, 3..<6, 100..<110])
    #expect(MemoryImage.joined(ranges, atMost: 1) == [0..<110])
  }

  @Test func registersOfEachVCPUStandInTheirPlaces() throws {
    let read = try IndexedCapture(bytes: SampleKind.hvm.bytes)
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    let core = try CoreReader(written(.elf, memory, at: 0).bytes)
    let status = core.notes.filter { $0.name == "CORE" && $0.type == 1 }
    #expect(status.count == 2)
    for (vcpu, note) in status.enumerated() {
      #expect(note.content.count == 336)
      #expect(note.content.number(at: 32, bytes: 4) == UInt64(vcpu + 1), "pr_pid")
      for (name, place) in [("rip", 16), ("rsp", 19), ("rflags", 18), ("cs_sel", 17), ("r15", 0), ("gs_base", 22)] {
        let path = "checkpoint[0]/tail/hvm-context/CPU[\(vcpu)]/\(name)"
        let node = try #require(read.tree.nodes(at: path)?.last)
        let value: UInt64
        switch node.value {
        case .address(let number, _), .named(let number, _): value = number
        default:
          Issue.record("\(name) is no number")
          continue
        }
        #expect(note.content.number(at: 112 + place * 8, bytes: 8) == value, "\(name) of vCPU \(vcpu)")
      }
    }
  }

  @Test func threadsAreNumberedByTheIdsOfTheirVCPUs() throws {
    var stream = MadeUpStream(.pv)
    stream.send([(1, 0x11)])
    stream.endCheckpoint(online: [1 << 0 | 1 << 5, 1 << 2])
    let (capture, index) = try stream.read()
    let core = try CoreReader(written(.elf, GuestMemory(capture: capture, index: index), at: 0).bytes)
    let threads = core.notes.filter { $0.name == "CORE" }.map { $0.content.number(at: 32, bytes: 4) }
    #expect(threads == [1, 6, 67])
    let text = String(decoding: try #require(core.notes.last).content, as: UTF8.self)
    #expect(text.contains("thread ids: those of the vCPUs, plus 1\n"))
  }

  @Test(arguments: Fixtures.tiny)
  func imagesOfRealCapturesHoldTheMemoryOfEachCheckpoint(_ fixture: CaptureFixture) throws {
    let read = try IndexedCapture(path: fixture.path)
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    for checkpoint in read.index.checkpoints.indices {
      let expected = try pages(memory, at: checkpoint)
      let isLiMESame = try LiMEReader(written(.lime, memory, at: checkpoint).bytes).pages == expected
      #expect(isLiMESame)
      let core = try CoreReader(written(.elf, memory, at: checkpoint).bytes)
      let isCoreSame = core.pages == expected
      #expect(isCoreSame)
      #expect(core.notes.count == Int(read.index.checkpoints[checkpoint].detail) + 1)
    }
  }
}
