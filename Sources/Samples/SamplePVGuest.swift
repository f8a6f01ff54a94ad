@_spi(Measuring) import SaveStream

/// A made-up PV guest with two vCPUs, as it is when it has been suspended; it can run on from one time to the next.
struct SamplePVGuest: Sendable {
  let guest: WordSize
  let name: String
  let release: SampleRelease
  private(set) var memory = SampleMemory(slots: SamplePVLayout.slots)
  private(set) var clock = SampleClock()
  let tables: SamplePVPageTables
  private var log = SampleLog(pfns: SamplePVLayout.log)
  private var random: SampleRandom
  static let vcpus = 2

  /// - Parameter returned: PFNs whose pages the guest has given back to Xen, beside those that every guest has.
  init(_ guest: WordSize, name: String, seed: UInt64, release: SampleRelease = .xen45, returned: [Int] = []) {
    self.guest = guest
    self.name = name
    self.release = release
    tables = SamplePVPageTables(guest: guest)
    random = SampleRandom(seed: seed)
    placeOrdinaryPages()
    placeKernel()
    for pfn in returned { memory.removePage(pfn) }
    placeP2M()
    tables.place(in: &memory)
    placeLog()
    _ = memory.takeDirty()
  }

  /// The PFNs of a sender's PFN array: all that have a frame.
  var entries: [PFNArrayEntry] {
    memory.populated.map { PFNArrayEntry(pfn: UInt64($0), type: memory.type(of: $0)) }
  }

  // MARK: Running

  /// What a guest may do while it runs.
  enum Work: Sendable {
    /// Timer interrupts: counters and stacks.
    case tick
    /// New lines in the log.
    case chatter(lines: Int)
    /// The process writes to a page that it was given for a while.
    case scribble(String)
    /// That page becomes a page table of the process.
    case tableOfLoanedPage
    /// The page table goes, and its page is an ordinary one again.
    case returnOfLoanedPage
  }

  /// Runs until the next suspend. Returns the PFNs that were written.
  mutating func run(milliseconds: UInt64, _ work: [Work]) -> Set<Int> {
    clock.advance(milliseconds: milliseconds)
    for item in work {
      switch item {
      case .tick: tick(milliseconds: milliseconds)
      case .chatter(let lines): log.addChatter(lines: lines, at: clock.nanoseconds, to: &memory)
      case .scribble(let text):
        for line in 0..<8 { memory.write(Array(text.utf8), to: SamplePVLayout.loaned, at: 512 * line) }
      case .tableOfLoanedPage: tables.placeLoaned(in: &memory)
      case .returnOfLoanedPage: tables.removeLoaned(in: &memory)
      }
    }
    return Set(memory.takeDirty())
  }

  private mutating func tick(milliseconds: UInt64) {
    SampleKernelData.count(milliseconds: milliseconds, in: SamplePVLayout.counters, of: &memory)
    for stack in SamplePVLayout.stacks {
      for offset in stride(from: 3072, to: 3200, by: 32) { memory.write(random.next() & 0xffff, to: stack, at: offset) }
    }
  }

  // MARK: Pages

  private mutating func placeOrdinaryPages() {
    for pfn in 0..<SamplePVLayout.slots where !SamplePVLayout.ballooned.contains(pfn) { memory.setPage(pfn) }
    for pfn in SamplePVLayout.noise { memory.setPage(pfn, random.page()) }
    for (pfn, byte) in zip(SamplePVLayout.poison, [0x6b, 0x5a, 0xcc] as [UInt8]) {
      memory.setPage(pfn, [UInt8](repeating: byte, count: SampleMemory.pageSize))
    }
    let files = [
      SampleText.notes, SampleText.inventory, SampleText.letter, SampleText.fileSystemTable,
      "This file was opened, read, and forgotten.\n",
    ]
    for (pfn, text) in zip(SamplePVLayout.files, files) { memory.setPage(pfn, SampleText.page(text)) }
    memory.setPage(SamplePVLayout.userCode, SampleCode.page(&random, guest: guest))
    memory.setPage(SamplePVLayout.userData.lowerBound, SampleText.page("gardener\0beds=3\0trees=1\0moisture=41\0"))
  }

