/// Where a made-up Linux guest keeps what, by PFN, and at which addresses its kernel sees it.
enum SampleLinuxLayout {
  static let slots: UInt64 = 0x80

  static let startInfo: UInt64 = 0x01
  /// The page that describes the kernel (VMCOREINFO).
  static let description: UInt64 = 0x02
  /// The kernel's image: all from its code to its log.
  static let image: Range<UInt64> = 0x10..<0x25
  static let code: Range<UInt64> = 0x10..<0x12
  static let symbols: UInt64 = 0x12
  static let types: UInt64 = 0x13
  static let data: UInt64 = 0x14
  /// The kernel's page tables: of its image, of all memory, and of the descriptions of frames.
  static let tables: Range<UInt64> = 0x15..<0x1f
  static let perCPU: UInt64 = 0x1f
  static let sections: UInt64 = 0x20
  static let frames: Range<UInt64> = 0x21..<0x23
  static let logRecords: UInt64 = 0x23
  static let logText: UInt64 = 0x24
  /// The kernel stack of the thread that the vCPU ran. Its end is a multiple of 16 KiB.
  static let stack: Range<UInt64> = 0x2a..<0x2c
  /// Two frames as one: tasks in the first, their memory's descriptions in the second.
  static let slab: Range<UInt64> = 0x2c..<0x2e
  static let initTables: Range<UInt64> = 0x30..<0x34
  static let gardenerTables: Range<UInt64> = 0x34..<0x38
  /// Pages of files: a library that both processes use, notes that nobody has mapped, blocks of a file system, a
  /// program.
  static let library: UInt64 = 0x38
  static let notes: UInt64 = 0x39
  static let blocks: UInt64 = 0x3a
  static let program: UInt64 = 0x3b
  static let initMemory: Range<UInt64> = 0x3c..<0x3e
  static let heap: Range<UInt64> = 0x40..<0x44
  static let gardenerStack: UInt64 = 0x44
  static let free: Range<UInt64> = 0x48..<0x4c
  static let xenstoreRing: UInt64 = 0x7e
  static let consoleRing: UInt64 = 0x7f

  /// The PFNs from here on belong to Linux; those below are the firmware's.
  static let firstFrame: UInt64 = 0x10

  // MARK: Addresses

  /// Where the image's code begins.
  static let imageAddress: UInt64 = 0xffff_ffff_8100_0000
  /// What to add to a place for its address in the image.
  static let distance = imageAddress - image.lowerBound << 12
  /// Where all memory is mapped one to one.
  static let direct: UInt64 = 0xffff_8880_0000_0000
  /// Where the descriptions of frames are mapped.
  static let frameMap: UInt64 = 0xffff_ea00_0000_0000

  // MARK: Places within pages

  /// In the data of the image.
  static let initTask = data << 12
  static let commandLinePointer = data << 12 + 0x100
  static let nextTick = data << 12 + 0x108
  static let perCPUOffsets = data << 12 + 0x110
  static let logPointer = data << 12 + 0x150
  static let commandLine = data << 12 + 0x200
  static let sectionRoots = data << 12 + 0x300
  static let gates = data << 12 + 0x600
  static let segments = data << 12 + 0x800
  /// The per-CPU variable that holds the running task.
  static let currentTask: UInt64 = 0x40
  /// Counters of interrupts, behind it.
  static let interruptCounters: UInt64 = 0x100

  static let logRing = logRecords << 12
  static let logDescriptors = logRecords << 12 + 0x80
  static let logInfos = logRecords << 12 + 0x400

  /// The place of the stack pointer.
  static let stackPointer = stack.upperBound << 12 - 0x168
}
