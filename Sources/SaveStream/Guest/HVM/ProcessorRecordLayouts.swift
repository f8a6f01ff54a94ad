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
      Field("rflags", at: 648, .words(bytes: 8, RegisterBits.flags)),
      Field("cr0", at: 656, .flags(bytes: 8, names: RegisterBits.cr0)),
      Field("cr2", at: 664, .address(bytes: 8)),
      Field("cr3", at: 672, .pageAddress(bytes: 8, .physical), "page-table base"),
      Field("cr4", at: 680, .flags(bytes: 8, names: RegisterBits.cr4)),
    ],
    Field.row(["dr0", "dr1", "dr2", "dr3"], at: 688, .address(bytes: 8)),
    [
      Field("dr6", at: 720, .words(bytes: 8, RegisterBits.debugStatus)),
      Field("dr7", at: 728, .words(bytes: 8, RegisterBits.debugControl)),
    ],
    Field.row(segments.map { "\($0)_sel" }, at: 736, .address(bytes: 4)),
    Field.row((segments + ["idtr", "gdtr"]).map { "\($0)_limit" }, at: 768, .address(bytes: 4)),
    Field.row((segments + ["idtr", "gdtr"]).map { "\($0)_base" }, at: 808, .address(bytes: 8)),
    Field.row(segments.map { "\($0)_arbytes" }, at: 888, .words(bytes: 4, RegisterBits.segmentRights), "access rights"),
    Field.row(["sysenter_cs", "sysenter_esp", "sysenter_eip", "shadow_gs"], at: 920, .address(bytes: 8)),
    [Field("msr_flags", at: 952, .address(bytes: 8), "no longer used")],
    Field.row(["msr_lstar", "msr_star", "msr_cstar"], at: 960, .address(bytes: 8)),
    [
      Field("msr_syscall_mask", at: 984, .words(bytes: 8, RegisterBits.flags)),
      Field("msr_efer", at: 992, .flags(bytes: 8, names: RegisterBits.efer)),
    ],
  ].flatMap { $0 }

  private static let auxiliaryMSR = [Field("msr_tsc_aux", at: 1000, .address(bytes: 8))]

  private static func timestampAndEvent(at offset: Int) -> [Field] {
    [
      Field("tsc", at: offset, .address(bytes: 8)),
      Field("pending_event", at: offset + 8, .words(bytes: 4, InterruptBits.pendingEvent)),
      Field("error_code", at: offset + 12, .address(bytes: 4)),
    ]
  }

  /// The least that a record holds: three words, the legacy region and the header. Components follow.
  static let hvmXsave = Layout(
    "hvm_hw_cpu_xsave", byteCount: 600, rest: Rest("extended", "components"),
    hvmXsaveHead.fields + [
      Field("legacy", at: 24, .structure(.fxsave)),
      Field("header", at: 536, .structure(.xsaveHeader)),
    ])

  /// What precedes the XSAVE area.
  static let hvmXsaveHead = Layout(
    "hvm_hw_cpu_xsave", byteCount: 24,
    [
      Field("xfeature_mask", at: 0, .flags(bytes: 8, names: XsaveComponents.names), "ignored by receivers")
    ] + XsaveArea.masks(at: 8))

  /// A list of MSRs follows (`MSRList`).
  static let hvmMSRs = Layout("hvm_msr", byteCount: 8, rest: Rest("msrs"), [Field("count", at: 0, .number(bytes: 4))])

  static let hvmTSCAdjust = Layout(
    "hvm_tsc_adjust", byteCount: 8, [Field("tsc_adjust", at: 0, .address(bytes: 8))])

  static let hvmMTRR = Layout(
    "hvm_hw_mtrr", byteCount: 240,
    [
      Field("msr_pat_cr", at: 0, .words(bytes: 8, MemoryTypes.all)),
      Field("variable", at: 8, .array(.structure(hvmVariableMTRR), count: 8)),
      Field("fixed", at: 136, .structure(hvmFixedMTRR)),
      Field("msr_mtrr_cap", at: 224, .words(bytes: 8, MemoryTypes.capability)),
      Field("msr_mtrr_def_type", at: 232, .words(bytes: 8, MemoryTypes.defaultType)),
    ])

  private static let hvmVariableMTRR = Layout(
    "msr_mtrr_var", byteCount: 16,
    [
      Field("base", at: 0, .words(bytes: 8, MemoryTypes.base)),
      Field("mask", at: 8, .words(bytes: 8, MemoryTypes.mask)),
    ])

  private static let hvmFixedMTRR = Layout(
    "msr_mtrr_fixed", byteCount: 88,
    Field.row(
      [
        "64K_00000", "16K_80000", "16K_A0000", "4K_C0000", "4K_C8000", "4K_D0000", "4K_D8000", "4K_E0000", "4K_E8000",
        "4K_F0000", "4K_F8000",
      ], at: 0, .words(bytes: 8, MemoryTypes.all)))

  /// Length 8 in Xen 4.2, 24 in 4.3 to 4.9, 32 since.
  static let hvmMachineCheck = grown(
    "hvm_vmce_vcpu", byteCounts: [8, 24, 32],
    Field.row(["caps", "mci_ctl2_bank0", "mci_ctl2_bank1", "mcg_ext_ctl"], at: 0, .address(bytes: 8)))
}
