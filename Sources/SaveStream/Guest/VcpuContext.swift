/// The state of one PV vCPU, `struct vcpu_guest_context` (`xen/include/public/arch-x86/xen.h`): the same layout from
/// Xen 3.1 on, in a native and in a 32-bit form.
enum VcpuContext {
  /// The layout for a guest of 32 or 64 bits.
  static func layout(guestBits: Int) -> Layout { guestBits == 32 ? bits32 : bits64 }

  /// 5168 bytes.
  ///
  /// ```
  /// 0 fpu  512 flags  520 registers  720 trap table  4816 LDT, GDT  4984 control  5048 debug  5112 callbacks  5168
  /// ```
  static let bits64 = Layout(
    "vcpu_guest_context", byteCount: 5168,
    rows: [
      [
        .init("fpu_ctxt", at: 0, .structure(.fxsave)),
        .init("flags", at: 512, .flags(bytes: 8, names: flags)),
        .init("user_regs", at: 520, .structure(.cpuUserRegs64)),
        .init("trap_ctxt", at: 720, .array(.structure(trap64), count: 256), "virtual IDT"),
        .init("ldt_base", at: 4816, .address(bytes: 8)),
        .init("ldt_ents", at: 4824, .number(bytes: 8)),
        .init("gdt_frames", at: 4832, .array(.pfn(bytes: 8), count: 16), "PFNs; those that gdt_ents reaches are used"),
        .init("gdt_ents", at: 4960, .number(bytes: 8)),
        .init("kernel_ss", at: 4968, .address(bytes: 8)),
        .init("kernel_sp", at: 4976, .address(bytes: 8)),
        .init("ctrlreg", at: 4984, .structure(controlRegisters(bytes: 8))),
        .init("debugreg", at: 5048, .array(.address(bytes: 8), count: 8)),
      ],
      Layout.Field.row(
        ["event_callback_eip", "failsafe_callback_eip", "syscall_callback_eip"], at: 5112, .address(bytes: 8)),
      [.init("vm_assist", at: 5136, .flags(bytes: 8, names: assists))],
      Layout.Field.row(["fs_base", "gs_base_kernel", "gs_base_user"], at: 5144, .address(bytes: 8)),
    ])

  /// 2800 bytes.
  ///
  /// ```
  /// 0 fpu  512 flags  516 registers  584 trap table  2632 LDT, GDT  2716 control  2748 debug  2780 callbacks  2800
  /// ```
  static let bits32 = Layout(
    "vcpu_guest_context", byteCount: 2800,
    rows: [
      [
        .init("fpu_ctxt", at: 0, .structure(.fxsave)),
        .init("flags", at: 512, .flags(bytes: 4, names: flags)),
        .init("user_regs", at: 516, .structure(.cpuUserRegs32)),
        .init("trap_ctxt", at: 584, .array(.structure(trap32), count: 256), "virtual IDT"),
        .init("ldt_base", at: 2632, .address(bytes: 4)),
        .init("ldt_ents", at: 2636, .number(bytes: 4)),
        .init("gdt_frames", at: 2640, .array(.pfn(bytes: 4), count: 16), "PFNs; those that gdt_ents reaches are used"),
        .init("gdt_ents", at: 2704, .number(bytes: 4)),
        .init("kernel_ss", at: 2708, .address(bytes: 4)),
        .init("kernel_sp", at: 2712, .address(bytes: 4)),
        .init("ctrlreg", at: 2716, .structure(controlRegisters(bytes: 4))),
        .init("debugreg", at: 2748, .array(.address(bytes: 4), count: 8)),
      ],
      Layout.Field.row(
        ["event_callback_cs", "event_callback_eip", "failsafe_callback_cs", "failsafe_callback_eip"], at: 2780,
        .address(bytes: 4)),
      [.init("vm_assist", at: 2796, .flags(bytes: 4, names: assists))],
    ])

  private static let trap64 = Layout(
    "trap_info", byteCount: 16,
    trapFields + [.init("address", at: 8, .address(bytes: 8))])

  private static let trap32 = Layout(
    "trap_info", byteCount: 8,
    trapFields + [.init("address", at: 4, .address(bytes: 4))])

  private static let trapFields: [Layout.Field] = [
    .init("vector", at: 0, .number(bytes: 1)),
    .init("flags", at: 1, .address(bytes: 1), "bits 0 and 1 privilege level, bit 2 masks events"),
    .init("cs", at: 2, .address(bytes: 2)),
  ]

  private static func controlRegisters(bytes: Int) -> Layout {
    let meanings = ["CR0", "user page-table base, 64-bit only", "CR2", "CR3: page-table base, holds a PFN", "CR4"]
    return Layout(
      "ctrlreg", byteCount: 8 * bytes,
      (0..<8).map { index in
        .init(
          "[\(index)]", at: index * bytes, .address(bytes: bytes),
          meanings.indices.contains(index) ? meanings[index] : "unused")
      })
  }

  private static let flags = [
    0: "i387_valid", 2: "in_kernel", 3: "failsafe_disables_events", 4: "syscall_disables_events", 5: "online",
  ]

  private static let assists = [
    0: "4gb_segments", 1: "4gb_segments_notify", 2: "writable_pagetables", 3: "pae_extended_cr3",
    4: "architectural_iopl", 5: "runstate_update_flag", 32: "m2p_strict",
  ]
}
