@_spi(Measuring) import SaveStream

/// The records of an HVM context that tell where a vCPU of a made-up guest stands.
struct SampleHVMProcessor: Sendable {
  let guest: SampleHVMGuest
  /// The vCPU's id.
  let id: Int

  private var base: UInt64 { SampleHVMLayout.kernelBase }

  /// CPU: a 64-bit kernel, vCPU 0 at work and any other halted.
  var processor: [UInt8] {
    let stack = SampleHVMLayout.address(of: SampleHVMLayout.stacks[id])
    let tasks = SampleHVMLayout.address(of: SampleHVMLayout.tasks)
    var registers = SampleRegisters(general: general)
    registers.control = [
      0x8005_0033, 0x40_2000 + UInt64(guest.runs) * 0x40, UInt64(SampleHVMLayout.tables[0]) << 12, 0x4_06f0,
    ]
    registers.gsBase = tasks + UInt64(64 * id)
    registers.taskBase = stack
    registers.interrupts = SampleHVMLayout.address(of: SampleHVMLayout.interrupts)
    registers.descriptors = SampleHVMLayout.address(of: SampleHVMLayout.descriptors)
    registers.sysenterEntry = base + 0x9440
    registers.shadowGS = 0x7f5a_1c00_0700
    registers.systemCallEntry = base + 0x8400
    registers.narrowSystemCallEntry = base + 0x8480
    registers.processorID = UInt64(id)
    registers.timeStamp = guest.clock.timeStampCounter + UInt64(64 * id)
    return registers.record(guest.release)
  }

  private var general: [UInt64] {
    let stack = SampleHVMLayout.address(of: SampleHVMLayout.stacks[id]) + 0xf80 - UInt64(guest.runs % 4) * 0x20
    let isHalted = id > 0 || guest.runs % 2 == 1
    let tasks = SampleHVMLayout.address(of: SampleHVMLayout.tasks)
    return [
      isHalted ? 0 : 0x5d, tasks, 0x1f, SampleHVMLayout.address(of: SampleHVMLayout.counters), stack + 0x28,
      0x246, UInt64(id), stack, 0, UInt64(guest.runs), 0x0a, 0x202, tasks + 64, 0, 0, base + 0x8000,
      base + (isHalted ? 0x8aa2 : 0x91d7), isHalted ? 0x246 : 0x202,
    ]
  }

  /// VIRIDIAN_VCPU, 8 bytes: the page in which end-of-interrupt is assisted.
  var viridian: [UInt8] {
    var record = LittleEndianBytes()
    record.append(UInt64(SampleHVMLayout.free.upperBound) << 12 | 1)
    return record.bytes
  }
}
