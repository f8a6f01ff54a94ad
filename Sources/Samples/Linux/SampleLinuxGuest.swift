@_spi(Measuring) import SaveStream

/// A made-up PVH guest with a Linux kernel that tells of itself: log, symbols, types, processes, and what each frame is
/// used for. It can run on for a while.
struct SampleLinuxGuest: Sendable {
  let name: String
  private(set) var kernel: SampleKernel
  private(set) var clock = SampleClock()
  /// Times the guest was run.
  private(set) var runs = 0
  private let frames: SampleFrames
  private let tasks = SampleLinuxGuest.tasks
  private var log: SamplePrintkRing
  private var random: SampleRandom
  private var nextMessage = 0

  init(name: String, seed: UInt64) {
    self.name = name
    random = SampleRandom(seed: seed)
    var kernel = SampleKernel(
      release: Self.release, distance: SampleLinuxLayout.distance, tablePFNs: SampleLinuxLayout.tables)
    log = SamplePrintkRing(
      in: &kernel,
      at: .init(
        pointer: SampleLinuxLayout.logPointer, ring: SampleLinuxLayout.logRing,
        descriptors: SampleLinuxLayout.logDescriptors, infos: SampleLinuxLayout.logInfos,
        texts: SampleLinuxLayout.logText << 12),
      countBits: 5, sizeBits: 12)
    frames = SampleFrames(
      in: &kernel, at: SampleLinuxLayout.frames.lowerBound << 12, map: SampleLinuxLayout.frameMap,
      roots: SampleLinuxLayout.sectionRoots, sections: SampleLinuxLayout.sections << 12,
      direct: SampleLinuxLayout.direct)
    kernel.placeImage(&random, commandLine: Self.commandLine)
    kernel.placeTables()
    kernel.placeStack(&random)
    kernel.placeProcesses(tasks)
    kernel.placePages(&random, guest: name)
    for pfn in 0..<SampleLinuxLayout.slots { frames.put(Self.use(of: pfn), of: pfn, in: &kernel) }
    kernel.putPage(SampleLinuxLayout.description, kernel.description)
    self.kernel = kernel
    boot()
  }

  // MARK: Running

  /// What the guest may do while it runs.
  enum Work: Sendable {
    /// Messages of the gardener in the kernel's log.
    case chatter(lines: Int)
    /// The gardener writes to pages of its heap: so many, from the first on.
    case harvest(pages: Int)
    /// A process that has ended by then wrote to a page, which is free again.
    case scratch
    /// The gardener's heap grows by a page that was free.
    case growth
  }

  /// Runs for a while, and is suspended then.
  /// - Returns: the PFNs that were written, ascending.
  mutating func run(milliseconds: UInt64, _ work: [Work]) -> [UInt64] {
    clock.advance(milliseconds: milliseconds)
    runs += 1
    for item in work {
      switch item {
      case .chatter(let lines): addChatter(lines: lines)
      case .harvest(let pages): for pfn in SampleLinuxLayout.heap.prefix(pages) { harvest(pfn) }
      case .scratch:
        kernel.put(
          Array("sh: scratch page of run \(runs), given back".utf8), at: (SampleLinuxLayout.free.lowerBound + 1) << 12)
      case .growth: grow()
      }
    }
    tick(milliseconds: milliseconds)
    suspend()
    return kernel.takeDirty()
  }

  private mutating func tick(milliseconds: UInt64) {
    kernel.put(clock.nanoseconds, at: SampleLinuxLayout.nextTick)
    for counter in 0..<UInt64(4) {
      let place = SampleLinuxLayout.perCPU << 12 + SampleLinuxLayout.interruptCounters + counter * 8
      kernel.put(kernel.number(at: place) + milliseconds / (counter + 1), at: place)
    }
    for task in tasks where task.memory != nil {
      task.put(nanoseconds: clock.nanoseconds / (task.pid == 1 ? 900 : 3), in: &kernel)
    }
    kernel.put(random.next() & 0xffff, at: SampleLinuxLayout.gardenerStack << 12 + 0xf00)
  }

  private mutating func harvest(_ pfn: UInt64) {
    for field in 0..<UInt64(24) { kernel.put(random.next() % 1000, at: pfn << 12 + 64 + field * 16) }
  }

  /// The third page of the free block becomes a page of the gardener's heap: the block is parted in two.
  private mutating func grow() {
    let pfn = SampleLinuxLayout.free.lowerBound + 2
    frames.put(.free(order: 1), of: pfn - 2, in: &kernel)
    frames.put(.anonymous, of: pfn, in: &kernel)
    frames.put(.free(order: 0), of: pfn + 1, in: &kernel)
    kernel.putPage(pfn, Self.bed(SampleLinuxLayout.heap.count + 1))
    harvest(pfn)
    kernel.mapHeapPage(SampleLinuxLayout.heap.count, to: pfn)
  }

