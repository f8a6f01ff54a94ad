@_spi(Measuring) import SaveStream

/// The records of an HVM context for what each vCPU of a made-up guest has beside its registers.
struct SampleVCPUDevices: Sendable {
  /// The vCPU's id.
  let id: Int
  let release: SampleRelease
  /// Times the guest was run.
  let runs: Int

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
      (0x380, 0x0009_27c0), (0x390, 0x0004_1c0e - UInt32(runs) * 0x311), (0x3e0, 0xb),
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

  /// VMCE_VCPU, 24 bytes, and 32 since Xen 4.10: what the machine-check banks can do.
  var machineCheck: [UInt8] {
    var record = LittleEndianBytes(zeros: release == .xen45 ? 24 : 32)
    record.put(UInt64(0x100_0002), at: 0)
    return record.bytes
  }

  /// TSC_ADJUST, 8 bytes.
  var timeStampAdjustment: [UInt8] { [UInt8](repeating: 0, count: 8) }
}
