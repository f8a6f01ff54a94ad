import SaveStream

/// The records of an HVM context that there are for every vCPU.
struct SampleHVMProcessor: Sendable {
  let guest: SampleHVMGuest
  /// The vCPU's id.
  let id: Int

  private var base: UInt64 { SampleHVMLayout.kernelBase }

  /// CPU, 1024 bytes, and since Xen 4.7 a word of flags and one of padding: a 64-bit kernel, vCPU 0 at work and any other halted.
  var processor: [UInt8] {
    var record = LittleEndianBytes(zeros: 1024)
    record.put(bytes: SampleFloatingPoint.legacyArea, at: 0)
    putGeneralRegisters(&record)
    let control = [
      0x8005_0033, 0x40_2000 + UInt64(guest.runs) * 0x40, UInt64(SampleHVMLayout.tables[0]) << 12, 0x4_06f0,
    ]
    for (position, value) in control.enumerated() { record.put(value, at: 656 + 8 * position) }
    record.put(UInt64(0xffff_0ff0), at: 720)
    record.put(UInt64(0x400), at: 728)
    putSegments(&record)
    record.put(UInt64(0x10), at: 920)
    record.put(base + 0x9440, at: 936)
    // shadow_gs; the MSRs of the SYSCALL instruction; efer: long mode, active, no-execute, system calls.
    for (offset, value) in [
      (944, 0x7f5a_1c00_0700), (960, base + 0x8400), (968, 0x0023_0010_0000_0000), (976, base + 0x8480),
      (984, 0x4_7700), (992, 0xd01), (1000, UInt64(id)), (1008, guest.clock.timeStampCounter + UInt64(64 * id)),
    ] as [(Int, UInt64)] {
      record.put(value, at: offset)
    }
    if guest.release == .xen417 {
      // The floating-point registers are in use.
      record.append(UInt64(1))
    }
    return record.bytes
  }

  /// rax rbx rcx rdx rbp rsi rdi rsp r8 … r15 rip rflags.
  private func putGeneralRegisters(_ record: inout LittleEndianBytes) {
    let stack = SampleHVMLayout.address(of: SampleHVMLayout.stacks[id]) + 0xf80 - UInt64(guest.runs % 4) * 0x20
    let isHalted = id > 0 || guest.runs % 2 == 1
    let tasks = SampleHVMLayout.address(of: SampleHVMLayout.tasks)
    let registers: [UInt64] = [
      isHalted ? 0 : 0x5d, tasks, 0x1f, SampleHVMLayout.address(of: SampleHVMLayout.counters), stack + 0x28,
      0x246, UInt64(id), stack, 0, UInt64(guest.runs), 0x0a, 0x202, tasks + 64, 0, 0, base + 0x8000,
      base + (isHalted ? 0x8aa2 : 0x91d7), isHalted ? 0x246 : 0x202,
    ]
    for (position, value) in registers.enumerated() { record.put(value, at: 512 + 8 * position) }
  }

  /// Selectors, limits, bases and access rights of cs ds es fs gs ss tr ldtr, and the two descriptor tables.
  private func putSegments(_ record: inout LittleEndianBytes) {
    let selectors: [UInt32] = [0x10, 0, 0, 0, 0, 0x18, 0x40, 0]
    let limits: [UInt32] = [.max, .max, .max, .max, .max, .max, 0x2087, 0xffff, 0x3ff, 0x7f]
    let bases: [UInt64] = [
      0, 0, 0, 0, SampleHVMLayout.address(of: SampleHVMLayout.tasks) + UInt64(64 * id), 0,
      SampleHVMLayout.address(of: SampleHVMLayout.stacks[id]), 0,
      SampleHVMLayout.address(of: SampleHVMLayout.interrupts), SampleHVMLayout.address(of: SampleHVMLayout.descriptors),
    ]
    let rights: [UInt32] = [0xa9b, 0xc93, 0xc93, 0xc93, 0xc93, 0xc93, 0x8b, 0x82]
    for (position, selector) in selectors.enumerated() { record.put(selector, at: 736 + 4 * position) }
    for (position, limit) in limits.enumerated() { record.put(limit, at: 768 + 4 * position) }
    for (position, base) in bases.enumerated() { record.put(base, at: 808 + 8 * position) }
    for (position, right) in rights.enumerated() { record.put(right, at: 888 + 4 * position) }
  }

