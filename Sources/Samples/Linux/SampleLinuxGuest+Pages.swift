/// What each page of a made-up Linux guest is.
extension SampleLinuxGuest {
  /// The pid of the process that writes to its pages, and of the thread that suspends the guest.
  static let gardener: UInt32 = 88
  static let suspender: UInt32 = 14

  /// In the order of the kernel's list. The task that it begins with, that of an idle vCPU, stands before them.
  static let tasks: [SampleTask] = {
    let slab = SampleLinuxLayout.slab.lowerBound << 12
    let memory = (SampleLinuxLayout.slab.lowerBound + 1) << 12
    let place = { (number: UInt64) in slab + number * SampleTask.size }
    let idle = SampleLinuxLayout.initTask
    return [
      SampleTask(pid: 1, comm: "init", state: 0x8000, place: place(0), parent: idle, memory: memory),
      SampleTask(pid: 2, comm: "kthreadd", state: 1, place: place(1), parent: idle),
      SampleTask(pid: suspender, comm: "migration/0", state: 0, place: place(2), parent: place(1)),
      SampleTask(pid: 31, comm: "xenwatch", state: 2, place: place(3), parent: place(1)),
      SampleTask(
        pid: gardener, comm: "gardener", state: 0x8000, place: place(4), parent: place(0),
        memory: memory + SampleTask.size),
    ]
  }()

  /// What a frame is used for in the beginning.
  static func use(of pfn: UInt64) -> SampleFrames.Use {
    switch pfn {
    case ..<SampleLinuxLayout.firstFrame, SampleLinuxLayout.image, SampleLinuxLayout.perCPU, SampleLinuxLayout.stack,
      SampleLinuxLayout.sections, SampleLinuxLayout.frames, SampleLinuxLayout.initTables,
      SampleLinuxLayout.gardenerTables, SampleLinuxLayout.xenstoreRing, SampleLinuxLayout.consoleRing:
      .kernel
    case SampleLinuxLayout.slab.lowerBound: .slab(isLarge: true)
    case SampleLinuxLayout.slab: .part(of: SampleLinuxLayout.slab.lowerBound)
    case SampleLinuxLayout.library, SampleLinuxLayout.notes, SampleLinuxLayout.program: .cache
    case SampleLinuxLayout.blocks: .cachePrivate
    case SampleLinuxLayout.initMemory, SampleLinuxLayout.heap, SampleLinuxLayout.gardenerStack: .anonymous
    case SampleLinuxLayout.free.lowerBound: .free(order: 2)
    // Its first frame stands for the block.
    case SampleLinuxLayout.free: .kernel
    default: .offline
    }
  }
}

extension SampleKernel {
  /// Where programs, the library, heaps and stacks are in the processes.
  private static let programAddress: UInt64 = 0x40_0000
  private static let heapAddress: UInt64 = 0x40_3000
  private static let libraryAddress: UInt64 = 0x48_0000
  private static let stackAddress: UInt64 = 0x4f_f000

  private static let userCode = PageTableEntry.code | PageTableEntry.user
  private static let userData = PageTableEntry.data | PageTableEntry.user

  /// Makes the kernel's own page tables.
  mutating func placeTables() {
    for pfn in SampleLinuxLayout.image {
      let flags = SampleLinuxLayout.code.contains(pfn) ? PageTableEntry.code : PageTableEntry.data
      map(address(of: pfn << 12), to: pfn, flags: flags)
    }
    for pfn in 0..<SampleLinuxLayout.slots {
      map(SampleLinuxLayout.direct + pfn << 12, to: pfn, flags: PageTableEntry.data)
    }
    for (page, pfn) in SampleLinuxLayout.frames.enumerated() {
      map(SampleLinuxLayout.frameMap + UInt64(page) << 12, to: pfn, flags: PageTableEntry.data)
    }
  }

  /// Makes the stack of the thread that suspends the guest: return addresses, and among them numbers that are none.
  mutating func placeStack(_ random: inout SampleRandom) {
    for pfn in SampleLinuxLayout.stack { putPage(pfn) }
    // What Linux keeps at the end that a stack must not reach.
    put(0x57ac_6e9d, at: SampleLinuxLayout.stack.lowerBound << 12)
    var place = SampleLinuxLayout.stackPointer
    for address in SampleLinuxCode.returnAddresses {
      put(address, at: place)
      put(random.next() & 0xff, at: place + 8)
      // The start of a function, and a place in a page of data: neither stands behind a call.
      put(SampleLinuxCode.address(of: "schedule"), at: place + 16)
      put(self.address(of: SampleLinuxLayout.data << 12) + random.next() & 0xff8, at: place + 24)
      place += 32
    }
  }

