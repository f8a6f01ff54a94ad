extension Layout {
  /// `struct cpu_user_regs` of a 64-bit guest, 200 bytes.
  /// - Parameter isFirst: whether it is vCPU 0, whose rdx leads to the start info page.
  static func cpuUserRegs64(isFirst: Bool) -> Layout {
    Layout(
      "cpu_user_regs", byteCount: 200,
      rows: [
        Field.row(
          ["r15", "r14", "r13", "r12", "rbp", "rbx", "r11", "r10", "r9", "r8", "rax", "rcx"], at: 0, .address(bytes: 8)),
        [
          Field(
            "rdx", at: 96, isFirst ? .pageAddress(bytes: 8, .pfn) : .address(bytes: 8),
            "in vCPU 0 the PFN of the start info page")
        ],
        Field.row(["rsi", "rdi"], at: 104, .address(bytes: 8)),
        [
          Field("error_code", at: 120, .address(bytes: 4)),
          Field("entry_vector", at: 124, .address(bytes: 4)),
          Field("rip", at: 128, .address(bytes: 8)),
          Field("cs", at: 136, .address(bytes: 2)),
          Field("saved_upcall_mask", at: 140, .number(bytes: 1)),
          Field("rflags", at: 144, .words(bytes: 8, RegisterBits.flags)),
          Field("rsp", at: 152, .address(bytes: 8)),
          Field("ss", at: 160, .address(bytes: 2)),
          Field("es", at: 168, .address(bytes: 2)),
          Field("ds", at: 176, .address(bytes: 2)),
          Field("fs", at: 184, .address(bytes: 2)),
          Field("gs", at: 192, .address(bytes: 2)),
        ],
      ])
  }

  /// `struct cpu_user_regs` of a 32-bit guest, 68 bytes.
  /// - Parameter isFirst: whether it is vCPU 0, whose edx leads to the start info page.
  static func cpuUserRegs32(isFirst: Bool) -> Layout {
    Layout(
      "cpu_user_regs", byteCount: 68,
      rows: [
        Field.row(["ebx", "ecx"], at: 0, .address(bytes: 4)),
        [
          Field(
            "edx", at: 8, isFirst ? .pageAddress(bytes: 4, .pfn) : .address(bytes: 4),
            "in vCPU 0 the PFN of the start info page")
        ],
        Field.row(["esi", "edi", "ebp", "eax"], at: 12, .address(bytes: 4)),
        [
          Field("error_code", at: 28, .address(bytes: 2)),
          Field("entry_vector", at: 30, .address(bytes: 2)),
          Field("eip", at: 32, .address(bytes: 4)),
          Field("cs", at: 36, .address(bytes: 2)),
          Field("saved_upcall_mask", at: 38, .number(bytes: 1)),
          Field("eflags", at: 40, .words(bytes: 4, RegisterBits.flags)),
          Field("esp", at: 44, .address(bytes: 4)),
          Field("ss", at: 48, .address(bytes: 2)),
          Field("es", at: 52, .address(bytes: 2)),
          Field("ds", at: 56, .address(bytes: 2)),
          Field("fs", at: 60, .address(bytes: 2)),
          Field("gs", at: 64, .address(bytes: 2)),
        ],
      ])
  }
}
