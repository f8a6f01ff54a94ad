@_spi(Measuring) import SaveStream

/// The registers of a vCPU of a made-up PV guest, as `vcpu_guest_context` (`xen/include/public/arch-x86/xen.h`).
struct SamplePVContext: Sendable {
  let guest: WordSize
  /// The vCPU's id. vCPU 0 is the one that asked Xen to suspend the guest, any other is idle.
  let id: Int
  let tables: SamplePVPageTables
  var release = SampleRelease.xen45
  /// What the context states of a PFN: the PFN itself in a tail, the MFN while the guest runs.
  let frame: @Sendable (Int) -> UInt64

  private var kernelBase: UInt64 { SamplePVLayout.kernelBase(guest) }
  private var stackTop: UInt64 { SamplePVLayout.address(of: SamplePVLayout.stacks[id] + 1, guest) }

  /// The bytes of the structure: 5168, or 2800 of a 32-bit guest.
  var bytes: [UInt8] { guest == .bits64 ? bytes64 : bytes32 }

  private var bytes64: [UInt8] {
    var context = LittleEndianBytes(zeros: 5168)
    context.put(bytes: SampleFloatingPoint.legacyArea, at: 0)
    // Floating point valid, in the kernel, system calls mask events, online.
    context.put(UInt64(0b110101), at: 512)
    putRegisters64(&context)
    putTraps(&context, at: 720, entry: 16, codeSelector: 0xe033, addressAt: 8)
    context.put(frame(SamplePVLayout.descriptors[id]), at: 4832)
    context.put(UInt64(16), at: 4960)
    context.put(UInt64(0xe02b), at: 4968)
    context.put(stackTop, at: 4976)
    context.put(UInt64(0x8005_003b), at: 4984)
    if let userRoot = tables.userRoot, id == 0 { context.put(frame(userRoot) << 12 | 1, at: 4992) }
    context.put(UInt64(0x40_1038), at: 5000)
    context.put(frame(tables.root) << 12, at: 5008)
    context.put(UInt64(0x2660), at: 5016)
    context.put(UInt64(0xffff_0ff0), at: 5048 + 48)
    context.put(UInt64(0x400), at: 5048 + 56)
    for (position, function) in [0x2040, 0x20c0, 0x2140].enumerated() {
      context.put(kernelBase + UInt64(function), at: 5112 + 8 * position)
    }
    // Writable page tables, and a flag while the time a vCPU ran is updated.
    context.put(UInt64(1 << 2 | 1 << 5), at: 5136)
    context.put(UInt64(id == 0 ? 0x7f5a_1c00_0700 : 0), at: 5144)
    context.put(SamplePVLayout.address(of: SamplePVLayout.tasks, guest) + UInt64(64 * id), at: 5152)
    return context.bytes
  }

  /// `cpu_user_regs` at 520: on the way into `sched_op`, or halted.
  private func putRegisters64(_ context: inout LittleEndianBytes) {
    let registers: [(offset: Int, value: UInt64)] = [
      (0, 0), (8, 0), (16, 0xffff_8800_0000_7000), (24, 0), (32, stackTop - 0x58),  // r15 … r12, rbp
      (40, 0xffff_8800_0000_8000), (48, 0x246), (56, 0x1f), (64, UInt64(id)), (72, 0xffff_8800_0000_7080),  // rbx … r8
      (80, 0), (88, kernelBase + 0x1000 + SampleCode.suspendOffset(guest: guest)),  // rax, rcx
      (96, id == 0 ? frame(SamplePVLayout.startInfo) : 0),  // rdx
      (104, stackTop - 0x70), (112, id == 0 ? 2 : 1),  // rsi, rdi
      (128, kernelBase + 0x1000 + SampleCode.suspendOffset(guest: guest)),  // rip
      (144, 0x246), (152, stackTop - 0x80),  // rflags, rsp
    ]
    for register in registers { context.put(register.value, at: 520 + register.offset) }
    for (offset, selector) in [(136, 0xe033), (160, 0xe02b), (168, 0), (176, 0), (184, 0), (192, 0)] {
      context.put(UInt16(selector), at: 520 + offset)
    }
  }

