/// A guest that is no Linux, where a cheap and certain sign names it.
package enum OtherGuest: Sendable, Equatable {
  /// Windows; nil where its version is not known.
  case windows(WindowsVersion?)
  /// FreeBSD, with the number by which its kernel counts its interfaces (`__FreeBSD_version`).
  case freeBSD(version: CaptureText?)
  case netBSD(version: CaptureText)
  case openBSD(version: CaptureText)
  /// A unikernel on Solo5, such as those of MirageOS.
  case solo5
  /// One whose image tells Xen this name, and perhaps a version.
  case named(CaptureText, version: CaptureText?)
  /// One that introduced itself as an open-source system with this number.
  case openSource(Int)

  /// The version of a kernel of Windows, and its build; nil where that is not known.
  package struct WindowsVersion: Sendable, Equatable {
    package let major: Int
    package let minor: Int
    package let build: Int?

    package init(major: Int, minor: Int, build: Int?) {
      (self.major, self.minor, self.build) = (major, minor, build)
    }
  }

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
      case 2: self = .freeBSD(version: nil)
      case let system: self = .openSource(system)
      }
    } else {
      guard id >> 48 == 1, byte(40) == 4 else { return nil }
      self = .windows(WindowsVersion(major: byte(32), minor: byte(24), build: Int(id & 0xffff)))
    }
  }

  /// By the record of Hyper-V's interface in the tail of a checkpoint.
  /// - Throws: when the capture cannot be read.
  init?(hypervisorInterfaceOf memory: GuestMemory, at checkpoint: Int) throws(CaptureError) {
    for part in try memory.index.numberedState(of: checkpoint, memory.capture) {
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
}
