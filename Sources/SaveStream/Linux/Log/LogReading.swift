/// Reads the kernel log in slices of a few milliseconds.
package struct LogReading {
  /// The way over the log, by the form that it has: one of these.
  private var ring: PrintkRing.Walk?
  private var records: RecordLog.Walk?
  private var characters: CharacterLog.Walk?

  private static let recordsInSlice = 256
  /// Pages of characters.
  private static let pagesInSlice = 16

  /// - Throws: a `LinuxGap` that says why there is none, a `CaptureError` when the capture cannot be read.
  package init(_ kernel: LinuxKernel) throws {
    let info = kernel.info
    if info.symbol("prb") != nil {
      ring = PrintkRing.Walk(try PrintkRing(kernel))
    } else if info.symbol("log_buf") == nil {
      throw LinuxGap.notDescribed("prb")
    } else if info.symbol("log_first_idx") != nil {
      records = RecordLog.Walk(try RecordLog(kernel))
    } else {
      characters = CharacterLog.Walk(try CharacterLog(kernel))
    }
  }

  /// Reads a slice more. Returns the log once it is whole.
  /// - Throws: when the capture cannot be read.
  package mutating func step() throws(CaptureError) -> KernelLog? {
    if ring != nil { return try ring?.step(records: Self.recordsInSlice) == true ? ring?.log : nil }
    if records != nil { return try records?.step(records: Self.recordsInSlice) == true ? records?.log : nil }
    return try characters?.step(pages: Self.pagesInSlice) == true ? characters?.log : nil
  }
}
