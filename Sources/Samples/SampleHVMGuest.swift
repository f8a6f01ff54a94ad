@_spi(Measuring) import SaveStream

/// A made-up HVM guest that can run on for a while.
struct SampleHVMGuest: Sendable {
  let name: String
  let vcpus: Int
  /// Whether the guest sees Viridian, the interface that Windows knows.
  let isViridian: Bool
  let release: SampleRelease
  private(set) var memory = SampleMemory(slots: SampleHVMLayout.slots)
  private(set) var clock = SampleClock()
  /// Times the guest was run; registers that change follow from it.
  private(set) var runs = 0
  private var log = SampleLog(pfns: SampleHVMLayout.log)
  private var random: SampleRandom
  private var mapped = 0

  /// - Parameter returned: PFNs whose pages the guest has given back to Xen.
  init(
    name: String, vcpus: Int, isViridian: Bool = false, seed: UInt64, release: SampleRelease = .xen45,
    returned: [Int] = []
  ) {
    self.name = name
    self.vcpus = vcpus
    self.isViridian = isViridian
    self.release = release
    random = SampleRandom(seed: seed)
    for pfn in SampleHVMLayout.populated { memory.setPage(pfn) }
    placeLowMemory()
    placeKernel()
    placeFiles()
    placeSpecialPages()
    for pfn in returned { memory.removePage(pfn) }
    placeTables()
    placeLog()
    drawScreen()
    _ = memory.takeDirty()
  }

  // MARK: Running

  /// What a guest may do while it runs.
  enum Work: Sendable {
    /// Timer interrupts: counters and stacks.
    case tick
    /// New lines in the log, and on the screen.
    case chatter(lines: Int)
    /// A free page goes to a process, which begins to write to it: one entry of the L1 changes.
    case allocation
    /// A page of noise is made anew.
    case encryption
    /// Somebody types at the console.
    case typing(String)
    /// Somebody adds a line to the notes, the first of the files.
    case note(String)
  }

  /// Runs for a while. Returns the PFNs that were written, ascending.
  mutating func run(milliseconds: UInt64, _ work: [Work]) -> [Int] {
    clock.advance(milliseconds: milliseconds)
    runs += 1
    for item in work {
      switch item {
      case .tick: tick(milliseconds: milliseconds)
      case .chatter(let lines):
        log.addChatter(lines: lines, at: clock.nanoseconds, to: &memory)
        drawScreen()
      case .allocation: allocate()
      case .encryption:
        memory.setPage(
          SampleHVMLayout.noise.lowerBound + random.next(below: SampleHVMLayout.noise.count), random.page())
      case .typing(let text):
        memory.setPage(SampleHVMLayout.consoleRing, SampleKernelData.consoleRing(prompt + text + "\n$ "))
      case .note(let text): memory.write(Array((text + "\n").utf8), to: SampleHVMLayout.files.lowerBound, at: 3072)
      }
    }
    return memory.takeDirty()
  }

  private mutating func tick(milliseconds: UInt64) {
    SampleKernelData.count(milliseconds: milliseconds, in: SampleHVMLayout.counters, of: &memory)
    for vcpu in 0..<vcpus {
      for offset in stride(from: 3072, to: 3200, by: 32) {
        memory.write(random.next() & 0xffff, to: SampleHVMLayout.stacks[vcpu], at: offset)
      }
    }
  }

  private mutating func allocate() {
    let pfn = SampleHVMLayout.free.lowerBound + mapped % SampleHVMLayout.free.count
    mapped += 1
    memory.write(Array("page \(mapped) of the gardener's heap\0".utf8), to: pfn, at: 0)
    for entry in 0..<12 { memory.write(random.next() % 1000, to: pfn, at: 64 + 16 * entry) }
    let entry = PageTableEntry.entry(pfn, PageTableEntry.data | PageTableEntry.user)
    memory.write(entry, to: SampleHVMLayout.tables[3], at: 8 * (0x80 + mapped))
  }

  // MARK: Pages

  /// The interrupt table and the BIOS data area that real mode leaves behind.
  private mutating func placeLowMemory() {
    var page = LittleEndianBytes(zeros: SampleMemory.pageSize)
    for vector in 0..<256 { page.put(UInt32(0xf000_0000 | (0xe000 + 8 * vector)), at: 4 * vector) }
    page.put(UInt16(0x03f8), at: 0x400)
    page.put(UInt16(639), at: 0x413)
    page.put(text: "savescope sample: \(name)", at: 0x500)
    memory.setPage(SampleHVMLayout.realMode, page.bytes)
    memory.setPage(0x01, SampleText.page("root=/dev/xvda1 ro console=hvc0 panic=10\0"))
    let generation = SampleHVMLayout.generationID
    for half in 0..<2 { memory.write(random.next(), to: Int(generation >> 12), at: Int(generation & 0xfff) + 8 * half) }
  }

