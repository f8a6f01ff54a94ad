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
}
