/// The parameters of an HVM guest by number (`HVM_PARAM_*`, `xen/include/public/hvm/params.h`).
enum HVMParameter {
  /// One past the highest number (`HVM_NR_PARAMS`).
  static let count = 39

  /// That which gives a guest Viridian's interface.
  static let viridianNumber: UInt64 = 9

  /// The name of a parameter without its prefix; nil for a number that no Xen uses.
  static func name(_ number: Int) -> String? { names[number] }

  private static let names: [Int: String] = [
    0: "CALLBACK_IRQ", 1: "STORE_PFN", 2: "STORE_EVTCHN", 4: "PAE_ENABLED", 5: "IOREQ_PFN", 6: "BUFIOREQ_PFN",
    7: "NVRAM_FD", 8: "VHPT_SIZE", 9: "VIRIDIAN", 10: "TIMER_MODE", 11: "HPET_ENABLED", 12: "IDENT_PT",
    13: "DM_DOMAIN", 14: "ACPI_S_STATE", 15: "VM86_TSS", 16: "VPT_ALIGN", 17: "CONSOLE_PFN", 18: "CONSOLE_EVTCHN",
    19: "ACPI_IOPORTS_LOCATION", 20: "MEMORY_EVENT_CR0", 21: "MEMORY_EVENT_CR3", 22: "MEMORY_EVENT_CR4",
    23: "MEMORY_EVENT_INT3", 24: "NESTEDHVM", 25: "MEMORY_EVENT_SINGLE_STEP", 26: "BUFIOREQ_EVTCHN",
    27: "PAGING_RING_PFN", 28: "MONITOR_RING_PFN", 29: "SHARING_RING_PFN", 30: "MEMORY_EVENT_MSR",
    31: "TRIPLE_FAULT_REASON", 32: "IOREQ_SERVER_PFN", 33: "NR_IOREQ_SERVER_PAGES", 34: "VM_GENERATION_ID_ADDR",
    35: "ALTP2M", 36: "X87_FIP_WIDTH", 37: "VM86_TSS_SIZED", 38: "MCA_CAP",
  ]

  /// How the value of a parameter is shown.
  static func type(_ number: Int) -> FieldType {
    switch number {
    case 0: .words(bytes: 8, interruptRoute)
    case 1, 5, 6, 17, 27, 28, 29, 32: .pfn(bytes: 8)
    case 9: .flags(bytes: 8, names: viridian)
    case 10: .choice(bytes: 8, names: timerModes)
    case 12, 34: .pageAddress(bytes: 8, .physical)
    case 15, 37: .pageAddress(bytes: 8, .physical32)
    case 35: .choice(bytes: 8, names: altp2mModes)
    case 38: .flags(bytes: 8, names: [0: "LMCE"])
    case 2, 4, 11, 14, 16, 18, 19, 24, 26, 33, 36: .number(bytes: 8)
    default: .address(bytes: 8)
    }
  }

  private static let viridian = [
    0: "base_freq", 1: "no_freq", 2: "time_ref_count", 3: "reference_tsc", 4: "hcall_remote_tlb_flush",
    5: "apic_assist", 6: "crash_ctl", 7: "synic", 8: "stimer", 9: "hcall_ipi", 10: "ex_processor_masks",
    11: "no_vp_limit", 12: "cpu_hotplug",
  ]

  private static let timerModes: [UInt64: String] = [
    0: "delay_for_missed_ticks", 1: "no_delay_for_missed_ticks", 2: "no_missed_ticks_pending",
    3: "one_missed_tick_pending",
  ]

  private static let altp2mModes: [UInt64: String] = [0: "disabled", 1: "mixed", 2: "external", 3: "limited"]

  /// How Xen tells the guest of events: the kind is in the top byte.
  @Sendable private static func interruptRoute(_ value: UInt64) -> String {
    switch value >> 56 {
    case 0: return value == 0 ? "none" : "GSI \(value & 0xff)"
    case 1:
      let (device, pin) = (value >> 11 & 0x1f, value & 3)
      return "PCI device \(device) INT\(["A", "B", "C", "D"][Int(pin)])"
    case 2: return "vector " + NumberText.hex(value & 0xff)
    default: return "unknown"
    }
  }
}
