@_spi(Measuring) import SaveStream

/// The records of an HVM context that there is one of in a guest.
struct SampleHVMDevices: Sendable {
  let guest: SampleHVMGuest

  /// HEADER, 24 bytes: magic, version, changeset (unknown), the host's CPUID leaf 1, the guest's TSC frequency.
  static let header: [UInt8] = {
    var record = LittleEndianBytes()
    record.append(UInt32(0x5438_1286))
    record.append(UInt32(1))
    record.append(UInt64.max)
    record.append(UInt32(0x0003_06a9))
    record.append(SampleClock.kilohertz)
    return record.bytes
  }()

  /// PIC, 8 bytes: everything masked but what the BIOS left open, as interrupts come through the APIC.
  func interruptController(isMaster: Bool) -> [UInt8] {
    isMaster ? [0x00, 0xfb, 0x00, 0x30, 0x00, 0x02, 0x20, 0x00] : [0x00, 0xff, 0x00, 0x38, 0x00, 0x00, 0x0c, 0x00]
  }

  /// IOAPIC, 400 bytes: 48 pins, of which the ISA ones and two of PCI devices are routed.
  var ioAPIC: [UInt8] {
    var record = LittleEndianBytes(zeros: 400)
    record.put(UInt64(0xfec0_0000), at: 0)
    record.put(UInt32(0x10), at: 8)
    record.put(UInt32(guest.vcpus), at: 12)
    for pin in 0..<48 {
      let entry: UInt64
      switch pin {
      case 1...15: entry = 0x0100_0000_0000_0000 | 0x930 + UInt64(pin)
      case 24, 28: entry = 0x0100_0000_0000_0000 | 0xa900 + UInt64(0x50 + pin)
      default: entry = 0x1_0000
      }
      record.put(entry, at: 16 + 8 * pin)
    }
    return record.bytes
  }

  /// PCI_IRQ, 16 bytes: a bit for each line of each device; device 3 holds its first line up.
  var pciInterrupts: [UInt8] {
    var record = LittleEndianBytes(zeros: 16)
    record.put(UInt8(1 << 4), at: 1)
    return record.bytes
  }

  /// ISA_IRQ, 8 bytes.
  var isaInterrupts: [UInt8] { [UInt8](repeating: 0, count: 8) }

  /// PCI_LINK, 8 bytes: which ISA interrupt each of the four links leads to.
  var pciLinks: [UInt8] { [5, 10, 11, 5, 0, 0, 0, 0] }

  /// PIT, 56 bytes: channel 0 ticks 100 times a second, channel 1 refreshes memory that needs none, 2 is the speaker.
  var intervalTimer: [UInt8] {
    var record = LittleEndianBytes(zeros: 56)
    for (channel, count) in ([11_932, 18, 1_193] as [UInt32]).enumerated() {
      record.put(count, at: 16 * channel)
      record.put(UInt8(3), at: 16 * channel + 12)
      record.put(UInt8(channel == 0 ? 2 : 3), at: 16 * channel + 13)
      record.put(UInt8(channel == 2 ? 0 : 1), at: 16 * channel + 15)
    }
    return record.bytes
  }

  /// RTC, 16 bytes: 14 bytes of CMOS and the index register. The time of day, as digits in half-bytes. Since Xen 4.14
  /// how far the guest has set its clock, in 8 bytes more: not at all.
  var realTimeClock: [UInt8] {
    let seconds = guest.clock.nanoseconds / 1_000_000_000
    // Older samples have one digit of second and minute only, and stay as they are.
    func digits(_ number: UInt64) -> UInt8 { UInt8((guest.release == .xen45 ? 0 : number / 10) << 4 | number % 10) }
    let minute = guest.release.firstMinute + seconds / 60 % 20
    let status: [UInt8] = [0x26, 0x02, 0, 0x80, 0x0d, 0]
    let record = [digits(seconds % 60), 0, digits(minute), 0] + guest.release.realTimeClock + status
    return record + [UInt8](repeating: 0, count: guest.release == .xen45 ? 0 : 8)
  }

  /// HPET, 1048 bytes: present, not in use.
  var eventTimer: [UInt8] {
    var record = LittleEndianBytes(zeros: 1048)
    record.put(0x0f42_4000_8086_a201 as UInt64, at: 0)
    for timer in 0..<3 {
      record.put(0x00f0_0000_0000_8030 as UInt64, at: 256 + 32 * timer)
      record.put(UInt64(UInt32.max), at: 256 + 32 * timer + 8)
    }
    return record.bytes
  }

  /// PMTIMER, 8 bytes: counts at 3.579545 MHz.
  var powerManagementTimer: [UInt8] {
    var record = LittleEndianBytes(zeros: 8)
    record.put(UInt32(truncatingIfNeeded: guest.clock.nanoseconds / 1000 * 3_579_545 / 1_000_000), at: 0)
    record.put(UInt16(1), at: 4)
    record.put(UInt16(0x0120), at: 6)
    return record.bytes
  }

  /// VIRIDIAN_DOMAIN, 24 bytes: the hypercall page, what the guest says it is, and its time.
  var viridian: [UInt8] {
    var record = LittleEndianBytes()
    record.append(UInt64(SampleHVMLayout.kernelCode.upperBound) << 12 | 1)
    record.append(0x0001_0406_0003_23f0 as UInt64)
    record.append(guest.clock.nanoseconds / 100)
    return record.bytes
  }
}
