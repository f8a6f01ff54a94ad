/// Where the kernel keeps what is told of a task, in bytes from the start of its `task_struct`.
struct TaskLayout: Sendable {
  let next: UInt64
  /// The place of the address of the one before, from that of the next.
  let previousFromNext: UInt64
  let pid: UInt64
  let tgid: UInt64
  let comm: UInt64
  let state: UInt64
  let mm: UInt64
  let parent: UInt64
  let flags: UInt64
  /// The root of the page tables, in `mm_struct`.
  let pgd: UInt64
  /// The task that a CPU runs, in the structure of the symbol `pcpu_hot` (6.2 to 6.14).
  let currentInHot: UInt64?

  /// The structures that have to be known.
  static let structures: Set<String> = ["task_struct", "mm_struct", "list_head", "pcpu_hot"]
  /// Characters of a name.
  static let commBytes = 16
  /// Says in `flags` that a task is a thread of the kernel (PF_KTHREAD).
  static let kernelThread: UInt64 = 0x20_0000

  init(_ types: KernelTypes) throws {
    let member = { (name: String, structure: String) throws -> UInt64 in
      guard let offset = try types.offset(of: name, in: structure) else {
        throw LinuxGap.notDescribed("\(structure).\(name)")
      }
      return offset
    }
    let nextInHead = try types.offset(of: "next", in: "list_head") ?? 0
    next = try member("tasks", "task_struct") &+ nextInHead
    previousFromNext = (try types.offset(of: "prev", in: "list_head") ?? 8) &- nextInHead
    pid = try member("pid", "task_struct")
    tgid = try member("tgid", "task_struct")
    comm = try member("comm", "task_struct")
    // Before 5.14 without the underscores.
    state = try types.offset(of: "__state", in: "task_struct") ?? member("state", "task_struct")
    mm = try member("mm", "task_struct")
    parent = try member("real_parent", "task_struct")
    flags = try member("flags", "task_struct")
    pgd = try member("pgd", "mm_struct")
    currentInHot = try types.offset(of: "current_task", in: "pcpu_hot")
  }
}
