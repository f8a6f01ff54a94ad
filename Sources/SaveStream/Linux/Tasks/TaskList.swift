/// The guest's processes and kernel threads as of a checkpoint, read in slices of a few milliseconds: symbols first,
/// then the kernel's types, then the list itself.
///
/// Not for use from two threads at once.
package final class TaskList {
  package let kernel: LinuxKernel
  package let symbols: KernelSymbols
  /// In the order of the kernel's list. More come while `step()` returns false.
  package private(set) var tasks: [KernelTask] = []
  /// Why the list ends before its end; nil where it does not.
  package private(set) var gap: LinuxGap?
  /// Why tasks may be missing in it; nil where none are.
  package private(set) var doubt: LinuxGap?
  private(set) var layout: TaskLayout?

  private var search: SymbolSearch
  private var addresses: [String: UInt64]?
  private var types: KernelTypes?
  private var isWhole = false
  /// The address of the list's head, of the member that was taken last, and of the next.
  private var head: UInt64 = 0
  private var previous: UInt64 = 0
  private var next: UInt64 = 0
  private var seen: Set<UInt64> = []

  /// Of vCPUs, whose task is not known yet.
  private var waiting: [Int]?

  /// Tasks, or vCPUs, of a slice: each takes a look at some pages of the guest.
  private static let tasksInSlice = 16
  /// What is looked up: where the types are, the head of the list, and what each CPU runs.
  private static let symbolNames = [
    "__start_BTF", "__stop_BTF", "init_task", "__per_cpu_offset", "current_task", "pcpu_hot",
  ]

  /// - Parameters:
  ///   - symbols: those of the kernel, where they are known already.
  ///   - other: a list of the same kernel at another checkpoint, which spares the search for symbols and types.
  /// - Throws: as `step()`.
  package init(_ kernel: LinuxKernel, _ symbols: KernelSymbols? = nil, like other: TaskList? = nil) throws {
    self.kernel = kernel
    if let other, other.kernel.info == kernel.info, let layout = other.layout {
      self.symbols = other.symbols
      search = SymbolSearch([], in: other.symbols)
      addresses = other.addresses
      types = other.types
      try begin(layout)
      return
    }
    let symbols = try symbols ?? KernelSymbols(kernel)
    self.symbols = symbols
    search = SymbolSearch(Self.symbolNames, in: symbols)
  }

  /// Reads a slice more. Returns whether the list is whole.
  /// - Throws: a `LinuxGap` that says what is missing, a `CaptureError` when the capture cannot be read.
  package func step() throws -> Bool {
    if isWhole { return true }
    guard let addresses else {
      if try search.step() { self.addresses = search.found.compactMapValues(\.first) }
      return false
    }
    guard let types else {
      guard let start = addresses["__start_BTF"], let end = addresses["__stop_BTF"], start < end else {
        throw LinuxGap.noTypes
      }
      types = try KernelTypes(kernel.memory, from: start, to: end, wanted: TaskLayout.structures)
      return false
    }
    if waiting != nil {
      return try findRunning()
    } else if layout != nil {
      for _ in 0..<Self.tasksInSlice where try !takeNext() {
        try endList()
        return false
      }
    } else if try types.step() {
      try begin(TaskLayout(types))
    }
    return false
  }

  /// Reads to the end.
  /// - Throws: as `step()`.
  package func run() throws { while try !step() {} }

  private func begin(_ layout: TaskLayout) throws {
    self.layout = layout
    guard let first = addresses?["init_task"] else { throw LinuxGap.notDescribed("init_task") }
    head = first &+ layout.next
    previous = head
    next = try kernel.number(at: head, "init_task")
  }

  /// Takes the next task of the list; false at its end.
  private func takeNext() throws -> Bool {
    guard let layout else { return false }
    if doubt == nil, let back = try kernel.memory.number(at: next &+ layout.previousFromNext), back != previous {
      doubt = .tasksSkipped(previous &- layout.next)
    }
    guard next != head else { return false }
    // The list's members have a structure of several thousand bytes each.
    guard seen.insert(next).inserted, seen.count <= kernel.reader.mostPages else {
      gap = .damaged("the list of tasks, which leads in a circle,")
      return false
    }
    guard let task = try task(at: next &- layout.next, layout), let following = try kernel.memory.number(at: next)
    else {
      gap = .notThere("a task of the list", next &- layout.next)
      return false
    }
    tasks.append(task)
    (previous, next) = (next, following)
    return true
  }

  private func task(at address: UInt64, _ layout: TaskLayout) throws(CaptureError) -> KernelTask? {
    let memory = kernel.memory
    guard let pid = try memory.number(at: address &+ layout.pid, bytes: 4),
      let tgid = try memory.number(at: address &+ layout.tgid, bytes: 4),
      let comm = try memory.bytes(at: address &+ layout.comm, count: TaskLayout.commBytes),
      let state = try memory.number(at: address &+ layout.state, bytes: 4),
      let mm = try memory.number(at: address &+ layout.mm),
      let flags = try memory.number(at: address &+ layout.flags, bytes: 4)
    else { return nil }
    let parent = try memory.number(at: address &+ layout.parent) ?? 0
    let ppid = try memory.number(at: parent &+ layout.tgid, bytes: 4) ?? 0
    return KernelTask(
      pid: UInt32(truncatingIfNeeded: pid), tgid: UInt32(truncatingIfNeeded: tgid),
      ppid: UInt32(truncatingIfNeeded: ppid), comm: CaptureText(comm.prefix { $0 != 0 }),
      state: UInt32(truncatingIfNeeded: state), isKernelThread: flags & TaskLayout.kernelThread != 0, vcpu: nil,
      address: address, mm: mm == 0 ? nil : mm)
  }

  // MARK: Who ran

  private func endList() throws(CaptureError) {
    seen = []
    let reader = kernel.reader
    let vcpus = try VcpuRegisters.read(
      at: reader.checkpoint, of: reader.memory.index, capture: reader.memory.capture)
    waiting = vcpus.map(\.vcpu).reversed()
  }

  /// Finds which task some vCPUs more ran. Returns whether all are known.
  private func findRunning() throws(CaptureError) -> Bool {
    for _ in 0..<Self.tasksInSlice {
      guard let vcpu = waiting?.popLast() else {
        isWhole = true
        return true
      }
      guard let current = try task(ranBy: vcpu), let layout else { continue }
      // A thread stands for its process.
      let tgid = try kernel.memory.number(at: current &+ layout.tgid, bytes: 4)
      let place = tasks.firstIndex { $0.address == current } ?? tasks.firstIndex { UInt64($0.tgid) == tgid }
      if let place, tasks[place].vcpu == nil { tasks[place].vcpu = vcpu }
    }
    return false
  }

  /// The address of the task that a CPU ran; nil where that is not known.
  package func task(ranBy vcpu: Int) throws(CaptureError) -> UInt64? {
    guard vcpu >= 0, let offsets = addresses?["__per_cpu_offset"],
      let base = try kernel.memory.number(at: offsets &+ UInt64(vcpu) &* 8)
    else { return nil }
    if let variable = addresses?["current_task"] {
      return try kernel.memory.number(at: variable &+ base)
    }
    guard let offset = layout?.currentInHot, let hot = addresses?["pcpu_hot"] else { return nil }
    return try kernel.memory.number(at: hot &+ offset &+ base)
  }
}
