/// Numbers as people read them. Used in text forms and on screens only: JSON and CSV carry plain numbers.
package enum NumberText {
  // MARK: Counts

  /// Digits in groups of three: `1,234,567`.
  package static func grouped(_ number: some BinaryInteger) -> String {
    let digits = Array(String(number).utf8)
    var grouped: [UInt8] = []
    for (position, digit) in digits.enumerated() {
      if position > 0, (digits.count - position) % 3 == 0, grouped.last != minus { grouped.append(comma) }
      grouped.append(digit)
    }
    return String(decoding: grouped, as: UTF8.self)
  }

  /// A count and what is counted: `1 page`, `1,024 pages`, `2 entries`.
  package static func counted(_ number: some BinaryInteger, _ noun: String) -> String {
    grouped(number) + " " + (number == 1 ? noun : plural(of: noun))
  }

  private static func plural(of noun: String) -> String {
    if noun.hasSuffix("ry") { return noun.dropLast() + "ies" }
    return noun + (noun.hasSuffix("ch") || noun.hasSuffix("ss") ? "es" : "s")
  }

  private static let minus = UInt8(ascii: "-")
  private static let comma = UInt8(ascii: ",")

  // MARK: Hex

  /// A file offset, PFN or address: `0x1a2b`. With zeros in front where it has fewer digits.
  package static func hex(_ number: UInt64, digits: Int = 1) -> String { "0x" + hexDigits(number, count: digits) }

  /// The same without `0x`.
  package static func hexDigits(_ number: some FixedWidthInteger & UnsignedInteger, count: Int = 1) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: max(0, count - digits.utf8.count)) + digits
  }

  /// Bytes, two digits each: `0a 00 ff`.
  package static func hex(bytes: some Sequence<UInt8>, separator: String = " ") -> String {
    bytes.map { hexDigits($0, count: 2) }.joined(separator: separator)
  }

  // MARK: Sizes, parts and times

  /// Bytes: `812 B`, `12.3 KiB`; by the units also `12.6 kB`, or `12,595 B`.
  package static func size(_ bytes: UInt64, _ units: SizeUnits = .binary) -> String {
    switch units {
    case .binary: scaled(bytes, by: 1024, ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"])
    case .decimal: scaled(bytes, by: 1000, ["kB", "MB", "GB", "TB", "PB", "EB"])
    case .bytes: "\(grouped(bytes)) B"
    }
  }

  private static func scaled(_ bytes: UInt64, by step: UInt64, _ units: [String]) -> String {
    guard bytes >= step else { return "\(bytes) B" }
    var size = Double(bytes) / Double(step)
    // What would be rounded to a whole step is shown in the next unit.
    for unit in units.dropLast() {
      if size < Double(step) - 0.05 { return "\(decimal(size)) \(unit)" }
      size /= Double(step)
    }
    return "\(decimal(size)) \(units.last ?? "")"
  }

  /// A number with a fixed number of decimal places: `12.3`.
  package static func decimal(_ value: Double, places: Int = 1) -> String {
    let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
    let scaled = (value.magnitude * scale).rounded()
    guard scaled < 1e18 else { return "?" }
    let digits = String(UInt64(scaled))
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.utf8.count)) + digits
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard places > 0 else { return sign + padded }
    return "\(sign)\(padded.dropLast(places)).\(padded.suffix(places))"
  }

  /// A part of a whole in percent; tiny parts show as `<1 %`.
  package static func percent(_ part: UInt64, of whole: UInt64) -> String {
    guard whole > 0, part > 0 else { return "0 %" }
    let percent = Double(part) / Double(whole) * 100
    return percent < 1 ? "<1 %" : decimal(percent.rounded(.down), places: 0) + " %"
  }

  /// Seconds as minutes and seconds: `0:07`, `1:02:03`.
  package static func time(seconds: UInt64) -> String {
    let two = { (number: UInt64) in number < 10 ? "0\(number)" : "\(number)" }
    let minutes = seconds / 60
    if minutes < 60 { return "\(minutes):\(two(seconds % 60))" }
    return "\(minutes / 60):\(two(minutes % 60)):\(two(seconds % 60))"
  }
}

/// How sizes are shown.
package enum SizeUnits: String, Sendable, CaseIterable {
  /// 12.3 KiB.
  case binary
  /// 12.6 kB.
  case decimal
  /// 12,595 B.
  case bytes
}
