@_spi(Measuring) import SaveStream

/// The registers of a made-up vCPU in long mode.
struct SampleRegisters: Sendable {
  /// rax rbx rcx rdx rbp rsi rdi rsp r8 … r15 rip rflags.
  var general: [UInt64]
  /// cr0 cr2 cr3 cr4.
  var control: [UInt64] = []
  var gsBase: UInt64 = 0
  /// The address of the task state segment, and those of the tables of gates and of segments.
  var taskBase: UInt64 = 0
  var interrupts: UInt64 = 0
  var descriptors: UInt64 = 0
  /// Where the kernel is entered: by SYSENTER, by SYSCALL, and by SYSCALL from a process of 32 bits.
  var sysenterEntry: UInt64 = 0
  var systemCallEntry: UInt64 = 0
  var narrowSystemCallEntry: UInt64 = 0
  var shadowGS: UInt64 = 0
  var processorID: UInt64 = 0
  var timeStamp: UInt64 = 0

  init(general: [UInt64]) { self.general = general }

  /// CPU, 1024 bytes, and since Xen 4.7 a word of flags and one of padding.
  func record(_ release: SampleRelease) -> [UInt8] {
    var record = LittleEndianBytes(zeros: 1024)
    record.put(bytes: SampleFloatingPoint.legacyArea, at: 0)
    for (position, value) in general.enumerated() { record.put(value, at: 512 + 8 * position) }
    for (position, value) in control.enumerated() { record.put(value, at: 656 + 8 * position) }
    record.put(UInt64(0xffff_0ff0), at: 720)
    record.put(UInt64(0x400), at: 728)
    putSegments(&record)
    record.put(UInt64(0x10), at: 920)
    record.put(sysenterEntry, at: 936)
    // efer: long mode, active, no-execute, system calls.
    for (offset, value) in [
      (944, shadowGS), (960, systemCallEntry), (968, 0x0023_0010_0000_0000), (976, narrowSystemCallEntry),
      (984, 0x4_7700), (992, 0xd01), (1000, processorID), (1008, timeStamp),
    ] as [(Int, UInt64)] {
      record.put(value, at: offset)
    }
    if release == .xen417 {
      // The floating-point registers are in use.
      record.append(UInt64(1))
    }
    return record.bytes
  }

  /// Selectors, limits, bases and access rights of cs ds es fs gs ss tr ldtr, and the two descriptor tables.
  private func putSegments(_ record: inout LittleEndianBytes) {
    let selectors: [UInt32] = [0x10, 0, 0, 0, 0, 0x18, 0x40, 0]
    let limits: [UInt32] = [.max, .max, .max, .max, .max, .max, 0x2087, 0xffff, 0x3ff, 0x7f]
    let bases: [UInt64] = [0, 0, 0, 0, gsBase, 0, taskBase, 0, interrupts, descriptors]
    let rights: [UInt32] = [0xa9b, 0xc93, 0xc93, 0xc93, 0xc93, 0xc93, 0x8b, 0x82]
    for (position, selector) in selectors.enumerated() { record.put(selector, at: 736 + 4 * position) }
    for (position, limit) in limits.enumerated() { record.put(limit, at: 768 + 4 * position) }
    for (position, base) in bases.enumerated() { record.put(base, at: 808 + 8 * position) }
    for (position, right) in rights.enumerated() { record.put(right, at: 888 + 4 * position) }
  }
}
