import Synchronization

/// Stands between the thread that writes a report and whoever waits for it: how far it is, and whether it is to go on.
final class ReportWatch: Sendable {
  /// Thrown where the report was given up.
  struct Stopped: Error {}

  private let stopped = Atomic<Bool>(false)
  private let written = Atomic<UInt64>(0)
  /// The part that is done, in millionths; less than zero while that is not known.
  private let millionths = Atomic<Int>(-1)

  /// Asks the writer to give up soon.
  func stop() { stopped.store(true, ordering: .releasing) }

  var isStopped: Bool { stopped.load(ordering: .acquiring) }

  /// Bytes that have left for the file.
  var byteCount: UInt64 { written.load(ordering: .relaxed) }

  /// The part that is done, 0…1; nil where the report does not tell.
  var part: Double? {
    let done = millionths.load(ordering: .relaxed)
    return done < 0 ? nil : Double(done) / 1e6
  }

  /// Throws when the report is to be given up.
  func check() throws(Stopped) { if isStopped { throw Stopped() } }

  /// Tells how far the report is, 0…1, and checks whether it is to go on.
  func reached(_ part: Double) throws(Stopped) {
    millionths.store(Int(max(0, min(part, 1)) * 1e6), ordering: .relaxed)
    try check()
  }

  /// The same in numbers.
  func reached(_ done: UInt64, of total: UInt64) throws(Stopped) { try reached(Double(done) / Double(max(total, 1))) }

  /// Counts bytes that are about to be written; false where they are not to be written any more.
  func passes(bytes: Int) -> Bool {
    written.wrappingAdd(UInt64(bytes), ordering: .relaxed)
    return !isStopped
  }
}
