/// HVM records of clocks and timers, and of the Viridian interface.
extension Layout {
  static let hvmPIT = Layout(
    "hvm_hw_pit", byteCount: 56,
    [
      Field("channels", at: 0, .array(.structure(hvmPITChannel), count: 3)),
      Field("speaker_data_on", at: 48, .number(bytes: 4)),
    ])

  private static let hvmPITChannel = Layout(
    "hvm_hw_pit_channel", byteCount: 16,
    rows: [
      [
        Field("count", at: 0, .number(bytes: 4)),
        Field("latched_count", at: 4, .number(bytes: 2)),
      ],
      Field.row(
        [
          "count_latched", "status_latched", "status", "read_state", "write_state", "write_latch", "rw_mode", "mode",
          "bcd", "gate",
        ], at: 6, .number(bytes: 1)),
    ])

  /// Length 16 up to Xen 4.13, 24 since.
  static let hvmRTC = grown(
    "hvm_hw_rtc", byteCounts: [16, 24],
    [
      Field("cmos_data", at: 0, .bytes(14)),
      Field("cmos_index", at: 14, .number(bytes: 1)),
      Field("rtc_offset", at: 16, .signed(bytes: 8), "seconds"),
    ])

  static let hvmHPET = Layout(
    "hvm_hw_hpet", byteCount: 1048,
    [
      Field("capability", at: 0, .address(bytes: 8)),
      Field("config", at: 16, .address(bytes: 8)),
      Field("isr", at: 32, .address(bytes: 8)),
      Field("mc64", at: 240, .address(bytes: 8), "main counter"),
      Field("timers", at: 256, .array(.structure(hvmHPETTimer), count: 3)),
      Field("period", at: 1024, .array(.number(bytes: 8), count: 3)),
    ])

  private static let hvmHPETTimer = Layout(
    "hpet_timer", byteCount: 32, Field.row(["config", "cmp", "fsb"], at: 0, .address(bytes: 8)))

  static let hvmPMTimer = Layout(
    "hvm_hw_pmtimer", byteCount: 8,
    [
      Field("tmr_val", at: 0, .number(bytes: 4)),
      Field("pm1a_sts", at: 4, .address(bytes: 2)),
      Field("pm1a_en", at: 6, .address(bytes: 2)),
    ])

  /// Length 16 in Xen 4.0 to 4.4 (called VIRIDIAN up to 4.1), 24 in 4.5, 32 since.
  static let hvmViridianDomain = grown(
    "hvm_viridian_domain_context", byteCounts: [16, 24, 32],
    [
      Field("hypercall_gpa", at: 0, .pageAddress(bytes: 8, .enabledPhysical)),
      Field("guest_os_id", at: 8, .address(bytes: 8)),
      Field("time_ref_count", at: 16, .address(bytes: 8)),
      Field("reference_tsc", at: 24, .pageAddress(bytes: 8, .enabledPhysical)),
    ])

  /// Length 8 in Xen 4.2 to 4.6, 16 in 4.7 to 4.12, 216 since.
  static let hvmViridianVcpu = grown(
    "hvm_viridian_vcpu_context", byteCounts: [8, 16, 216],
    [
      Field("vp_assist_msr", at: 0, .pageAddress(bytes: 8, .enabledPhysical)),
      Field("apic_assist_pending", at: 8, .number(bytes: 1)),
      Field("simp_msr", at: 16, .pageAddress(bytes: 8, .enabledPhysical)),
      Field("sint_msr", at: 24, .array(.address(bytes: 8), count: 16)),
      Field("stimer_config_msr", at: 152, .array(.address(bytes: 8), count: 4)),
      Field("stimer_count_msr", at: 184, .array(.address(bytes: 8), count: 4)),
    ])
}
