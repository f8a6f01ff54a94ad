/// Numbers as people read them. Used in text forms only: JSON and CSV carry plain numbers.
public enum NumberText {
  /// Digits in groups of three: `1,234,567`.
  public static func grouped(_ number: UInt64) -> String {
    let digits = String(number)
    var text = ""
    for (position, digit) in digits.enumerated() {
      if position > 0, (digits.utf8.count - position) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }

  /// A count and what is counted: `1 page`, `1,024 pages`.
  public static func count(_ number: UInt64, _ one: String, _ many: String? = nil) -> String {
    "\(grouped(number)) \(number == 1 ? one : many ?? one + "s")"
  }

  /// Bytes with a binary unit and three digits or so: `999 B`, `1.50 KiB`, `12.0 MiB`, `340 GiB`.
  public static func size(_ bytes: UInt64) -> String {
    guard bytes >= 1024 else { return "\(bytes) B" }
    var value = Double(bytes)
    var unit = 0
    while value >= 1023.5, unit < units.count - 1 {
      value /= 1024
      unit += 1
    }
    return "\(decimal(value, places: value < 9.995 ? 2 : value < 99.95 ? 1 : 0)) \(units[unit])"
  }

  private static let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]

  /// A number with a fixed number of decimal places.
  public static func decimal(_ value: Double, places: Int) -> String {
    let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
    let scaled = (value.magnitude * scale).rounded()
    guard scaled < 1e18 else { return "\(value)" }
    let digits = String(UInt64(scaled))
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.utf8.count)) + digits
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard places > 0 else { return sign + padded }
    return "\(sign)\(padded.dropLast(places)).\(padded.suffix(places))"
  }

  /// A part of a whole in percent, with one place below ten: `0 %`, `<0.1 %`, `3.2 %`, `48 %`.
  public static func percent(_ part: UInt64, of whole: UInt64) -> String {
    guard whole > 0 else { return "-" }
    guard part > 0 else { return "0 %" }
    let value = Double(part) * 100 / Double(whole)
    if value < 0.1 { return "<0.1 %" }
    if value > 99.9, part < whole { return ">99.9 %" }
    return decimal(value, places: value < 9.95 ? 1 : 0) + " %"
  }

  /// How many times smaller something became: `12.3×`; `-` where nothing was encoded.
  public static func ratio(_ ratio: Double?) -> String {
    guard let ratio, ratio.isFinite else { return "-" }
    return decimal(ratio, places: ratio < 99.5 ? 1 : 0) + "×"
  }

  /// A file offset, PFN or address: `0x1a2b`.
  public static func hex(_ number: UInt64) -> String { "0x" + String(number, radix: 16) }

  /// A span of time in its two largest units: `8 s`, `1 min 20 s`, `3 h 5 min`.
  public static func duration(seconds: UInt64) -> String {
    if seconds < 60 { return "\(seconds) s" }
    if seconds < 3600 { return "\(seconds / 60) min \(seconds % 60) s" }
    return "\(grouped(seconds / 3600)) h \(seconds % 3600 / 60) min"
  }
}
