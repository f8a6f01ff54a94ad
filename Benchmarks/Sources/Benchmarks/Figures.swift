/// Prints what was measured, a figure a line, in columns.
enum Figures {
  static func heading(_ text: String) { print("\n\(text)") }

  static func line(_ what: String, _ value: String, _ remark: String = "") {
    print("  \(padded(what, 52))\(padded(value, 14, atLeft: true))\(remark.isEmpty ? "" : "  \(remark)")")
  }

  static func milliseconds(_ seconds: Double) -> String { "\(decimal(seconds * 1000, 2)) ms" }
  static func mebibytes(_ bytes: Int) -> String { "\(decimal(Double(bytes) / 1_048_576, 1)) MiB" }
  static func percent(_ share: Double) -> String { "\(decimal(share * 100, 2)) %" }
  static func ratio(_ value: Double) -> String { "\(decimal(value, 2)) ×" }
  static func gigabytesPerSecond(_ bytes: Int, _ seconds: Double) -> String {
    "\(decimal(Double(bytes) / seconds / 1e9, 2)) GB/s"
  }

  /// `value` with `places` digits behind the point.
  static func decimal(_ value: Double, _ places: Int) -> String {
    guard value.isFinite else { return "–" }
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let digits = String(Int((value.magnitude * scale).rounded()))
    let filled = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    let sign = value < 0 ? "-" : ""
    return places == 0 ? sign + filled : "\(sign)\(filled.dropLast(places)).\(filled.suffix(places))"
  }

  private static func padded(_ text: String, _ width: Int, atLeft: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(0, width - text.count))
    return atLeft ? blanks + text : text + blanks
  }
}
