/// A message of the guest's kernel log.
package struct LogRecord: Sendable, Equatable {
  /// Its number since the guest started; nil where the kernel keeps none (before 5.10).
  package var sequence: UInt64?
  /// Nanoseconds since the guest started; nil where the kernel kept none.
  package var time: UInt64?
  /// Who wrote it; nil where the kernel did not keep that.
  package var caller: Caller?
  package var text: CaptureText
  /// Where it is in the kernel's buffer, as its form counts.
  var place: UInt64 = 0

  /// Who wrote a message.
  package enum Caller: Sendable, Equatable {
    /// The thread with this id.
    case thread(UInt32)
    /// A CPU that ran none.
    case cpu(UInt32)

    /// As the kernel packs it: bit 31 tells a CPU from a thread.
    init(packed: UInt32) { self = packed >> 31 == 1 ? .cpu(packed & 0x7fff_ffff) : .thread(packed) }

    /// As the kernel's own log has it: `T12`, `C0`.
    package var name: String {
      switch self {
      case .thread(let id): "T\(id)"
      case .cpu(let id): "C\(id)"
      }
    }
  }
}