  private var bytes32: [UInt8] {
    var context = LittleEndianBytes(zeros: 2800)
    context.put(bytes: SampleFloatingPoint.legacyArea, at: 0)
    context.put(UInt32(0b100101), at: 512)
    putRegisters32(&context)
    putTraps(&context, at: 584, entry: 8, codeSelector: 0x61, addressAt: 4)
    context.put(UInt32(frame(SamplePVLayout.descriptors[id])), at: 2640)
    context.put(UInt32(16), at: 2704)
    context.put(UInt32(0x69), at: 2708)
    context.put(UInt32(stackTop), at: 2712)
    context.put(UInt32(0x8005_003b), at: 2716)
    context.put(UInt32(0x0804_9038), at: 2724)
    context.put(folded(frame(tables.root)), at: 2728)
    context.put(UInt32(0x2660), at: 2732)
    context.put(UInt32(0xffff_0ff0), at: 2748 + 24)
    context.put(UInt32(0x400), at: 2748 + 28)
    for (offset, value) in [(2780, 0x61), (2784, kernelBase + 0x2040), (2788, 0x61), (2792, kernelBase + 0x20c0)] {
      context.put(UInt32(value), at: offset)
    }
    // Segments of 4 GiB, writable page tables, a root above 4 GiB, and the flag as above.
    context.put(UInt32(1 << 0 | 1 << 2 | 1 << 3 | 1 << 5), at: 2796)
    return context.bytes
  }

  /// `cpu_user_regs` of a 32-bit guest at 516.
  private func putRegisters32(_ context: inout LittleEndianBytes) {
    let registers: [(offset: Int, value: UInt64)] = [
      (0, 2), (4, stackTop - 0x70), (8, id == 0 ? frame(SamplePVLayout.startInfo) : 0),  // ebx, ecx, edx
      (12, 0), (16, 0xc100_7080), (20, stackTop - 0x58), (24, 0),  // esi, edi, ebp, eax
      (32, kernelBase + 0x1000 + SampleCode.suspendOffset(guest: guest)), (40, 0x246), (44, stackTop - 0x80),
    ]
    for register in registers { context.put(UInt32(register.value), at: 516 + register.offset) }
    for (offset, selector) in [(36, 0x61), (48, 0x69), (52, 0x7b), (56, 0x7b), (60, 0xd8), (64, 0xe0)] {
      context.put(UInt16(selector), at: 516 + offset)
    }
  }

  /// A trap gate for each exception of the processor; breakpoint and overflow may come from user mode.
  private func putTraps(
    _ context: inout LittleEndianBytes, at start: Int, entry size: Int, codeSelector: UInt16, addressAt offset: Int
  ) {
    for vector in 0..<20 where vector != 2 && vector != 15 {
      let trap = start + size * vector
      context.put(UInt8(vector), at: trap)
      context.put(UInt8(vector == 3 || vector == 4 ? 3 : vector == 14 ? 4 : 0), at: trap + 1)
      context.put(codeSelector, at: trap + 2)
      context.put(kernelBase + 0x3000 + UInt64(0x40 * vector), as: guest, at: trap + offset)
    }
  }

  /// How a 32-bit guest spells a frame number of more than 20 bits in cr3: its upper bits go to the bottom.
  private func folded(_ frame: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: frame << 12 | frame >> 20) }

  /// `xen_domctl_ext_vcpucontext`: 56 bytes as Xen 4.3 to 4.9 fill it, 64 of later ones.
  var extended: [UInt8] {
    let byteCount = release == .xen45 ? 56 : 64
    var context = LittleEndianBytes(zeros: byteCount)
    context.put(UInt32(id), at: 0)
    context.put(UInt32(byteCount), at: 4)
    if guest == .bits64 {
      context.put(kernelBase + 0x21c0, at: 8)
      context.put(kernelBase + 0x2200, at: 16)
      for offset in [24, 26] { context.put(UInt16(0xe033), at: offset) }
    } else {
      context.put(kernelBase + 0x2200, at: 16)
      context.put(UInt16(0x61), at: 26)
    }
    context.put(UInt64(0x100_0002), at: 32)
    return context.bytes
  }
}
