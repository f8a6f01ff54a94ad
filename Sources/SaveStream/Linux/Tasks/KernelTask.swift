/// A process or kernel thread of the guest.
package struct KernelTask: Sendable, Equatable {
  package let pid: UInt32
  package let tgid: UInt32
  /// The process that it was begun by; 0 for the first ones.
  package let ppid: UInt32
  package let comm: CaptureText
  /// As the kernel keeps it: 0 runs or wants to, 1 sleeps, 2 cannot be woken; bits above say more.
  package let state: UInt32
  /// Whether it has user memory.
  package var hasUserMemory: Bool { mm != nil }
  /// Whether it is a thread of the kernel.
  package let isKernelThread: Bool
  /// The vCPU that ran it when the guest was suspended; nil for one that did not run.
  package internal(set) var vcpu: Int?

  /// The address of its `task_struct`.
  let address: UInt64
  /// The address of its `mm_struct`; nil for one without.
  let mm: UInt64?

  /// The state as a letter, as `ps` shows it; `F` for one that was frozen for the suspension, `?` for what is not
  /// known.
  package var stateLetter: String {
    switch state & 0x7f {
    case 0 where state == 0: "R"
    case 0 where state & Self.frozen != 0: "F"
    case 2 where state & Self.idle != 0: "I"
    case 2: "D"
    case 1: "S"
    case 4: "T"
    case 8: "t"
    case 16: "X"
    case 32: "Z"
    case 64: "P"
    default: "?"
    }
  }

  /// Waits, and counts for no load (TASK_NOLOAD).
  private static let idle: UInt32 = 0x400
  /// Since 6.1 (TASK_FROZEN).
  private static let frozen: UInt32 = 0x8000
}
