/// HVM records of interrupt controllers and wires.
extension Layout {
  /// The legacy interrupt controller: instance 0 is the master, 1 the slave.
  static let hvmPIC = Layout(
    "hvm_hw_vpic", byteCount: 8,
    [
      Field("irr", at: 0, .address(bytes: 1), "requests"),
      Field("imr", at: 1, .address(bytes: 1), "masked"),
      Field("isr", at: 2, .address(bytes: 1), "in service"),
      Field("irq_base", at: 3, .address(bytes: 1), "first vector"),
      Field("init_state", at: 4, .address(bytes: 1), "low nibble; priority_add in the high one"),
      Field("mode", at: 5, .address(bytes: 1), "mode bits"),
      Field("elcr", at: 6, .address(bytes: 1), "level-triggered lines"),
      Field("int_output", at: 7, .number(bytes: 1)),
    ])

  static let hvmIOAPIC = Layout(
    "hvm_hw_vioapic", byteCount: 400,
    [
      Field("base_address", at: 0, .address(bytes: 8)),
      Field("ioregsel", at: 8, .address(bytes: 4)),
      Field("id", at: 12, .number(bytes: 4)),
      Field(
        "redirtbl", at: 16, .array(.words(bytes: 8, InterruptBits.redirection), count: 48), "an entry for each pin"),
    ])

  /// Length 16 in Xen 3.1 to 4.0, 24 in 4.1 to 4.19, 32 since.
  static let hvmLAPIC = grown(
    "hvm_hw_lapic", byteCounts: [16, 24, 32],
    [
      Field("apic_base_msr", at: 0, .words(bytes: 8, InterruptBits.apicBase)),
      Field("disabled", at: 8, .flags(bytes: 4, names: [0: "by hardware", 1: "by software"])),
      Field("timer_divisor", at: 12, .number(bytes: 4)),
      Field("tdt_msr", at: 16, .address(bytes: 8), "TSC deadline"),
      Field("pending_esr", at: 24, .address(bytes: 4)),
    ])

  /// The first KiB of the local APIC's register page: a register of 4 bytes every 16.
  static let hvmLAPICRegisters = Layout(
    "hvm_hw_lapic_regs", byteCount: 1024,
    [
      (0x20, "id"), (0x30, "version"), (0x80, "tpr"), (0x90, "apr"), (0xA0, "ppr"), (0xB0, "eoi"), (0xD0, "ldr"),
      (0xE0, "dfr"),
    ].map { Field($0.1, at: $0.0, .address(bytes: 4)) }
      + [Field("svr", at: 0xF0, .words(bytes: 4, InterruptBits.spuriousVector), "spurious interrupt")]
      + vectorBits("isr", at: 0x100) + vectorBits("tmr", at: 0x180) + vectorBits("irr", at: 0x200)
      + [
        (0x280, "esr"), (0x2F0, "lvt_cmci"), (0x300, "icr_low"), (0x310, "icr_high"), (0x320, "lvt_timer"),
        (0x330, "lvt_thermal"), (0x340, "lvt_performance"), (0x350, "lvt_lint0"), (0x360, "lvt_lint1"),
        (0x370, "lvt_error"), (0x380, "timer_initial"), (0x390, "timer_current"), (0x3E0, "timer_divide"),
      ].map { place, name in
        let isVector = name.hasPrefix("lvt_")
        return Field(name, at: place, isVector ? .words(bytes: 4, InterruptBits.localVector) : .address(bytes: 4))
      })

  /// A register of 256 bits, one for each vector, spread over eight slots.
  private static func vectorBits(_ name: String, at offset: Int) -> [Field] {
    (0..<8).map { place in
      let type = FieldType.words(bytes: 4) { BitRanges.words($0, from: 32 * place, "vector") }
      return Field("\(name)\(place)", at: offset + 16 * place, type)
    }
  }

  static let hvmPCIInterrupts = Layout(
    "hvm_hw_pci_irqs", byteCount: 16,
    [Field("intx", at: 0, .array(.address(bytes: 8), count: 2), "bit 4·device + INTx: asserted")])

  static let hvmISAInterrupts = Layout(
    "hvm_hw_isa_irqs", byteCount: 8,
    [Field("irqs", at: 0, .words(bytes: 8) { BitRanges.words($0, from: 0, "line") }, "asserted")])

  static let hvmPCILink = Layout(
    "hvm_hw_pci_link", byteCount: 8,
    [Field("route", at: 0, .array(.number(bytes: 1), count: 4), "the line of each PCI link; 0 when not routed")])
}
