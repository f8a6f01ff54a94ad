import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// What receivers of v2 and v3 streams refuse in state and policies.
@Suite struct ModernStateTests {
  // MARK: Streams

  /// A leaf of CPUID as an entry of a policy.
  private static func leaf(_ leaf: UInt64, _ subleaf: UInt64? = nil, _ registers: [UInt64] = [0, 0, 0, 0]) -> [UInt8] {
    ([leaf, subleaf ?? 0xffff_ffff] + registers).flatMap { [UInt8].number($0, bytes: 4) }
  }

  /// A policy with XSAVE and the other features of leaf 1, as ECX names them.
  private static func policy(_ features: UInt64 = 1 << 26 | 1 << 28) -> [UInt8] {
    leaf(0, nil, [0xd, 0, 0, 0]) + leaf(1, nil, [0, 0, features, 0]) + leaf(4, 0) + leaf(7, 0)
      + leaf(0xd, 0, [7, 0, 0, 0]) + leaf(0x4000_0000) + leaf(0x8000_0000, nil, [0x8000_0008, 0, 0, 0])
      + leaf(0x8000_0001)
  }

  /// The XSAVE record of a vCPU: AVX is on.
  private static func xsave(length: Int = 832, header: UInt64 = 0) -> [UInt8] {
    var state = [UInt8](repeating: 0, count: 16 + length)
    state[0] = 7
    state[8] = 7
    state[16 + 512] = 7
    state.replaceSubrange(16 + 520..<16 + 528, with: [UInt8].number(header, bytes: 8))
    return [UInt8](repeating: 0, count: 8) + state
  }

  private static func msr(_ index: UInt64, _ value: UInt64 = 1) -> [UInt8] {
    [UInt8](repeating: 0, count: 8) + .number(index, bytes: 8) + .number(value, bytes: 8)
  }

  /// A PV stream with a policy and records behind its state.
  private static func stream(
    version: UInt32 = 3, cpuid: [UInt8]? = nil, msrs: [UInt8]? = nil, _ records: [(UInt32, [UInt8])]
  ) -> RecordStream {
    var stream = RecordStream(version: version)
    stream.add(2, [8, 4, 0, 0, 0, 0, 0, 0])
    if let cpuid { stream.add(0x11, cpuid) }
    if let msrs { stream.add(0x12, msrs) }
    if version > 2 { stream.add(0x10) }
    stream.addFrames(last: 511)
    stream.addPages([0, 1, 0x4 << 60 | 2], images: [0xa0, 0xa1, 0])
    stream.addPVState()
    for (type, body) in records { stream.add(type, body) }
    stream.add(0)
    return stream
  }

  private func findings(_ stream: RecordStream) throws -> [Finding] {
    Array(try IndexedCapture(bytes: stream.bytes).index.findings)
  }

  // MARK: Tests

  @Test func aSoundPolicyAndStateHaveNoFindings() throws {
    let stream = Self.stream(
      cpuid: Self.policy(), msrs: .number(0xce, bytes: 8) + .number(1 << 31, bytes: 8), [(6, Self.xsave())])
    #expect(try findings(stream).isEmpty)
  }

  @Test func stateBeyondThePolicyIsRefusedWhereReceiversGoByIt() throws {
    let without = Self.policy(1 << 26)
    let found = try #require(try findings(Self.stream(cpuid: without, [(6, Self.xsave())])).first)
    #expect(found.rule == .xsavePolicy && found.severity == .error && found.value == 7 && found.limit == 3)
    // A receiver of v2 makes a policy of its own.
    let rules = try findings(Self.stream(version: 2, cpuid: without, [(6, Self.xsave())])).map(\.rule)
    #expect(rules == [.staticDataInV2])
    let msrs = try findings(Self.stream(cpuid: Self.policy(), [(0xc, Self.msr(0x48))]))
    #expect(msrs.map(\.rule) == [.msrRefused] && msrs.allSatisfy { $0.value == 0x48 })
    #expect(try findings(Self.stream([(0xc, Self.msr(0x48))])).isEmpty)
    #expect(try FindingText.message(for: #require(msrs.first)).contains("Failed to set vcpu0's msrs"))
  }

