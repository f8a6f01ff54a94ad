/// The guest's kernel log as of a checkpoint.
///
/// A record that is damaged is left out and counted; those around it are there.
package struct KernelLog: Sendable {
  /// How the kernel keeps it.
  package enum Form: Sendable, Equatable {
    /// Records by descriptors, since 5.10.
    case ring
    /// Records one behind the other, 3.5 to 5.9.
    case records
    /// Characters, before 3.5.
    case characters
  }

  package let form: Form
  /// Oldest first.
  package internal(set) var records: [LogRecord] = []
  /// Records, or stretches of characters, that could not be read.
  package internal(set) var lostRecords = 0
  /// Records, or stretches of characters, that lie in pages which the guest's memory does not have: in a cut capture
  /// they were not sent.
  package internal(set) var absentRecords = 0
  /// Characters ever written, modulo 2^32, of the form of characters.
  var end: UInt64 = 0

  /// Records that are read at most: page tables that map one page many times could hold any number.
  static let mostRecords = 1 << 20

  init(_ form: Form) { self.form = form }

  /// Reads it.
  /// - Throws: a `LinuxGap` that says why there is none, a `CaptureError` when the capture cannot be read.
  package static func read(_ kernel: LinuxKernel) throws -> KernelLog {
    var reading = try LogReading(kernel)
    while true {
      if let log = try reading.step() { return log }
    }
  }

  /// What was added since an earlier checkpoint: all of it where the guest started anew in between, or nothing of that
  /// time is left.
  package func added(since earlier: KernelLog) -> [LogRecord] {
    guard earlier.form == form else { return records }
    switch form {
    case .ring: return addedByNumber(earlier)
    case .records: return addedByPlace(earlier)
    case .characters: return addedByCount(earlier)
    }
  }

  private func addedByNumber(_ earlier: KernelLog) -> [LogRecord] {
    guard let last = earlier.records.last, let number = last.sequence else { return records }
    let place = records.partitioningIndex { ($0.sequence ?? 0) <= number }
    guard place > 0 else { return records }
    // The last one known may not have been whole then, but it was written at the same time.
    let same = records[place - 1]
    guard same.sequence != number || same.time == last.time else { return records }
    return place == records.count && same.sequence != number ? records : Array(records[place...])
  }

  private func addedByPlace(_ earlier: KernelLog) -> [LogRecord] {
    guard let last = earlier.records.last,
      let place = records.lastIndex(where: { $0.place == last.place && $0.time == last.time && $0.text == last.text })
    else { return records }
    return Array(records[(place + 1)...])
  }

  private func addedByCount(_ earlier: KernelLog) -> [LogRecord] {
    // Both ends are counts of 32 bits of all characters ever written.
    let written = UInt32(truncatingIfNeeded: end) &- UInt32(truncatingIfNeeded: earlier.end)
    return records.filter { UInt32(truncatingIfNeeded: end) &- UInt32(truncatingIfNeeded: $0.place) <= written }
  }
}
