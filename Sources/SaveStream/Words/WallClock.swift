/// A moment of the UTC calendar, in seconds since 1970, as guests and hosts keep it.
package struct WallClock: Sendable, Equatable {
  /// Seconds since 1970-01-01 00:00:00 UTC; leap seconds are not counted.
  public let seconds: UInt64

  public init(seconds: UInt64) { self.seconds = seconds }

  /// `2024-05-01 12:00:00 UTC`.
  public var text: String { Self.text(seconds) }

  /// Whether a capture of a Xen that is read here can be of that time: from 2005 on, and not past 2100.
  package var isPlausible: Bool { (1_104_537_600..<4_102_444_800).contains(seconds) }

  /// Seconds since 1970 as a date and a time; no date for those past the year 9999.
  @Sendable static func text(_ seconds: UInt64) -> String {
    guard seconds < 253_402_300_800 else { return "past the year 9999" }
    let (year, month, day) = date(day: Int(seconds / 86_400))
    let clock = [seconds / 3600 % 24, seconds / 60 % 60, seconds % 60].map { two(Int($0)) }.joined(separator: ":")
    let four = String(repeating: "0", count: max(0, 4 - String(year).utf8.count)) + String(year)
    return "\(four)-\(two(month))-\(two(day)) \(clock) UTC"
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// The date of a day since 1970-01-01 in the Gregorian calendar.
  ///
  /// Years begin in March here, so that the leap day is a year's last and months have lengths by a rule.
  private static func date(day: Int) -> (year: Int, month: Int, day: Int) {
    let sinceEra = day + 719_468
    let era = sinceEra / daysInEra
    let dayOfEra = sinceEra % daysInEra
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day)
  }

  /// Days in 400 years.
  private static let daysInEra = 146_097
}
