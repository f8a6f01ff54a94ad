/// Reads the kernel log in slices of a few milliseconds.
package struct LogReading {
  private let kernel: LinuxKernel
  /// The way over the records of a ring; nil for the older forms, which are read at once.
  private var walk: PrintkRing.Walk?

  private static let recordsInSlice = 512

  /// - Throws: a `LinuxGap` that says why there is none, a `CaptureError` when the capture cannot be read.
  package init(_ kernel: LinuxKernel) throws {
    self.kernel = kernel
    if kernel.info.symbol("prb") != nil { walk = PrintkRing.Walk(try PrintkRing(kernel)) }
  }

  /// Reads a slice more. Returns the log once it is whole.
  /// - Throws: as `init`.
  package mutating func step() throws -> KernelLog? {
    guard walk != nil else { return try KernelLog.read(kernel) }
    return try walk?.step(records: Self.recordsInSlice) == true ? walk?.log : nil
  }
}
