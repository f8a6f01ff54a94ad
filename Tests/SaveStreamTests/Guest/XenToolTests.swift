import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// Guest state against what Xen's own tools printed of the same guest.
@Suite struct XenToolTests {
  /// The numbers in hex that stand behind words such as `rip:` or `cr0`.
  private static func printed(_ lines: [Substring]) -> [String: UInt64] {
    var numbers: [String: UInt64] = [:]
    for line in lines {
      let words = line.split { $0 == " " || $0 == "\t" || $0 == ":" }
      for (word, next) in zip(words, words.dropFirst()) where numbers[String(word)] == nil {
        let digits = next.hasPrefix("0x") ? next.dropFirst(2) : next
        if let number = UInt64(digits, radix: 16) { numbers[String(word)] = number }
      }
    }
    return numbers
  }

  private static func number(_ value: FieldValue?) -> UInt64? {
    switch value {
    case .number(let number), .pfn(let number), .address(let number, _), .named(let number, _): number
    default: nil
    }
  }

  @Test func theRegistersOfAPVGuestAreThoseThatXenctxPrints() throws {
    let records = try LibxcRecords(tiny: "tiny-pv")
    let fixture = try #require(Fixtures.v3.first { $0.name == "tiny-pv" })
    let lines = try FixtureFile.lines("\(fixture.folder ?? "")/xenctx.txt")
    let printed = XenToolTests.printed(Array(lines.prefix { !$0.hasPrefix("Code") }))
    let body = records[4]
    let node = VcpuContext.node(range: body.lowerBound + 8..<body.upperBound, guestBits: 64, vcpu: 0)
    #expect(NodeTiling(records.reader).faults(node) == [])
    // The suspend call returns 0 in rax, and rdx and CR3 hold PFNs while the guest is saved.
    let names = ["rip", "rsp", "rcx", "rbx", "rsi", "rdi", "rbp", "cs", "ss", "ds", "es"]
    for name in names + (8...15).map({ "r\($0)" }) {
      let value = XenToolTests.number(records.reader.value("user_regs/\(name)", of: node))
      #expect(value != nil && value == printed[name], "\(name)")
    }
    #expect(records.reader.value("user_regs/rflags", of: node) == .named(0x206, "PF | IF"))
    #expect(records.reader.value("user_regs/rax", of: node) == .address(0, bytes: 8))
    #expect(records.reader.value("ctrlreg/cr0", of: node) == .named(0x8005_0033, "PE | MP | ET | NE | WP | AM | PG"))
    #expect(records.reader.value("ctrlreg/cr4", of: node) == .named(0x660, "PAE | MCE | OSFXSR | OSXMMEXCPT"))
    #expect(printed["cr0"] == 0x8005_0033 && printed["cr4"] == 0x660)
    #expect(records.reader.value("debugreg/dr7", of: node) == .named(printed["dr7"] ?? 0, "none"))
  }

  @Test func theRegistersOfAPVGuestLeadToItsPages() throws {
    let records = try LibxcRecords(tiny: "tiny-pv")
    let body = records[4]
    let context = body.lowerBound + 8..<body.upperBound
    let node = VcpuContext.node(range: context, guestBits: 64, vcpu: 0)
    let base = records.reader.descendant("ctrlreg/cr3", of: node)
    #expect(base?.pfn != nil && base?.pfn == XenToolTests.number(base?.value).map { $0 >> 12 })
    let start = records.reader.descendant("user_regs/rdx", of: node)
    #expect(start?.pfn != nil && start?.pfn == XenToolTests.number(start?.value))
    let other = VcpuContext.node(range: context, guestBits: 64, vcpu: 1)
    #expect(records.reader.descendant("user_regs/rdx", of: other)?.pfn == nil)
  }

