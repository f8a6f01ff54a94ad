import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// What breaks a rule of v2 and v3 streams is a finding at its place, and reading goes on behind it.
@Suite struct RecordRuleTests {
  /// A stream with something wrong in it.
  struct Case: Sendable, CustomStringConvertible {
    let rule: FindingRule
    let stream: RecordStream
    /// The file offset of the finding.
    let offset: Int
    var description: String { rule.rawValue }
  }

  @Test func soundStreamsHaveNoFindings() throws {
    for stream in [RecordStream.pv(), .pv(version: 2), .hvm()] {
      let read = try IndexedCapture(bytes: stream.bytes)
      #expect(read.findingKeys == [])
      #expect(read.index.takeover == 0)
      #expect(read.index.isCheckpointed == false)
      #expect(read.tree.tilingFaults() == [])
    }
  }

  @Test(arguments: Self.cases)
  func aBrokenRuleIsNamedAtItsPlace(_ broken: Case) throws {
    let read = try IndexedCapture(bytes: broken.stream.bytes)
    let found = try #require(read.index.findings.first { $0.rule == broken.rule }, "\(read.findingKeys)")
    #expect(found.offset == UInt64(broken.offset))
    #expect(read.index.takeover == (found.severity == .error ? nil : 0))
    #expect(read.tree.tilingFaults() == [])
  }

  @Test func pagesBehindABrokenRecordAreRead() throws {
    for broken in Self.cases where broken.stream.bytes.count > 4096 {
      let read = try IndexedCapture(bytes: broken.stream.bytes)
      #expect(read.index.contentCount > 0, "\(broken)")
    }
  }

  @Test func aBigEndianStreamIsReadAndRefused() throws {
    let read = try IndexedCapture(bytes: RecordStream.pv(isBigEndian: true).bytes)
    #expect(read.index.findings.map(\.rule) == [.imageBigEndian])
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    #expect(try memory.page(pfn: 1, at: 0)?.bytes.first == 0xa1)
    #expect(read.index.stream?.guestBits == 64 && read.index.pfnEnd == 512)
    #expect(read.tree.node(at: "header/X86_PV_P2M_FRAMES/end_pfn")?.value == .pfn(511))
  }

  @Test func aFlagThatLiesAboutTheOrderIsSeenThrough() throws {
    var stream = RecordStream.pv()
    stream.replace(17, with: 1)
    let read = try IndexedCapture(bytes: stream.bytes)
    #expect(read.findingKeys == ["image-big-endian@16"])
    #expect(read.index.contentCount == 3)
  }

  /// What stands before the pages of a PV stream, made by `start`, and what follows them.
  private static func pv(
    _ rule: FindingRule, version: UInt32 = 3, start: (inout RecordStream) -> Int, rest: Bool = true
  ) -> Case {
    var stream = RecordStream(version: version)
    let offset = start(&stream)
    if rest {
      stream.addPages([0, 1, 0x4 << 60 | 2], images: [0xa0, 0xa1, 0])
      stream.addPVState()
      stream.add(0)
    }
    return Case(rule: rule, stream: stream, offset: offset)
  }

  /// A record between the pages and the state of a PV guest.
  private static func record(
    _ rule: FindingRule, version: UInt32 = 3, at place: Int = 0, _ add: (inout RecordStream) -> Void
  ) -> Case {
    var stream = RecordStream(version: version)
    stream.addPVStart(staticDataEnd: version > 2)
    stream.addPages([0, 1, 0x4 << 60 | 2], images: [0xa0, 0xa1, 0])
    let offset = stream.bytes.count + place
    add(&stream)
    stream.addPVState()
    stream.add(0)
    return Case(rule: rule, stream: stream, offset: offset)
  }

  static let cases: [Case] = headerCases + recordCases + pageCases + vcpuCases + [missingContext]

