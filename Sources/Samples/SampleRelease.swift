@_spi(Measuring) import SaveStream

/// The release of Xen under which a made-up guest runs.
enum SampleRelease: Sendable {
  /// The last one that writes legacy streams.
  case xen45
  case xen417

  /// The moment, in seconds since 1970, at which every guest started: 2014-10-03 14:14:38, 2023-03-28 10:40:00.
  var wallClockSeconds: UInt32 {
    switch self {
    case .xen45: 1_412_345_678
    case .xen417: 1_680_000_000
    }
  }

  /// The minute of that moment.
  var firstMinute: UInt64 {
    switch self {
    case .xen45: 14
    case .xen417: 40
    }
  }

  /// The rest of it on the clock that a BIOS keeps, in digits of half a byte: hour, its alarm, day of the week, day,
  /// month, year.
  var realTimeClock: [UInt8] {
    switch self {
    case .xen45: [0x14, 0, 0x06, 0x03, 0x10, 0x14]
    case .xen417: [0x10, 0, 0x03, 0x28, 0x03, 0x23]
    }
  }
}
