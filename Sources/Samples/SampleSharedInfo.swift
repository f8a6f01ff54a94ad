@_spi(Measuring) import SaveStream

/// The page that a made-up PV guest shares with Xen (`shared_info`).
struct SampleSharedInfo: Sendable {
  let guest: WordSize
  let vcpus: Int
  let clock: SampleClock
  let release: SampleRelease

  /// The 4096 bytes of the page. The frame of the p2m's topmost list is zero in a legacy stream, as senders since Xen
  /// 3.1 leave it, and in newer ones as the guest had it.
  var bytes: [UInt8] {
    let is64 = guest == .bits64
    var page = LittleEndianBytes(zeros: 4096)
    for id in 0..<vcpus { putVCPU(id, in: &page) }
    // Event channels 1 and 2 are xenstore and console; 3 to 12 are timers, interrupts between vCPUs, disk and net.
    let pending: UInt64 = 1 << 2 | 1 << 9
    let masked = ~UInt64(0b1_1111_1111_1110)
    page.put(pending, as: guest, at: 2048)
    let maskStart = is64 ? 2560 : 2176
    for word in 0..<(is64 ? 64 : 32) {
      page.put(word == 0 ? masked : .max, as: guest, at: maskStart + guest.rawValue * word)
    }
    let wallClock = is64 ? 3072 : 2304
    page.put(UInt32(4), at: wallClock)
    page.put(release.wallClockSeconds, at: wallClock + 4)
    page.put(UInt32(734_000_000), at: wallClock + 8)
    page.put(UInt64(SamplePVLayout.slots), as: guest, at: is64 ? 3088 : 2316)
    if release == .xen417 {
      page.put(SamplePVLayout.machineFrame(SamplePVLayout.p2mTop), as: guest, at: is64 ? 3096 : 2320)
    }
    return page.bytes
  }

  /// `vcpu_info`: the second event waits for vCPU 0; time as Xen last wrote it.
  private func putVCPU(_ id: Int, in page: inout LittleEndianBytes) {
    let start = 64 * id
    page.put(UInt8(id == 0 ? 1 : 0), at: start)
    page.put(UInt8(id == 0 ? 1 : 0), at: start + 1)
    page.put(UInt64(id == 0 ? 1 : 0), as: guest, at: start + guest.rawValue)
    page.put(0x40_1038, as: guest, at: start + 2 * guest.rawValue)
    page.put(UInt32(2 * (40 + id)), at: start + 32)
    page.put(clock.timeStampCounter - UInt64(3_600 * (id + 1)), at: start + 40)
    page.put(clock.nanoseconds - UInt64(1_500 * (id + 1)), at: start + 48)
    page.put(UInt32(0xd555_5555), at: start + 56)
    page.put(UInt8(bitPattern: -1), at: start + 60)
  }
}