  @Test(arguments: [2, 3] as [UInt32])
  func whatOnlyLaterReceiversRefuseIsANoteInVersion2(_ version: UInt32) throws {
    let severity: Severity = version == 2 ? .note : .error
    let short = try findings(Self.stream(version: version, [(6, Self.xsave(length: 800))]))
    #expect(short.map(\.rule) == [.xsaveShort] && short.map(\.severity) == [severity])
    let header = try findings(Self.stream(version: version, [(6, Self.xsave(header: 1 << 63))]))
    #expect(header.map(\.rule) == [.xsaveHeader] && header.map(\.severity) == [severity])
    let excess = try findings(Self.stream(version: version, [(6, Self.xsave(length: 900))]))
    #expect(excess.map(\.rule) == [.xsaveExcess] && excess.map(\.severity) == [.error])
  }

  @Test func aPolicyThatNoReceiverTakesIsNamed() throws {
    let cases: [(bytes: [UInt8], rule: FindingRule, severity: Severity, words: String)] = [
      (Self.leaf(0xe), .cpuidLeafUnknown, .error, "leaf 0000000e, subleaf ffffffff"),
      (Self.leaf(7, 3), .cpuidLeafUnknown, .error, "leaf 00000007, subleaf 00000003"),
      (Self.leaf(2, 0), .cpuidLeafUnknown, .error, "leaf 00000002"),
      (Self.leaf(1, nil, [0, 0, 1 << 26, 0]), .cpuidLeafRepeated, .warning, "leaf 0x1 twice (first as entry 1)"),
      (Self.leaf(0x8000_0009, nil, [1, 0, 0, 0]), .cpuidLeafBeyond, .note, "0x80000008 is the highest"),
    ]
    for (bytes, rule, severity, words) in cases {
      let found = try findings(Self.stream(cpuid: Self.policy() + bytes, []))
      #expect(found.map(\.rule) == [rule] && found.map(\.severity) == [severity])
      #expect(try FindingText.message(for: #require(found.first)).contains(words))
    }
    let many = [UInt8](repeatElement(Self.leaf(3), count: 121).joined())
    #expect(try findings(Self.stream(cpuid: many, [])).map(\.rule) == [.policyEntries])
    // A leaf beyond the highest that holds nothing is no loss.
    #expect(try findings(Self.stream(cpuid: Self.policy() + Self.leaf(0x8000_001e), [])).isEmpty)
  }

  @Test func anMSRPolicyThatNoReceiverTakesIsNamed() throws {
    let sound: [UInt8] = .number(0xce, bytes: 8) + .number(0, bytes: 8)
    for (place, value) in [(0, 0xcd), (4, 1), (12, 1)] as [(Int, UInt8)] {
      var policy = sound
      policy[place] = value
      #expect(try findings(Self.stream(msrs: policy, [])).map(\.rule) == [.msrPolicyValue])
    }
    #expect(try findings(Self.stream(msrs: sound + sound + sound, [])).map(\.rule) == [.policyEntries])
  }

  @Test func aSecondRecordOfAVcpuInOneCheckpointIsNamedAndInTheNextIsNot() throws {
    var stream = RecordStream()
    stream.addPVStart()
    for _ in 0..<2 {
      stream.addPages([0, 1, 0x4 << 60 | 2], images: [0xa0, 0xa1, 0])
      stream.addPVState()
      stream.add(0xe)
    }
    #expect(try findings(stream).isEmpty)
    stream.addPages([0], images: [0xa0])
    stream.addPVState()
    let second = stream.bytes.count + 32 + 4104
    stream.addPVState()
    stream.add(0xe)
    let found = try findings(stream)
    #expect(found.map(\.rule) == [.recordRepeated] && found.map(\.offset) == [UInt64(second)])
    #expect(try FindingText.message(for: #require(found.first)).contains("X86_PV_VCPU_BASIC of vCPU 0"))
  }

  /// The envelope's config says how many vCPUs a receiver gives the guest.
  @Test func aVcpuThatTheConfigDoesNotHaveIsRefused() throws {
    var altered = try AlteredCapture(bytes: FixtureFile.bytes(Fixtures.sample("v3-hvm.bin")))
    #expect(try altered.findings().isEmpty)
    let context = "checkpoint[0]/tail/HVM_CONTEXT/hvm-context"
    try altered.set(context + "/LAPIC[0]/descriptor/instance", to: 1)
    let found = try #require(try altered.findings().first)
    #expect(found.rule == .hvmRecordInstance && found.value == 1 && found.limit == 0)
  }
}
