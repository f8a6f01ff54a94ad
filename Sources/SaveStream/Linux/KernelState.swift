/// What a kernel keeps in single variables, found by its symbols: how it was started, and for how long it has run.
package struct KernelState: Sendable, Equatable {
  /// The command line that it was started with; nil where that is not known.
  package let commandLine: CaptureText?
  /// Nanoseconds that it has run for, up to the tick that comes next; nil where that is not known.
  package let uptime: UInt64?

  /// The symbols that it is read by.
  package static let symbolNames = ["saved_command_line", "boot_command_line", "tick_next_period"]

  /// Characters of a command line; the kernel's own limit.
  private static let longestLine = 2048
  /// Nanoseconds that are believed: a hundred years.
  private static let longestUptime: UInt64 = 100 * 366 * 86_400_000_000_000

  /// - Parameter addresses: those of the symbols, as a `SymbolSearch` found them.
  /// - Throws: when the capture cannot be read.
  package init(_ kernel: LinuxKernel, _ addresses: [String: [UInt64]]) throws(CaptureError) {
    let memory = kernel.memory
    var line: [UInt8]?
    if let saved = addresses["saved_command_line"]?.first, let text = try memory.number(at: saved), text != 0 {
      line = try memory.text(at: text, limit: Self.longestLine)
    }
    if line?.isEmpty ?? true, let boot = addresses["boot_command_line"]?.first {
      line = try memory.text(at: boot, limit: Self.longestLine)
    }
    commandLine = line.flatMap { $0.isEmpty ? nil : CaptureText($0) }
    let tick = try addresses["tick_next_period"]?.first.flatMap { address throws(CaptureError) in
      try memory.number(at: address)
    }
    uptime = tick.flatMap { (1...Self.longestUptime).contains($0) ? $0 : nil }
  }
}
