/// A number of a log line and what it stands for.
package struct LoggedNumber: Sendable, Equatable {
  /// What a number leads to in a capture.
  package enum Target: Sendable, Equatable {
    /// A record of an HVM context.
    case hvmRecord(type: UInt16, instance: UInt16)
    /// A leaf of a CPUID policy; nil for any subleaf.
    case cpuidLeaf(UInt64, subleaf: UInt64?)
    /// A register of an MSR policy.
    case msr(UInt64)
    /// A page of the guest.
    case page(UInt64)
    /// The first byte of the libxc stream.
    case streamStart
  }

  /// As the line has it: `type=b0000000`, `entry 20/0`.
  package let text: String
  /// What it is: `page type L3TAB|PIN`.
  package let meaning: String
  package var target: Target?
  /// Rules that such a number speaks for.
  var rules: [FindingRule] = []
}
