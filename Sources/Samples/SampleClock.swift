@_spi(Measuring) import SaveStream

/// What time it is in a made-up guest. Nothing of it comes from the clock of this machine.
struct SampleClock: Sendable {
  /// Guest time since it started.
  private(set) var nanoseconds: UInt64 = 0

  /// The frequency of the time-stamp counter.
  static let kilohertz: UInt32 = 2_400_000

  /// The time-stamp counter: 2.4 ticks for each nanosecond.
  var timeStampCounter: UInt64 { nanoseconds / 5 * 12 }

  mutating func advance(milliseconds: UInt64) { nanoseconds += milliseconds * 1_000_000 }

  mutating func advance(microseconds: UInt64) { nanoseconds += microseconds * 1000 }
}