  private static let headerCases: [Case] = [
    Case(rule: .domainType, stream: flipped(.pv(), to: 2), offset: 24),
    Case(rule: .domainType, stream: flipped(.hvm(), to: 1), offset: 24),
    Case(rule: .domainPageShift, stream: RecordStream(type: 1, pageShift: 14), offset: 28),
    pv(.pvInfoRepeated) { stream in
      stream.add(2, [8, 4, 0, 0, 0, 0, 0, 0])
      let offset = stream.bytes.count
      stream.addPVStart()
      return offset
    },
    pv(.pvInfoValue) { stream in
      stream.add(2, [8, 3, 0, 0, 0, 0, 0, 0])
      stream.add(0x10)
      stream.addFrames(last: 511)
      return 48
    },
    pv(.pvInfoMissing) { stream in
      stream.add(0x10)
      let offset = stream.bytes.count
      stream.addFrames(last: 511)
      stream.add(2, [8, 4, 0, 0, 0, 0, 0, 0])
      return offset
    },
    pv(.staticDataMissing) { stream in
      stream.addPVStart(staticDataEnd: false)
      return 56
    },
    pv(.staticDataRepeated) { stream in
      stream.add(0x10)
      stream.addPVStart()
      return 64
    },
    pv(.staticDataInV2, version: 2) { stream in
      stream.addPVStart()
      return 56
    },
    pv(.policyLate) { stream in
      stream.addPVStart()
      let offset = stream.bytes.count
      // Leaf 0, which has no subleaves.
      stream.add(0x11, stream.number(0, 4) + stream.number(0xffff_ffff, 4) + [UInt8](repeating: 0, count: 16))
      return offset
    },
    pv(.p2mFramesMissing) { stream in
      stream.add(2, [8, 4, 0, 0, 0, 0, 0, 0])
      stream.add(0x10)
      return stream.bytes.count
    },
    pv(.p2mFramesRange) { stream in
      stream.addPVStart()
      let offset = stream.bytes.count + 8
      stream.add(3, stream.number(9, 4) + stream.number(8, 4))
      return offset
    },
  ]

  /// A stream whose domain header names the other kind of guest.
  private static func flipped(_ stream: RecordStream, to type: UInt8) -> RecordStream {
    var flipped = stream
    flipped.replace(24, with: type)
    return flipped
  }

  private static let recordCases: [Case] = [
    record(.recordUnknown) { $0.add(0x13, [1, 2, 3]) },
    record(.recordUnknown) { $0.add(0xb, [1, 2, 3, 4]) },
    record(.recordOptional) { $0.add(0x8000_0001, [1]) },
    record(.recordLength) { $0.add(8, [UInt8](repeating: 0, count: 20)) },
    record(.recordLength) { $0.add(0xd, [0, 0, 0, 0]) },
    record(.recordPadding, at: 9) { stream in
      stream.add(bytes: stream.number(0x8000_0001, 4) + stream.number(1, 4) + [1, 0, 0, 0, 7, 0, 0, 0])
    },
    record(.recordOfOtherGuest) { $0.addHVMContext() },
    record(.dirtyListForward) { $0.add(0xf, [UInt8](repeating: 0, count: 8)) },
    record(.recordOverEightMiB) { $0.add(0x8000_0001, [UInt8](repeating: 0, count: 9 << 20)) },
  ]

  private static let pageCases: [Case] = [
    record(.pageDataEmpty) { $0.addPages([], images: []) },
    record(.pageDataLength) { $0.addPages([3], images: []) },
    record(.pageDataLength) { $0.addPages([3], images: [1, 2]) },
    record(.pageDataLength) { $0.add(1, [0, 0]) },
    record(.entryType, at: 16) { $0.addPages([0x8 << 60 | 3], images: [0]) },
    record(.entryReserved, at: 16) { $0.addPages([1 << 52 | 3], images: [0]) },
    record(.pfnBeyondMaximum, at: 16) { $0.addPages([512], images: [0]) },
  ]

  private static let vcpuCases: [Case] = [
    record(.vcpuRecordEmpty) { $0.add(0xc, [UInt8](repeating: 0, count: 8)) },
    record(.vcpuRecordID, at: 8) { $0.add(0xc, [0, 0, 1, 0] + [UInt8](repeating: 0, count: 20)) },
    record(.recordLength) { $0.add(4, [UInt8](repeating: 0, count: 8 + 5160)) },
    record(.recordLength) { $0.add(5, [UInt8](repeating: 0, count: 8 + 136)) },
    record(.recordLength) { $0.add(0xc, [UInt8](repeating: 0, count: 8 + 15)) },
    pv(
      .vcpuZeroMissing,
      start: { stream in
        stream.addPVStart()
        stream.addPages([0], images: [1])
        let offset = stream.bytes.count
        stream.add(0)
        return offset
      }, rest: false),
  ]

  private static var missingContext: Case {
    var stream = RecordStream(type: 2)
    stream.add(0x10)
    stream.addPages([0], images: [1])
    let offset = stream.bytes.count
    stream.add(0)
    return Case(rule: .hvmContextMissing, stream: stream, offset: offset)
  }
}