  private mutating func placeKernel() {
    memory.setPage(SamplePVLayout.hypercallPage, SampleCode.hypercallPage(guest: guest))
    for pfn in SamplePVLayout.kernelCode { memory.setPage(pfn, SampleCode.page(&random, guest: guest)) }
    memory.setPage(SamplePVLayout.tasks, SampleKernelData.tasks(SampleKernelData.taskNames))
    memory.setPage(SamplePVLayout.counters, SampleKernelData.counters())
    for vcpu in 0..<Self.vcpus {
      memory.setPage(SamplePVLayout.descriptors[vcpu], SampleKernelData.descriptors())
      let base = SamplePVLayout.kernelBase(guest)
      memory.setPage(
        SamplePVLayout.stacks[vcpu], SampleKernelData.stack(&random, kernelBase: base, guest: guest))
    }
    memory.setPage(SamplePVLayout.startInfo, startInfo)
    memory.setPage(SamplePVLayout.xenstoreRing, SampleKernelData.xenstoreRing())
    memory.setPage(SamplePVLayout.consoleRing, SampleKernelData.consoleRing("\n\(name) login: gardener\n$ "))
  }

  /// The guest's own table of MFNs: a receiver writes it anew, so what it holds is of the old host.
  private mutating func placeP2M() {
    for pfn in 0..<SamplePVLayout.slots {
      let isHole = memory.pages[pfn] == nil
      let frame = isHole ? UInt64.max : SamplePVLayout.machineFrame(pfn)
      memory.write(encoded(frame), to: SamplePVLayout.p2m, at: guest.rawValue * pfn)
    }
    memory.write(encoded(SamplePVLayout.machineFrame(SamplePVLayout.p2m)), to: SamplePVLayout.p2mMiddle, at: 0)
    memory.write(encoded(SamplePVLayout.machineFrame(SamplePVLayout.p2mMiddle)), to: SamplePVLayout.p2mTop, at: 0)
  }

  private mutating func placeLog() {
    let messages = SampleLog.bootMessages(
      guest: name, pages: memory.populated.count, holes: memory.holes.count, vcpus: Self.vcpus)
    for message in messages {
      log.add(message, at: clock.nanoseconds, to: &memory)
      clock.advance(milliseconds: 41)
    }
    clock.advance(milliseconds: 61_000)
    log.addChatter(lines: 9, at: clock.nanoseconds, to: &memory)
    clock.advance(milliseconds: 500)
    log.add("suspending, as the toolstack wishes", at: clock.nanoseconds, to: &memory)
  }

  private func encoded(_ number: UInt64) -> [UInt8] {
    var bytes = LittleEndianBytes()
    bytes.append(number, as: guest)
    return bytes.bytes
  }

  /// `start_info`: what the guest was told when it started, with PFNs in the places of its rings while it is saved.
  private var startInfo: [UInt8] {
    var page = LittleEndianBytes(zeros: 1168)
    func put(_ value: UInt64, _ offset64: Int, _ offset32: Int) {
      page.put(value, as: guest, at: guest == .bits64 ? offset64 : offset32)
    }
    page.put(text: guest == .bits64 ? "xen-3.0-x86_64" : "xen-3.0-x86_32p", at: 0)
    put(UInt64(SamplePVLayout.slots), 32, 32)
    put(0x8_6f4e_d000 & (guest == .bits64 ? .max : 0x7fff_ffff), 40, 36)
    put(UInt64(SamplePVLayout.xenstoreRing), 56, 44)
    page.put(UInt32(1), at: guest == .bits64 ? 64 : 48)
    put(UInt64(SamplePVLayout.consoleRing), 72, 52)
    page.put(UInt32(2), at: guest == .bits64 ? 80 : 56)
    put(SamplePVLayout.address(of: tables.root, guest), 88, 60)
    put(guest == .bits64 ? 10 : 7, 96, 64)
    put(SamplePVLayout.address(of: SamplePVLayout.p2m, guest), 104, 68)
    page.put(text: "root=/dev/xvda1 ro console=hvc0 quiet=no", at: guest == .bits64 ? 128 : 80)
    return page.bytes
  }
}