  @Test(arguments: Fixtures.v3.filter { FixtureFile.exists("\($0.folder ?? "")/hvmctx.txt") })
  func theRecordsOfAnHVMGuestAreThoseThatXenHvmctxPrints(_ fixture: CaptureFixture) throws {
    let records = try LibxcRecords(fixture)
    let lines = try FixtureFile.lines("\(fixture.folder ?? "")/hvmctx.txt")
    let node = HVMContext.node(range: records[9])
    #expect(NodeTiling(records.reader).faults(node) == [])
    let value = { (path: String) in XenToolTests.number(records.reader.value(path, of: node)) }
    let processor = lines.drop { !$0.hasPrefix("    CPU:") }
    let printed = XenToolTests.printed(Array(processor.prefix { !$0.hasPrefix("    FPU:") }))
    // Not rax: of a guest that was asked to suspend it holds the answer to that.
    let names = ["rbx", "rcx", "rdx", "rsp", "rip", "rflags", "cr0", "cr3", "cr4", "dr6", "dr7"]
    for name in names + (8...15).map({ "r\($0)" }) {
      #expect(value("CPU[0]/\(name)") != nil && value("CPU[0]/\(name)") == printed[name], "\(name)")
    }
    #expect(value("CPU[0]/msr_efer") == printed["efer"])
    #expect(value("CPU[0]/msr_lstar") == printed["lstar"])
    #expect(value("CPU[0]/cs_sel") == printed["cs"])
    // `cs 0x0008 (          00000000 + 0xffffffff /  0x0a9b)`
    for segment in ["cs", "ds", "ss", "tr"] {
      let line = try #require(processor.first { $0.drop { $0 == " " }.hasPrefix("\(segment) ") })
      let numbers = line.split { !$0.isHexDigit && $0 != "x" }.compactMap { word in
        UInt64(word.hasPrefix("0x") ? word.dropFirst(2) : word, radix: 16)
      }
      let found = ["sel", "base", "limit", "arbytes"].map { value("CPU[0]/\(segment)_\($0)") }
      #expect(Array(numbers.suffix(4)) == found, "\(segment)")
    }
    let registers = lines.drop { !$0.hasPrefix("    LAPIC registers:") }.prefix { !$0.hasPrefix("Entry") }
    let apic = XenToolTests.printed(Array(registers))
    for (name, place) in [("version", "030"), ("dfr", "0e0"), ("svr", "0f0"), ("lvt_timer", "320")] {
      #expect(value("LAPIC_REGS[0]/\(name)") == apic["0x\(place)"], "\(name)")
    }
    let header = XenToolTests.printed(Array(lines.prefix { !$0.hasPrefix("Entry 1") }))
    #expect(value("HEADER[0]/cpuid") == header["CPUID[0][%eax]"])
  }

  @Test func whatTheBitsOfAnHVMGuestMeanIsSaidInWords() throws {
    let records = try LibxcRecords(tiny: "tiny-pvh")
    let node = HVMContext.node(range: records[9])
    let value = { (path: String) in records.reader.value(path, of: node) }
    #expect(value("CPU[0]/cr0") == .named(0x8000_0011, "PE | ET | PG"))
    #expect(value("CPU[0]/msr_efer") == .named(0x500, "LME | LMA"))
    #expect(
      value("CPU[0]/cs_arbytes") == .named(0xa9b, "code | readable | accessed | DPL 0 | 64-bit | in pages"))
    #expect(value("CPU[0]/tr_arbytes") == .named(0x8b, "busy TSS | DPL 0"))
    #expect(value("CPU[0]/fs_arbytes") == .named(0, "not present"))
    #expect(records.reader.descendant("CPU[0]/cr3", of: node)?.pfn == 0x102)
    #expect(value("LAPIC[0]/apic_base_msr") == .named(0xfee0_0900, "0xfee00000 | boot processor | enabled"))
    #expect(value("LAPIC_REGS[0]/lvt_timer") == .named(0x10000, "vector 0x0 | masked"))
    #expect(value("MTRR[0]/msr_pat_cr") == .named(0x7_0406_0007_0406, "WB WT UC- UC WB WT UC- UC"))
    #expect(value("MTRR[0]/msr_mtrr_def_type") == .named(0x806, "WB | enabled"))
  }
}