  /// A page of the gardener's heap.
  static func bed(_ number: Int) -> [UInt8] { Array("bed \(number) of the gardener's heap\0".utf8) }

  // MARK: The log

  private mutating func add(_ message: String, by caller: UInt32 = 1) {
    log.add(message, nanoseconds: clock.nanoseconds, caller: caller, to: &kernel)
    clock.advance(microseconds: 1374)
  }

  private mutating func boot() {
    for message in [
      "Linux version \(Self.release) (made up by savescope, one page at a time)",
      "Command line: \(Self.commandLine)",
      "Hypervisor detected: Xen PVH",
      "Memory: \(kernel.pages.count * 4)K/\(SampleLinuxLayout.slots * 4)K available",
      "Dentry cache: a page, and half of it empty",
      "xen:events: Using FIFO-based ABI",
      "clocksource: xen: the same ticks every time",
      "printk: console [hvc0] enabled",
      "blkfront: xvda: 8192 sectors, partitions 1 and 2",
      "EXT4-fs (xvda1): mounted filesystem, with two files in it",
      "Run /sbin/init as init process",
    ] {
      log.add(message, nanoseconds: clock.nanoseconds, caller: clock.nanoseconds == 0 ? 0 : 1, to: &kernel)
      clock.advance(milliseconds: 37)
    }
    clock.advance(milliseconds: 93_000)
  }

  private mutating func addChatter(lines: Int) {
    for _ in 0..<lines {
      add(SampleLog.chatter[nextMessage % SampleLog.chatter.count], by: Self.gardener)
      nextMessage += 1
    }
  }

  /// What the kernel says before it stops for a checkpoint.
  private mutating func suspend() {
    add("Freezing user space processes completed (elapsed 0.001 seconds)", by: Self.suspender)
    add("suspending xenstore...", by: Self.suspender)
  }

  private static let release = "6.1.0-sample"
  private static let commandLine = "root=/dev/xvda1 ro console=hvc0 panic=10"

  // MARK: State

  /// The records of an HVM context that a guest without a device model has.
  var context: [UInt8] {
    let devices = SampleVCPUDevices(id: 0, release: .xen417, runs: runs)
    var records = SampleHVMRecords()
    records.append(1, [SampleHVMDevices.header])
    records.append(2, [registers.record(.xen417)])
    records.append(5, [devices.localAPIC])
    records.append(6, [devices.localAPICRegisters])
    // Lines of PCI and ISA interrupts, and the links between them: no device holds one up.
    for (type, count) in [(UInt16(7), 16), (8, 8), (9, 8)] {
      records.append(type, [[UInt8](repeating: 0, count: count)])
    }
    records.append(14, [devices.memoryTypes])
    records.append(16, [devices.extendedState])
    records.append(18, [devices.machineCheck])
    records.append(19, [devices.timeStampAdjustment])
    records.append(0, [[]])
    return records.bytes
  }

  /// The vCPU runs the thread that suspends the guest, which has the page tables of the process that ran before it.
  private var registers: SampleRegisters {
    let stack = SampleLinuxLayout.direct + SampleLinuxLayout.stackPointer
    let perCPU = SampleLinuxLayout.direct + SampleLinuxLayout.perCPU << 12
    var registers = SampleRegisters(general: [
      0, SampleLinuxCode.address(of: "multi_cpu_stop"), 0, 0, stack + 0x20, stack + 0x0c, 2, stack, 0, UInt64(runs), 0,
      0,
      0, 3, 0, 0, SampleLinuxCode.instructionPointer, 0x002,
    ])
    registers.control = [0x8005_0033, 0x40_3000, SampleLinuxLayout.gardenerTables.lowerBound << 12, 0x4_06f0]
    registers.gsBase = perCPU
    registers.taskBase = perCPU + 0x800
    registers.interrupts = SampleLinuxLayout.distance + SampleLinuxLayout.gates
    registers.descriptors = SampleLinuxLayout.distance + SampleLinuxLayout.segments
    registers.sysenterEntry = SampleLinuxCode.address(of: "entry_SYSCALL_64")
    registers.systemCallEntry = SampleLinuxCode.address(of: "entry_SYSCALL_64")
    registers.narrowSystemCallEntry = SampleLinuxCode.address(of: "entry_SYSCALL_64")
    registers.timeStamp = clock.timeStampCounter
    return registers
  }
}