  private mutating func placeKernel() {
    memory.setPage(SampleHVMLayout.descriptors, SampleKernelData.descriptors())
    memory.setPage(SampleHVMLayout.interrupts, interruptGates)
    for pfn in SampleHVMLayout.kernelCode { memory.setPage(pfn, SampleCode.page(&random, guest: .bits64)) }
    memory.setPage(SampleHVMLayout.tasks, SampleKernelData.tasks(SampleKernelData.taskNames))
    memory.setPage(SampleHVMLayout.counters, SampleKernelData.counters())
    for pfn in SampleHVMLayout.stacks {
      memory.setPage(
        pfn, SampleKernelData.stack(&random, kernelBase: SampleHVMLayout.kernelBase, guest: .bits64))
    }
  }

  /// Four levels: slot 0 of L4 and L3, and the image of the kernel, all lead to the one L1.
  private mutating func placeTables() {
    let tables = SampleHVMLayout.tables
    let entry = PageTableEntry.entry
    let table = PageTableEntry.table
    memory.setTable(tables[0], type: .ordinary, entries: [0: entry(tables[1], table), 511: entry(tables[1], table)])
    memory.setTable(tables[1], type: .ordinary, entries: [0: entry(tables[2], table), 510: entry(tables[2], table)])
    memory.setTable(tables[2], type: .ordinary, entries: [0: entry(tables[3], table), 8: entry(tables[3], table)])
    var pages: [Int: UInt64] = [:]
    for pfn in memory.populated {
      let isCode = SampleHVMLayout.kernelCode.contains(pfn)
      pages[pfn] = entry(pfn, isCode ? PageTableEntry.code : PageTableEntry.data)
    }
    memory.setTable(tables[3], type: .ordinary, entries: pages)
  }

  /// Gates that lead into the kernel, for the first 64 vectors.
  private var interruptGates: [UInt8] {
    let code = SampleHVMLayout.address(of: SampleHVMLayout.kernelCode.lowerBound)
    return SampleKernelData.gates((0..<64).map { code + UInt64(0x40 * $0) })
  }

  private mutating func placeFiles() {
    let files = [SampleText.notes, SampleText.inventory, SampleText.letter, SampleText.fileSystemTable]
    for (pfn, text) in zip(SampleHVMLayout.files, files) { memory.setPage(pfn, SampleText.page(text)) }
    for pfn in SampleHVMLayout.noise { memory.setPage(pfn, random.page()) }
    for (pfn, byte) in zip(SampleHVMLayout.poison, [0x6b, 0xcc] as [UInt8]) {
      memory.setPage(pfn, [UInt8](repeating: byte, count: SampleMemory.pageSize))
    }
  }

  /// The pages that Xen and the toolstack put at the top of memory.
  private mutating func placeSpecialPages() {
    memory.setPage(SampleHVMLayout.xenstoreRing, SampleKernelData.xenstoreRing())
    memory.setPage(SampleHVMLayout.consoleRing, SampleKernelData.consoleRing(prompt))
    var identity = LittleEndianBytes()
    // Maps 4 GiB to itself, by large pages of 4 MiB, for a guest that has not turned paging on.
    for page in 0..<1024 { identity.append(UInt32(page) << 22 | 0xe7) }
    memory.setPage(SampleHVMLayout.identityTable, identity.bytes)
    // A finished request of vCPU 0: a read of port 0x1f7, 1 byte.
    var request = LittleEndianBytes(zeros: 32 * vcpus)
    request.put(UInt64(0x1f7), at: 0)
    request.put(UInt64(0x50), at: 8)
    request.put(UInt32(1), at: 16)
    request.put(UInt32(1), at: 20)
    for vcpu in 0..<vcpus { request.put(UInt32(3 + vcpu), at: 32 * vcpu + 24) }
    memory.setPage(SampleHVMLayout.ioreq, request.bytes)
  }

  private mutating func placeLog() {
    let messages = SampleLog.bootMessages(
      guest: name, pages: memory.populated.count, holes: memory.holes.count, vcpus: vcpus)
    for message in messages {
      log.add(message, at: clock.nanoseconds, to: &memory)
      clock.advance(milliseconds: 37)
    }
    clock.advance(milliseconds: 93_000)
    log.addChatter(lines: 7, at: clock.nanoseconds, to: &memory)
    clock.advance(milliseconds: 250)
  }

  private var prompt: String { "\n\(name) login: gardener\n$ " }

  private mutating func drawScreen() {
    let title = " \(name)   " + String(repeating: "-", count: 40)
    memory.setPage(SampleHVMLayout.videoMemory.lowerBound, SampleText.screen([title, ""] + log.lastLines))
  }
}
