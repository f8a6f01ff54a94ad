@_spi(Measuring) import SaveStream

/// Where a made-up HVM guest keeps what, by PFN.
enum SampleHVMLayout {
  static let slots = 0x60

  static let realMode = 0x00
  /// Page tables, from L4 to L1: ordinary pages to a sender, as Xen does not look at those of an HVM guest.
  static let tables = [0x02, 0x03, 0x04, 0x05]
  static let descriptors = 0x06
  static let interrupts = 0x07
  static let kernelCode = 0x08...0x0b
  static let tasks = 0x0c
  static let counters = 0x0d
  /// The kernel stack of each vCPU.
  static let stacks = [0x0e, 0x0f]
  static let log = [0x10, 0x11]
  static let files = 0x14...0x17
  static let noise = 0x18...0x1d
  static let poison = 0x1e...0x1f
  /// Pages that the guest has not touched; a busy one gives them to processes.
  static let free = 0x20...0x29
  /// Frame buffer: populated elsewhere, and moved here by QEMU.
  static let videoMemory = 0x38...0x39
  static let videoMemoryOrigin = 0x2c
  static let ioreqServer = 0x54...0x57
  static let pagingRing = 0x58
  static let accessRing = 0x59
  static let sharingRing = 0x5a
  static let bufferedIoreq = 0x5b
  static let xenstoreRing = 0x5c
  static let identityTable = 0x5d
  static let ioreq = 0x5e
  static let consoleRing = 0x5f

  /// The PFNs that have a page.
  static let populated = [0x00...0x29, videoMemory, ioreqServer, pagingRing...consoleRing].flatMap(Array.init)

  /// Those of them that a guest has given back which is to be small.
  static let spare = [0x12, 0x13] + Array(0x15...0x17) + Array(0x19...0x29)

  /// Guest-physical addresses that hvmloader told Xen.
  static let vm86TaskState: UInt64 = 0x1_2000
  static let generationID: UInt64 = 0x1_3ff0

  /// Where the kernel sees PFN 0; the other PFNs follow.
  static let kernelBase: UInt64 = 0xffff_ffff_8100_0000

  /// Where the kernel sees a page.
  static func address(of pfn: Int) -> UInt64 { kernelBase + UInt64(pfn) << 12 }
}