  /// Makes the processes: their structures, page tables and pages.
  mutating func placeProcesses(_ tasks: [SampleTask]) {
    for pfn in SampleLinuxLayout.slab { putPage(pfn) }
    let idle = SampleTask(
      pid: 0, comm: "swapper/0", state: 0, place: SampleLinuxLayout.initTask, parent: SampleLinuxLayout.initTask)
    let all = [idle] + tasks
    for (position, task) in all.enumerated() { task.put(in: &self, next: all[(position + 1) % all.count].place) }
    putPage(SampleLinuxLayout.perCPU)
    put(SampleLinuxLayout.direct + SampleLinuxLayout.perCPU << 12, at: SampleLinuxLayout.perCPUOffsets)
    for task in tasks where task.pid == SampleLinuxGuest.suspender {
      put(
        SampleTask.address(of: task.place),
        at: SampleLinuxLayout.perCPU << 12 + SampleLinuxLayout.currentTask)
    }
    for task in tasks where task.memory != nil {
      let tables = task.pid == 1 ? SampleLinuxLayout.initTables : SampleLinuxLayout.gardenerTables
      task.put(root: tables.lowerBound, in: &self)
      beginTables(tables)
    }
    let (first, gardener) = (SampleLinuxLayout.initTables, SampleLinuxLayout.gardenerTables)
    tablePFNs = first.dropFirst()
    map(Self.libraryAddress, to: SampleLinuxLayout.library, flags: Self.userCode, under: first.lowerBound)
    for (address, pfn) in zip([Self.heapAddress, Self.stackAddress], SampleLinuxLayout.initMemory) {
      map(address, to: pfn, flags: Self.userData, under: first.lowerBound)
    }
    tablePFNs = gardener.dropFirst()
    map(Self.programAddress, to: SampleLinuxLayout.program, flags: Self.userCode, under: gardener.lowerBound)
    map(Self.libraryAddress, to: SampleLinuxLayout.library, flags: Self.userCode, under: gardener.lowerBound)
    map(Self.stackAddress, to: SampleLinuxLayout.gardenerStack, flags: Self.userData, under: gardener.lowerBound)
    for (page, pfn) in SampleLinuxLayout.heap.enumerated() { mapHeapPage(page, to: pfn) }
  }

  /// Maps a page of the gardener's heap, by its number.
  mutating func mapHeapPage(_ page: Int, to pfn: UInt64) {
    map(
      Self.heapAddress + UInt64(page) << 12, to: pfn, flags: Self.userData,
      under: SampleLinuxLayout.gardenerTables.lowerBound)
  }

  /// Makes the root of a process's tables, whose upper half is the kernel's.
  private mutating func beginTables(_ tables: Range<UInt64>) {
    putPage(tables.lowerBound)
    for place in stride(from: UInt64(2048), to: 4096, by: 8) {
      let entry = number(at: rootPFN << 12 + place)
      if entry != 0 { put(entry, at: tables.lowerBound << 12 + place) }
    }
  }

  /// Makes the pages of files, of processes, of the firmware and of Xen, and those that are free.
  mutating func placePages(_ random: inout SampleRandom, guest: String) {
    let program: [UInt8] = [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]
    for pfn in [SampleLinuxLayout.library, SampleLinuxLayout.program] {
      putPage(pfn, program)
      put(SampleCode.body(&random, byteCount: 3072), at: pfn << 12 + 1024)
    }
    putPage(SampleLinuxLayout.notes, SampleText.page(SampleText.notes))
    putPage(SampleLinuxLayout.blocks, SampleText.page(SampleText.inventory))
    for pfn in SampleLinuxLayout.initMemory { putPage(pfn, Array("/sbin/init\0single\0".utf8)) }
    for (bed, pfn) in SampleLinuxLayout.heap.enumerated() { putPage(pfn, SampleLinuxGuest.bed(bed + 1)) }
    putPage(SampleLinuxLayout.gardenerStack)
    put(Array("/usr/bin/gardener\0--beds=4\0".utf8), at: SampleLinuxLayout.gardenerStack << 12 + 0xfc0)
    for pfn in SampleLinuxLayout.free { putPage(pfn, Array("nobody has written here since boot\0".utf8)) }
    putPage(SampleLinuxLayout.xenstoreRing, SampleKernelData.xenstoreRing())
    putPage(SampleLinuxLayout.consoleRing, SampleKernelData.consoleRing("\n\(guest) login: "))
  }
}