  /// LAPIC, 24 bytes: at its usual address, vCPU 0 being the bootstrap processor.
  var localAPIC: [UInt8] {
    var record = LittleEndianBytes(zeros: 24)
    record.put(UInt64(0xfee0_0800 | (id == 0 ? 0x100 : 0)), at: 0)
    record.put(UInt32(1), at: 12)
    return record.bytes
  }

  /// LAPIC_REGS, 1024 bytes: one register of 4 bytes every 16.
  var localAPICRegisters: [UInt8] {
    var record = LittleEndianBytes(zeros: 1024)
    for (offset, value) in [
      (0x20, UInt32(2 * id) << 24), (0x30, 0x0005_0014), (0xd0, UInt32(1 << id) << 24), (0xe0, .max), (0xf0, 0x1ff),
      (0x1a0, 1 << 17), (0x300, 0x000c_00fd), (0x310, 0x0200_0000), (0x320, 0x0002_00ef), (0x330, 0x1_0000),
      (0x340, 0x400), (0x350, id == 0 ? 0x700 : 0x1_0700), (0x360, id == 0 ? 0x400 : 0x1_0400), (0x370, 0xfe),
      (0x380, 0x0009_27c0), (0x390, 0x0004_1c0e - UInt32(guest.runs) * 0x311), (0x3e0, 0xb),
    ] as [(Int, UInt32)] {
      record.put(value, at: offset)
    }
    return record.bytes
  }

  /// MTRR, 240 bytes: memory is cached, but for the frame buffer's range.
  var memoryTypes: [UInt8] {
    var record = LittleEndianBytes(zeros: 240)
    record.put(UInt64(0x0007_0406_0007_0406), at: 0)
    record.put(UInt64(0xf000_0000), at: 8)
    record.put(UInt64(0xff_f800_0800), at: 16)
    for (position, value) in ([0x0606_0606_0606_0606, 0x0606_0606_0606_0606, 0] as [UInt64]).enumerated() {
      record.put(value, at: 136 + 8 * position)
    }
    for position in 3..<11 { record.put(0x0505_0505_0505_0505 as UInt64, at: 136 + 8 * position) }
    record.put(UInt64(0x508), at: 224)
    record.put(UInt64(0xc06), at: 232)
    return record.bytes
  }

  /// CPU_XSAVE: the mask, xcr0 and xcr0_accum, and the XSAVE area.
  var extendedState: [UInt8] {
    var record = LittleEndianBytes()
    record.append(SampleFloatingPoint.features)
    record.append(bytes: SampleFloatingPoint.xsaveContent)
    return record.bytes
  }

  /// VIRIDIAN_VCPU, 8 bytes: the page in which end-of-interrupt is assisted.
  var viridian: [UInt8] {
    var record = LittleEndianBytes()
    record.append(UInt64(SampleHVMLayout.free.upperBound) << 12 | 1)
    return record.bytes
  }

  /// VMCE_VCPU, 24 bytes, and 32 since Xen 4.10: what the machine-check banks can do.
  var machineCheck: [UInt8] {
    var record = LittleEndianBytes(zeros: guest.release == .xen45 ? 24 : 32)
    record.put(UInt64(0x100_0002), at: 0)
    return record.bytes
  }

  /// TSC_ADJUST, 8 bytes.
  var timeStampAdjustment: [UInt8] { [UInt8](repeating: 0, count: 8) }
}
