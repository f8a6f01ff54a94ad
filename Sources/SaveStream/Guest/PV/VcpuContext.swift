/// The state of one PV vCPU, `struct vcpu_guest_context` (`xen/include/public/arch-x86/xen.h`): the same layout from
/// Xen 3.1 on, in a native and in a 32-bit form.
enum VcpuContext {
  /// The layout for a guest of 32 or 64 bits.
  static func layout(guestBits: Int) -> Layout { guestBits == 32 ? bits32 : bits64 }

  /// The layout for vCPU 0, whose rdx leads to the start info page, or for another one.
  static func layout(guestBits: Int, vcpu: Int) -> Layout {
    guard vcpu == 0 else { return layout(guestBits: guestBits) }
    return guestBits == 32 ? first32 : first64
  }

  /// A node for the context of a vCPU.
  static func node(named name: String = "context", range: Range<UInt64>, guestBits: Int, vcpu: Int) -> TreeNode {
    .structure(
      layout(guestBits: guestBits, vcpu: vcpu), named: name, at: range.lowerBound, available: UInt64(range.count),
      meaning: "vcpu_guest_context")
  }

  /// 5168 bytes.
  ///
  /// ```
  /// 0 fpu  512 flags  520 registers  720 trap table  4816 LDT, GDT  4984 control  5048 debug  5112 callbacks  5168
  /// ```
  static let bits64 = bits64(isFirst: false)
  private static let first64 = bits64(isFirst: true)

  private static func bits64(isFirst: Bool) -> Layout {
    Layout(
      "vcpu_guest_context", byteCount: 5168,
      rows: [
        [
          .init("fpu_ctxt", at: 0, .structure(.fxsave)),
          .init("flags", at: 512, .flags(bytes: 8, names: flags)),
          .init("user_regs", at: 520, .structure(.cpuUserRegs64(isFirst: isFirst))),
          .init("trap_ctxt", at: 720, .array(.structure(trap64), count: 256), "virtual IDT"),
          .init("ldt_base", at: 4816, .address(bytes: 8)),
          .init("ldt_ents", at: 4824, .number(bytes: 8)),
          .init(
            "gdt_frames", at: 4832, .array(.pfn(bytes: 8), count: 16), "PFNs; those that gdt_ents reaches are used"),
          .init("gdt_ents", at: 4960, .number(bytes: 8)),
          .init("kernel_ss", at: 4968, .address(bytes: 8)),
          .init("kernel_sp", at: 4976, .address(bytes: 8)),
          .init("ctrlreg", at: 4984, .structure(controlRegisters(bytes: 8))),
          .init("debugreg", at: 5048, .structure(debugRegisters(bytes: 8))),
        ],
        Layout.Field.row(
          ["event_callback_eip", "failsafe_callback_eip", "syscall_callback_eip"], at: 5112, .address(bytes: 8)),
        [.init("vm_assist", at: 5136, .flags(bytes: 8, names: assists))],
        Layout.Field.row(["fs_base", "gs_base_kernel", "gs_base_user"], at: 5144, .address(bytes: 8)),
      ])
  }

  /// 2800 bytes.
  ///
  /// ```
  /// 0 fpu  512 flags  516 registers  584 trap table  2632 LDT, GDT  2716 control  2748 debug  2780 callbacks  2800
  /// ```
  static let bits32 = bits32(isFirst: false)
  private static let first32 = bits32(isFirst: true)

  private static func bits32(isFirst: Bool) -> Layout {
    Layout(
      "vcpu_guest_context", byteCount: 2800,
      rows: [
        [
          .init("fpu_ctxt", at: 0, .structure(.fxsave)),
          .init("flags", at: 512, .flags(bytes: 4, names: flags)),
          .init("user_regs", at: 516, .structure(.cpuUserRegs32(isFirst: isFirst))),
          .init("trap_ctxt", at: 584, .array(.structure(trap32), count: 256), "virtual IDT"),
          .init("ldt_base", at: 2632, .address(bytes: 4)),
          .init("ldt_ents", at: 2636, .number(bytes: 4)),
          .init(
            "gdt_frames", at: 2640, .array(.pfn(bytes: 4), count: 16), "PFNs; those that gdt_ents reaches are used"),
          .init("gdt_ents", at: 2704, .number(bytes: 4)),
          .init("kernel_ss", at: 2708, .address(bytes: 4)),
          .init("kernel_sp", at: 2712, .address(bytes: 4)),
          .init("ctrlreg", at: 2716, .structure(controlRegisters(bytes: 4))),
          .init("debugreg", at: 2748, .structure(debugRegisters(bytes: 4))),
        ],
        Layout.Field.row(
          ["event_callback_cs", "event_callback_eip", "failsafe_callback_cs", "failsafe_callback_eip"], at: 2780,
          .address(bytes: 4)),
        [.init("vm_assist", at: 2796, .flags(bytes: 4, names: assists))],
      ])
  }

  private static let trap64 = Layout(
    "trap_info", byteCount: 16,
    trapFields + [.init("address", at: 8, .address(bytes: 8))])

  private static let trap32 = Layout(
    "trap_info", byteCount: 8,
    trapFields + [.init("address", at: 4, .address(bytes: 4))])

  private static let trapFields: [Layout.Field] = [
    .init("vector", at: 0, .number(bytes: 1)),
    .init("flags", at: 1, .words(bytes: 1, trapFlags)),
    .init("cs", at: 2, .address(bytes: 2)),
  ]

  @Sendable private static func trapFlags(_ flags: UInt64) -> String {
    "DPL \(flags & 3)" + (flags >> 2 & 1 == 1 ? " | masks events" : "")
  }

  private static func controlRegisters(bytes: Int) -> Layout {
    let registers: [(type: FieldType, meaning: String)] = [
      (.flags(bytes: bytes, names: RegisterBits.cr0), "CR0"),
      (
        bytes == 8 ? .pageAddress(bytes: 8, .enabledPhysical) : .address(bytes: bytes),
        "user page-table base, 64-bit only"
      ),
      (.address(bytes: bytes), "CR2"),
      (.pageAddress(bytes: bytes, bytes == 8 ? .physical : .folded), "CR3: page-table base, holds a PFN"),
      (.flags(bytes: bytes, names: RegisterBits.cr4), "CR4"),
    ]
    return Layout(
      "ctrlreg", byteCount: 8 * bytes,
      (0..<8).map { place in
        let register = registers.indices.contains(place) ? registers[place] : (.address(bytes: bytes), "unused")
        return .init("cr\(place)", at: place * bytes, register.type, register.meaning)
      })
  }

  private static func debugRegisters(bytes: Int) -> Layout {
    Layout(
      "debugreg", byteCount: 8 * bytes,
      (0..<8).map { place in
        let type: FieldType =
          switch place {
          case 6: .words(bytes: bytes, RegisterBits.debugStatus)
          case 7: .words(bytes: bytes, RegisterBits.debugControl)
          default: .address(bytes: bytes)
          }
        return .init("dr\(place)", at: place * bytes, type)
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
