@_spi(Measuring) import SaveStream

/// The form of what a report writes: no byte that steers a terminal, and JSON that is some.
enum WrittenForm {
  /// Bytes that are looked at; of a longer report the rest is written and dropped.
  private static let most = 1 << 20

  /// Writes a report, and looks at what it wrote.
  static func check(_ form: ReportFormat, _ write: (ReportOutput) throws -> Void) throws {
    try check(isJSON: form == .json, isLines: form == .jsonl, hasCRLF: form == .csv, write)
  }

  /// - Parameter hasCRLF: whether lines end in CR LF, as those of CSV do.
  static func check(
    isJSON: Bool = false, isLines: Bool = false, hasCRLF: Bool = false, _ write: (ReportOutput) throws -> Void
  ) throws {
    let collected = Collected()
    let output = ReportOutput { (span: RawSpan) throws(OutputError) in
      span.withUnsafeBytes { collected.add($0) }
    }
    try write(output)
    try output.flush()
    let bytes = hasCRLF ? lines(collected) : collected.bytes
    // JSON keeps what only has no place of its own; its readers show it as they like.
    let mayStand = isJSON || isLines ? { !steers($0) } : mayBeShown
    promise(stand(bytes, mayStand), "a report holds a character that is not shown: \(first(bytes, mayStand))")
    guard !collected.isCut else { return }
    if isJSON { promise(JSONText.holdsOneValue(collected.bytes), "a report is no JSON") }
    if isLines {
      for line in collected.bytes.split(separator: 10) {
        promise(JSONText.holdsOneValue(Array(line)), "a line of a report is no JSON")
      }
    }
  }

  /// What was written, without the CR of each CR LF, one of which may be cut in two.
  private static func lines(_ collected: Collected) -> [UInt8] {
    let bytes = collected.bytes
    let next = { (place: Int) in place + 1 < bytes.count ? bytes[place + 1] : collected.isCut ? 10 : 0 }
    return bytes.indices.filter { bytes[$0] != 13 || next($0) != 10 }.map { bytes[$0] }
  }

  private final class Collected {
    var bytes: [UInt8] = []
    var isCut = false

    func add(_ new: UnsafeRawBufferPointer) {
      isCut = isCut || bytes.count + new.count > most
      if !isCut { bytes += new }
    }
  }
}

/// Whether text has nothing in it that a terminal acts upon.
func isShown(_ text: String) -> Bool { text.unicodeScalars.allSatisfy(mayBeShown) }

private func mayBeShown(_ scalar: Unicode.Scalar) -> Bool {
  scalar == "\n" || scalar == "\t" || EscapedText.isShown(scalar)
}

/// Whether a character is a control, or turns the direction of text.
private func steers(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 9, 10: false
  case 0..<0x20, 0x7f..<0xa0, 0x202a...0x202e, 0x2066...0x2069: true
  default: false
  }
}

/// Whether bytes are text all of whose characters may stand in it.
private func stand(_ bytes: [UInt8], _ mayStand: (Unicode.Scalar) -> Bool) -> Bool {
  // Most of it is ASCII.
  if bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7f || $0 == 10 }) { return true }
  return String(validating: bytes, as: UTF8.self)?.unicodeScalars.allSatisfy(mayStand) ?? false
}

/// The first that may not, with what stands around it, for a person.
private func first(_ bytes: [UInt8], _ mayStand: (Unicode.Scalar) -> Bool) -> String {
  let text = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
  guard let place = text.firstIndex(where: { !mayStand($0) }) else { return "bytes that are no UTF-8" }
  let around = text[max(0, place - 60)..<min(text.count, place + 20)]
  return "U+\(String(text[place].value, radix: 16)) in \(around.map { String($0) }.joined().debugDescription)"
}
