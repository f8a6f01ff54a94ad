/// HVM records of a vCPU's registers.
extension Layout {
  /// What precedes each record.
  static let hvmDescriptor = Layout(
    "hvm_save_descriptor", byteCount: 8,
    [
      Field("typecode", at: 0, .choice(bytes: 2, names: typeNames)),
      Field("instance", at: 2, .number(bytes: 2), "the vCPU or device"),
      Field("length", at: 4, .number(bytes: 4), "bytes after this descriptor"),
    ])

  private static let typeNames: [UInt64: String] = Dictionary(
    uniqueKeysWithValues: HVMRecordType.all.map { (UInt64($0.typecode), $0.name) })

  static let hvmHeader = Layout(
    "hvm_save_header", byteCount: 24,
    [
      Field("magic", at: 0, .address(bytes: 4)),
      Field("version", at: 4, .number(bytes: 4)),
      Field("changeset", at: 8, .address(bytes: 8), "of Xen's sources; all ones when not known"),
      Field("cpuid", at: 16, .address(bytes: 4), "EAX of leaf 1 of the host"),
      Field("gtsc_khz", at: 20, .number(bytes: 4), "the guest's TSC frequency"),
    ])

  /// Length 1016 in Xen 3.1 to 3.4, 1024 with `msr_tsc_aux` in 4.0 to 4.6, 1032 with `flags` since.
  ///
  /// ```
  /// 0 FXSAVE  512 registers  656 CR  688 DR  736 selectors  768 limits  808 bases  888 rights  920 MSRs
  /// ```
  static let hvmCPU = [
    Layout("hvm_hw_cpu", byteCount: 1016, rows: [processorState, timestampAndEvent(at: 1000)]),
    Layout("hvm_hw_cpu", byteCount: 1024, rows: [processorState, auxiliaryMSR, timestampAndEvent(at: 1008)]),
    Layout(
      "hvm_hw_cpu", byteCount: 1032,
      rows: [
        processorState, auxiliaryMSR, timestampAndEvent(at: 1008),
        [Field("flags", at: 1024, .flags(bytes: 4, names: [0: "fpu_initialised"]))],
      ]),
  ]

  private static let segments = ["cs", "ds", "es", "fs", "gs", "ss", "tr", "ldtr"]

  private static let processorState: [Field] = [
    [Field("fpu_regs", at: 0, .structure(.fxsave))],
    Field.row(["rax", "rbx", "rcx", "rdx", "rbp", "rsi", "rdi", "rsp"], at: 512, .address(bytes: 8)),
    Field.row((8...15).map { "r\($0)" }, at: 576, .address(bytes: 8)),
    [
      Field("rip", at: 640, .address(bytes: 8)),
      Field("rflags", at: 648, .address(bytes: 8)),
    ],
    Field.row(
      ["cr0", "cr2", "cr3", "cr4", "dr0", "dr1", "dr2", "dr3", "dr6", "dr7"], at: 656, .address(bytes: 8)),
    Field.row(segments.map { "\($0)_sel" }, at: 736, .address(bytes: 4)),
    Field.row((segments + ["idtr", "gdtr"]).map { "\($0)_limit" }, at: 768, .address(bytes: 4)),
    Field.row((segments + ["idtr", "gdtr"]).map { "\($0)_base" }, at: 808, .address(bytes: 8)),
    Field.row(segments.map { "\($0)_arbytes" }, at: 888, .address(bytes: 4), "segment access rights"),
    Field.row(["sysenter_cs", "sysenter_esp", "sysenter_eip", "shadow_gs"], at: 920, .address(bytes: 8)),
    [Field("msr_flags", at: 952, .address(bytes: 8), "no longer used")],
    Field.row(["msr_lstar", "msr_star", "msr_cstar", "msr_syscall_mask", "msr_efer"], at: 960, .address(bytes: 8)),
  ].flatMap { $0 }

  private static let auxiliaryMSR = [Field("msr_tsc_aux", at: 1000, .address(bytes: 8))]

  private static func timestampAndEvent(at offset: Int) -> [Field] {
    [
      Field("tsc", at: offset, .address(bytes: 8)),
      Field(
        "pending_event", at: offset + 8, .address(bytes: 4),
        "bits 0-7 vector, 8-10 type, 11 error code valid, 31 valid"),
      Field("error_code", at: offset + 12, .address(bytes: 4)),
    ]
  }

  static let hvmXsave = Layout(
    "hvm_hw_cpu_xsave", byteCount: 600, rest: Rest("extended", "extended regions"),
    [
      Field("xfeature_mask", at: 0, .address(bytes: 8), "ignored by receivers"),
      Field("xcr0", at: 8, .address(bytes: 8)),
      Field("xcr0_accum", at: 16, .address(bytes: 8), "every component ever enabled"),
      Field("legacy", at: 24, .structure(.fxsave)),
      Field("header", at: 536, .structure(.xsaveHeader)),
    ])

  static let hvmMSRs = Layout(
    "hvm_msr", byteCount: 8, rest: Rest("msrs", arrayOf: .structure(hvmMSR)),
    [Field("count", at: 0, .number(bytes: 4))])

  private static let hvmMSR = Layout(
    "hvm_one_msr", byteCount: 16,
    [
      Field("index", at: 0, .choice(bytes: 4, names: MSRName.all)),
      Field("reserved", at: 4, .number(bytes: 4), "0"),
      Field("value", at: 8, .address(bytes: 8)),
    ])

  static let hvmTSCAdjust = Layout(
    "hvm_tsc_adjust", byteCount: 8, [Field("tsc_adjust", at: 0, .address(bytes: 8))])

  static let hvmMTRR = Layout(
    "hvm_hw_mtrr", byteCount: 240,
    [
      Field("msr_pat_cr", at: 0, .address(bytes: 8)),
      Field("variable", at: 8, .array(.structure(hvmVariableMTRR), count: 8)),
      Field("fixed", at: 136, .structure(hvmFixedMTRR)),
      Field("msr_mtrr_cap", at: 224, .address(bytes: 8)),
      Field("msr_mtrr_def_type", at: 232, .address(bytes: 8)),
    ])

  private static let hvmVariableMTRR = Layout(
    "msr_mtrr_var", byteCount: 16, Field.row(["base", "mask"], at: 0, .address(bytes: 8)))

  private static let hvmFixedMTRR = Layout(
    "msr_mtrr_fixed", byteCount: 88,
    Field.row(
      [
        "64K_00000", "16K_80000", "16K_A0000", "4K_C0000", "4K_C8000", "4K_D0000", "4K_D8000", "4K_E0000", "4K_E8000",
        "4K_F0000", "4K_F8000",
      ], at: 0, .address(bytes: 8)))

  /// Length 8 in Xen 4.2, 24 in 4.3 to 4.9, 32 since.
  static let hvmMachineCheck = grown(
    "hvm_vmce_vcpu", byteCounts: [8, 24, 32],
    Field.row(["caps", "mci_ctl2_bank0", "mci_ctl2_bank1", "mcg_ext_ctl"], at: 0, .address(bytes: 8)))
}
