@_spi(Measuring) import SaveStream

/// Where a made-up PV guest keeps what: PFNs, and the addresses at which its kernel sees them.
enum SamplePVLayout {
  static let slots = 0x50

  static let hypercallPage = 0x01
  static let kernelCode = 0x02...0x06
  static let tasks = 0x07
  static let counters = 0x08
  static let log = [0x09, 0x0a]
  /// The descriptor table of each vCPU.
  static let descriptors = [0x0c, 0x0d]
  /// The kernel stack of each vCPU.
  static let stacks = [0x0e, 0x0f]
  static let startInfo = 0x10
  static let xenstoreRing = 0x11
  static let consoleRing = 0x12
  /// The guest's own list of MFNs by PFN, and the two levels of lists that lead Xen's tools to it.
  static let p2m = 0x13
  static let p2mMiddle = 0x14
  static let p2mTop = 0x15

  /// Page tables. What each is for depends on the word size of the guest.
  static let tables = 0x18...0x21
  /// A page that is data for a while, then a page table, then data again.
  static let loaned = 0x22
  static let userCode = 0x24
  static let userData = 0x25...0x27
  static let files = 0x28...0x2c
  static let noise = 0x30...0x35
  /// PFNs whose pages the guest has given back to Xen.
  static let ballooned = Array(0x40...0x4a) + [0x4e]
  static let poison = 0x4b...0x4d
  /// PFNs that a guest has given back too which is to be small.
  static let spare =
    [0x00, 0x0b, 0x16, 0x17, 0x23] + Array(0x2a...0x2f) + Array(0x31...0x3f) + Array(poison) + [0x4f]

  /// Where the kernel sees PFN 0; the other PFNs follow.
  static func kernelBase(_ guest: WordSize) -> UInt64 { guest == .bits64 ? 0xffff_ffff_8100_0000 : 0xc100_0000 }

  /// Where the kernel sees a page.
  static func address(of pfn: Int, _ guest: WordSize) -> UInt64 { kernelBase(guest) + UInt64(pfn) << 12 }

  /// The machine frame behind a PFN: scattered, as it is on a host that has run for a while.
  static func machineFrame(_ pfn: Int) -> UInt64 { 0x1a_3400 + UInt64(pfn &* 37 % 128) }
}
