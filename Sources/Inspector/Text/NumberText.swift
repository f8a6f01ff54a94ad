/// Numbers in hex.
enum HexText {
  /// `count` digits, zeros in front; more where the number needs more.
  static func digits(_ number: UInt64, count: Int = 1) -> String {
    let text = String(number, radix: 16)
    return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
  }

  /// The digits with 0x in front.
  static func prefixed(_ number: UInt64, count: Int = 1) -> String { "0x" + digits(number, count: count) }

  /// Bytes, two digits each, with blanks between.
  static func bytes(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { digits(UInt64($0), count: 2) }.joined(separator: " ")
  }
}

/// Numbers in decimal.
enum DecimalText {
  /// Digits in groups of three: 1,234,567.
  static func grouped(_ number: some BinaryInteger) -> String {
    let digits = Array(String(number).utf8)
    var grouped: [UInt8] = []
    for (position, digit) in digits.enumerated() {
      if position > 0, (digits.count - position) % 3 == 0, grouped.last != 0x2d { grouped.append(0x2c) }
      grouped.append(digit)
    }
    return String(decoding: grouped, as: UTF8.self)
  }

  /// One digit behind the point: 12.3.
  static func tenths(_ number: Double) -> String {
    guard number.isFinite, number.magnitude < 1e15 else { return "?" }
    let scaled = Int64((number * 10).rounded())
    return "\(scaled / 10).\(abs(scaled % 10))"
  }

  /// "1 page", "2 pages", "2 entries".
  static func counted(_ number: some BinaryInteger, _ noun: String) -> String {
    grouped(number) + " " + (number == 1 ? noun : plural(of: noun))
  }

  private static func plural(of noun: String) -> String {
    if noun.hasSuffix("ry") { return noun.dropLast() + "ies" }
    return noun + (noun.hasSuffix("ch") ? "es" : "s")
  }

  /// A part of a whole in percent; tiny parts show as <1.
  static func percent(_ part: UInt64, of whole: UInt64) -> String {
    guard whole > 0, part > 0 else { return "0 %" }
    let percent = Double(part) / Double(whole) * 100
    if percent < 1 { return "<1 %" }
    return "\(Int(percent)) %"
  }
}

/// Sizes and times as people read them.
enum SizeText {
  /// Bytes: 812 B, 12.3 KiB, 12.6 kB or 12,595 B.
  static func of(_ bytes: UInt64, _ units: SizeUnits) -> String {
    switch units {
    case .binary: scaled(bytes, by: 1024, ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"])
    case .decimal: scaled(bytes, by: 1000, ["kB", "MB", "GB", "TB", "PB", "EB"])
    case .bytes: "\(DecimalText.grouped(bytes)) B"
    }
  }

  private static func scaled(_ bytes: UInt64, by step: UInt64, _ units: [String]) -> String {
    guard bytes >= step else { return "\(bytes) B" }
    var size = Double(bytes) / Double(step)
    // What would be rounded to a whole step is shown in the next unit.
    for unit in units.dropLast() {
      if size < Double(step) - 0.05 { return "\(DecimalText.tenths(size)) \(unit)" }
      size /= Double(step)
    }
    return "\(DecimalText.tenths(size)) \(units.last ?? "")"
  }

  /// Seconds as minutes and seconds: 0:07, 1:02:03.
  static func time(seconds: UInt64) -> String {
    let two = { (number: UInt64) in number < 10 ? "0\(number)" : "\(number)" }
    let minutes = seconds / 60
    if minutes < 60 { return "\(minutes):\(two(seconds % 60))" }
    return "\(minutes / 60):\(two(minutes % 60)):\(two(seconds % 60))"
  }
}
