/// Why something is not known of the guest. Its words stand in `LinuxText`.
package enum LinuxGap: Error, Sendable, Equatable {
  /// No page begins with the description of a kernel.
  case noLinux
  /// The kernel, of this release, is one of 32 bits.
  case narrow(CaptureText)
  /// The kernel's page tables, of this release, are not in the stream, or damaged.
  case tablesMissing(CaptureText)
  /// The kernel's description does not name this.
  case notDescribed(String)
  /// This, at an address, is not in the stream, or the kernel's tables do not lead there.
  case notThere(String, UInt64)
  /// This holds what cannot be.
  case damaged(String)
  /// The kernel was built without its type information (CONFIG_DEBUG_INFO_BTF).
  case noTypes
  /// Its type information, at an address, is not in the stream.
  case typesMissing(UInt64)
  /// Its type information holds what cannot be.
  case typesDamaged
  /// Behind a task, at an address, the list of tasks goes on with one that was not the next.
  case tasksSkipped(UInt64)
  /// Page tables of some processes, and of so many others, are damaged or not in the stream.
  case ownerless([Process], others: Int)

  /// A process that is named.
  package struct Process: Sendable, Equatable {
    package let tgid: UInt32
    package let comm: CaptureText
  }
}
