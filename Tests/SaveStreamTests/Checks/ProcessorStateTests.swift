import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// What Xen refuses in the state of a vCPU is said with the vCPU, the value and Xen's own words.
@Suite struct ProcessorStateTests {
  private static let hvm = "checkpoint[0]/tail/hvm-context"
  private static let pv = "checkpoint[0]/tail/vcpu[1]"

  private static let registers: [Alteration] = [
    Alteration(
      "cpu-msr-good", hvm + "/CPU[1]/cr0", to: 0x8005_0023, .hvmProcessorRegister, .error, "vCPU 1", "0x80050023",
      "bad CR0", "failed to load entry 2/1"),
    Alteration("cpu-msr-good", hvm + "/CPU[0]/cr0", to: 0x8000_0010, .hvmProcessorRegister, .error, "bad CR0"),
    Alteration("cpu-msr-good", hvm + "/CPU[0]/cr0", to: 0x1_8005_0033, .hvmProcessorRegister, .error, "bad CR0"),
    Alteration("cpu-msr-good", hvm + "/CPU[0]/cr4", to: 0x16f0, .hvmProcessorRegister, .error, "bad CR4"),
    Alteration("cpu-msr-good", hvm + "/CPU[0]/msr_efer", to: 0x400, .hvmProcessorRegister, .error, "bad EFER"),
    Alteration("cpu-msr-good", hvm + "/CPU[0]/msr_efer", to: 0x2, .hvmProcessorRegister, .error, "bad EFER"),
    Alteration(
      "cpu-msr-good", hvm + "/CPU[0]/pending_event", to: 0x8000_0120, .hvmProcessorRegister, .error,
      "Invalid pending event"),
  ]

  private static let records: [Alteration] = [
    Alteration(
      "cpu-msr-good", hvm + "/CPU[1]/descriptor/instance", to: 0, .hvmRecordRepeated, .warning, "CPU of vCPU 0"),
    Alteration(
      "cpu-msr-good", hvm + "/CPU[1]/descriptor/instance", to: 9, .hvmRecordInstance, .error, "vCPU 9",
      "has no vcpu9", "failed to load entry 2/9"),
    Alteration("cpu-msr-good", hvm + "/CPU_MSR[1]", place: 20, byteCount: 4, to: 7, .msrRefused, .error, "reserved"),
    Alteration(
      "cpu-msr-good", hvm + "/CPU_MSR[1]", place: 16, byteCount: 4, to: 0x174, .msrRefused, .error, "0x174", "vCPU 1",
      "failed to load entry 20/1"),
    Alteration(
      "cpu-msr-good", hvm + "/CPU_MSR[1]", place: 28, byteCount: 4, to: 1, .msrRefused, .error, "more than 32 bits"),
    Alteration(
      "cpu-msr-good", hvm + "/CPU_MSR[1]", place: 8, byteCount: 4, to: 2, .msrLength, .error, "MSR length 24 != 40"),
    Alteration(
      "cpu-msr-good", hvm + "/CPU_MSR[0]", place: 8, byteCount: 4, to: 9, .msrLength, .error,
      "failed to load entry 20/0"),
    // MPX is on, and the area has no room for it: taken up to 4.7.
    Alteration("xsave-good", hvm + "/CPU_XSAVE[0]", place: 24, byteCount: 8, to: 0x1f, .xsaveShort, .note, "4.8"),
    Alteration("xsave-good", hvm + "/CPU_XSAVE[0]", place: 24, byteCount: 8, to: 0x67, .xsaveInconsistent),
    Alteration(
      "xsave-good", hvm + "/CPU_XSAVE[0]", place: 16, byteCount: 8, to: 0x6, .xsaveInconsistent, .error, "xcr0 0x6",
      "xcr0_accum 0x7", "inconsistent xsave state", "failed to load entry 16/0"),
  ]

  private static let contexts: [Alteration] = [
    Alteration(
      "ext-good-mcg-cap", pv + "/context/user_regs/rip", to: 0x8000_0000_0000, .vcpuAddress, .error, "rip of vCPU 1",
      "0x800000000000", "Couldn't build vcpu1"),
    Alteration(
      "ext-good-mcg-cap", pv + "/context/syscall_callback_eip", to: 1 << 63, .vcpuAddress, .error,
      "syscall_callback_eip"),
    Alteration(
      "ext-good-mcg-cap", pv + "/context/kernel_sp", to: 1 << 63, .vcpuAddress, .note, "kernel_sp", "4.6.6"),
    Alteration("ext-good-mcg-cap", pv + "/context/ldt_base", to: 0x1010, .vcpuLDT, .error, "vCPU 1", "0x1010"),
    Alteration("ext-good-mcg-cap", pv + "/context/ldt_base", to: 0xffff_8300_0000_0000, .vcpuLDT),
    Alteration("ext-good-mcg-cap", pv + "/context/ldt_ents", to: 8193, .vcpuLDT, .error, "8,193", "8,192"),
    Alteration(
      "ext-good-mcg-cap", pv + "/extended/vcpu", to: 0, .extendedContextVcpu, .warning, "vCPU 1 says", "vCPU 0's"),
    Alteration(
      "ext-good-mcg-cap", pv + "/extended/vcpu", to: 2, .extendedContextVcpu, .error,
      "Couldn't set extended vcpu1 info"),
    Alteration(
      "ext-good-mcg-cap", pv + "/extended/sysenter_callback_eip", to: 1 << 62, .callbackAddress, .error,
      "sysenter_callback_eip of vCPU 1"),
  ]

