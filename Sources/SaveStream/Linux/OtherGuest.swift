/// A guest that is no Linux, where a cheap and certain sign names it.
package enum OtherGuest: Sendable, Equatable {
  /// Windows, as it introduced itself to the hypervisor: the version of its kernel, and the build.
  case windows(major: Int, minor: Int, build: Int)
  case freeBSD
  /// One that introduced itself as an open-source system with this number.
  case openSource(Int)

  /// By what a guest that uses Hyper-V's interface writes into `HV_X64_MSR_GUEST_OS_ID`.
  ///
  /// ```
  /// 63          48 47       40 39       32 31       24 23       16 15        0
  /// │0, vendor    │ system    │ major     │ minor     │ service   │ build    │   vendor 1 is Microsoft, system 4 Windows NT
  /// │1, system    │ …                                             │          │   bits 62-56: 1 Linux, 2 FreeBSD, 3 Xen
  /// ```
  init?(guestOSID id: UInt64) {
    let byte = { (shift: UInt64) in Int(id >> shift & 0xff) }
    if id >> 63 == 1 {
      switch byte(56) & 0x7f {
      // A Linux that says so has its own description, or none that is known.
      case 0, 1: return nil
      case 2: self = .freeBSD
      case let system: self = .openSource(system)
      }
    } else {
      guard id >> 48 == 1, byte(40) == 4 else { return nil }
      self = .windows(major: byte(32), minor: byte(24), build: Int(id & 0xffff))
    }
  }

  /// By the record of Hyper-V's interface in the tail of a checkpoint.
  /// - Throws: when the capture cannot be read.
  init?(hypervisorInterfaceOf memory: GuestMemory, at checkpoint: Int) throws(CaptureError) {
    for part in try memory.index.parts(of: checkpoint, memory.capture) {
      guard case .hvmContext = part.kind else { continue }
      for record in try HVMRecordContent.all(
        "VIRIDIAN_DOMAIN", in: part.range, memory.capture, memory.index.entryFormat.order)
      {
        guard let id = record["guest_os_id"], let guest = OtherGuest(guestOSID: id) else { continue }
        self = guest
        return
      }
    }
    return nil
  }

  /// By the first bytes of a page: those of an executable of FreeBSD for x86-64 that begins in the kernel's half of all
  /// addresses.
  init?(pageHead bytes: [UInt8]) {
    guard bytes.starts(with: [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 9]), bytes.count >= 32 else { return nil }
    let (kind, machine) = (bytes.number(at: 16, bytes: 2), bytes.number(at: 18, bytes: 2))
    guard kind == 2, machine == 62, bytes.number(at: 24, bytes: 8) >= LinuxKernel.imageBase else { return nil }
    self = .freeBSD
  }
}
