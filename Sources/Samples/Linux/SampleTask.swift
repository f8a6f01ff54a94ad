/// A process or kernel thread of a made-up Linux guest, and where its parts are kept (`task_struct`, `mm_struct`).
struct SampleTask: Sendable {
  let pid: UInt32
  let comm: String
  /// As the kernel keeps it: 0 runs, 1 sleeps, 0x8000 is frozen.
  let state: UInt32
  /// The place of its structure, and that of the process it was begun by.
  let place: UInt64
  let parent: UInt64
  /// The place of its memory's description; nil for a thread of the kernel.
  var memory: UInt64?

  /// Bytes of a `task_struct` and of an `mm_struct` in this kernel.
  static let size: UInt64 = 256

  // Where members are.
  private static let stateOffset: UInt64 = 0x10
  private static let flags: UInt64 = 0x20
  private static let tasks: UInt64 = 0x28
  private static let mm: UInt64 = 0x38
  private static let pidOffset: UInt64 = 0x50
  private static let tgid: UInt64 = 0x54
  private static let realParent: UInt64 = 0x58
  private static let commOffset: UInt64 = 0x60
  private static let utime: UInt64 = 0x70
  private static let pgd: UInt64 = 0x48

  /// PF_KTHREAD.
  private static let kernelThread: UInt64 = 0x20_0000

  /// The kernel's information on these types.
  static let types: [UInt8] = {
    func members(_ list: [(String, UInt64)]) -> [SampleTypes.Member] {
      list.map { SampleTypes.Member($0.0, type: 1, bits: UInt32($0.1 * 8)) }
    }
    var types = SampleTypes()
    types.addInteger()
    types.add("list_head", size: 16, members([("next", 0), ("prev", 8)]))
    types.add(
      "task_struct", size: UInt32(size),
      members([
        ("__state", stateOffset), ("flags", flags), ("tasks", tasks), ("mm", mm), ("pid", pidOffset), ("tgid", tgid),
        ("real_parent", realParent), ("comm", commOffset), ("utime", utime),
      ]))
    types.add("mm_struct", size: UInt32(size), members([("pgd", pgd)]))
    return types.bytes
  }()

  /// The address of its structure: the first task's is in the image, all others in the area that maps all memory.
  static func address(of place: UInt64) -> UInt64 {
    place == SampleLinuxLayout.initTask ? SampleLinuxLayout.distance + place : SampleLinuxLayout.direct + place
  }

  /// Writes the structure.
  /// - Parameter next: the place of the next task of the list, which closes with the first.
  func put(in kernel: inout SampleKernel, next: UInt64) {
    kernel.put(UInt64(state), at: place + Self.stateOffset, bytes: 4)
    kernel.put(memory == nil ? Self.kernelThread : 0, at: place + Self.flags, bytes: 4)
    kernel.put(Self.address(of: next) + Self.tasks, at: place + Self.tasks)
    kernel.put(Self.address(of: place) + Self.tasks, at: next + Self.tasks + 8)
    kernel.put(memory.map { SampleLinuxLayout.direct + $0 } ?? 0, at: place + Self.mm)
    kernel.put(UInt64(pid), at: place + Self.pidOffset, bytes: 4)
    kernel.put(UInt64(pid), at: place + Self.tgid, bytes: 4)
    kernel.put(Self.address(of: parent), at: place + Self.realParent)
    kernel.put(Array(comm.utf8), at: place + Self.commOffset)
  }

  /// Notes for how many nanoseconds it has run.
  func put(nanoseconds: UInt64, in kernel: inout SampleKernel) { kernel.put(nanoseconds, at: place + Self.utime) }

  /// Writes the description of its memory.
  /// - Parameter root: the PFN of its page tables' root.
  func put(root: UInt64, in kernel: inout SampleKernel) {
    guard let memory else { return }
    kernel.put(SampleLinuxLayout.direct + root << 12, at: memory + Self.pgd)
  }
}