  @Test(arguments: registers + records + contexts)
  func aFieldThatXenRefusesIsNamed(_ alteration: Alteration) throws { try alteration.check() }

  @Test func anEntryOfTheTrapTableIsNamedByItsNumber() throws {
    var altered = try AlteredCapture(field: "ext-good-mcg-cap")
    try altered.set(Self.pv + "/context/trap_ctxt/[14]/address", to: 0xdead_beef_0000_0000)
    let found = try #require(try altered.findings().first { $0.rule == .vcpuAddress })
    #expect(FindingText.message(for: found).hasPrefix("trap 14 of vCPU 1 is 0xdeadbeef00000000"))
  }

  @Test func aVcpuInUserModeHasAUserPageTable() throws {
    var altered = try AlteredCapture(field: "ext-good-mcg-cap")
    try altered.set(Self.pv + "/context/flags", to: 0x20)
    #expect(try !altered.findings().contains { $0.rule == .vcpuUserMode })
    try altered.set(Self.pv + "/context/ctrlreg/cr1", to: 0)
    #expect(try altered.findings().contains { $0.rule == .vcpuUserMode && $0.severity == .error })
  }

  @Test func zerosBehindTheXsaveAreaOfAPVGuestAreRefused() throws {
    var altered = try AlteredCapture(field: "ext-good-mcg-cap")
    // AVX was never on, and its 256 bytes are there.
    let area = try altered.node(Self.pv + "/xsave")
    let accumulated = try altered.node(Self.pv + "/xsave").offset + 24
    #expect(area.length > 600 && altered.bytes.number(at: Int(accumulated), bytes: 8) == 7)
    for (place, value) in [(16, 3), (24, 3), (16 + 16 + 512, 3)] as [(Int, UInt64)] {
      try altered.set(Self.pv + "/xsave", to: value, at: place, byteCount: 8)
    }
    let found = try #require(try altered.findings().first { $0.rule == .xsaveExcess })
    #expect(found.severity == .error && found.value == 832 && found.limit == 576)
  }

  /// A context from which a record is taken out.
  @Test func aContextWithoutAnyVcpuIsAnErrorAndOneWithoutADeviceIsNot() throws {
    let altered = try AlteredCapture(bytes: FixtureFile.bytes(Fixtures.sample("hvm.bin")))
    let context = try altered.node(Self.hvm)
    func findings(without names: String...) throws -> [FindingRule] {
      var bytes = Array(altered.bytes[Int(context.offset)..<Int(context.offset + context.length)])
      let nodes = try names.map { try altered.node(Self.hvm + "/" + $0) }
      for node in nodes.sorted(by: { $0.offset > $1.offset }) {
        let start = Int(node.offset - context.offset)
        bytes.removeSubrange(start..<start + Int(node.length))
      }
      return try HVMContextCheck(
        capture: Capture(bytes: bytes), checkpoint: 0, order: .little, receivers: .upTo45, highestVcpu: 1
      ).findings(in: 0..<UInt64(bytes.count)).map(\.rule)
    }
    #expect(try findings() == [])
    #expect(try findings(without: "HPET[0]", "PIT[0]") == [])
    #expect(try findings(without: "CPU[1]") == [])
    #expect(try findings(without: "CPU[0]", "CPU[1]") == [.hvmProcessorMissing])
    #expect(try findings(without: "END[0]") == [.hvmContextNoEnd])
    #expect(try findings(without: "HEADER[0]").contains(.hvmContextHeader))
  }

  @Test(
    arguments: [
      ("PCI_LINK[0]", 9, 0x10, "PCI-ISA link 1"), ("LAPIC[1]", 8, 0xfee0_0400, "failed to load entry 5/1"),
    ] as [(String, Int, UInt64, String)])
  func aDeviceThatXenRefusesIsNamed(_ name: String, _ place: Int, _ value: UInt64, _ words: String) throws {
    var altered = try AlteredCapture(bytes: FixtureFile.bytes(Fixtures.sample("hvm.bin")))
    try altered.set(Self.hvm + "/" + name, to: value, at: place, byteCount: name.hasPrefix("PCI") ? 1 : 8)
    let found = try #require(try altered.findings().first { $0.rule == .hvmDeviceValue })
    #expect(FindingText.message(for: found).contains(words))
  }

  /// Xen 4.5 to 4.9 stated the room for all MSRs: the record of vCPU 1 begins inside the one of vCPU 0.
  @Test func everyPaddedRecordIsNamed() throws {
    let altered = try AlteredCapture(field: "cpu-msr-second-vcpu")
    let padded = try altered.findings().filter { $0.rule == .msrPadded }
    #expect(padded.map { StatePlace(packed: $0.subject).vcpu } == [0, 1])
    #expect(padded.map(\.limit) == [24, 56] && padded.allSatisfy { $0.value == 72 && $0.severity == .error })
    let message = try FindingText.message(for: #require(padded.last))
    #expect(message.contains("CPU_MSR of vCPU 1 states 72 bytes and holds 56"))
    #expect(message.contains("not enough data left to read 72 MSR bytes") && message.contains("entry 20/1"))
  }
}
