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
    let bytes = hasCRLF ? lines(collected.bytes) : collected.bytes
    promise(isShown(bytes), "a report holds a character that is not shown: \(firstHidden(bytes))")
    guard !collected.isCut else { return }
    if isJSON { promise(JSONText.holdsOneValue(collected.bytes), "a report is no JSON") }
    if isLines {
      for line in collected.bytes.split(separator: 10) {
        promise(JSONText.holdsOneValue(Array(line)), "a line of a report is no JSON")
      }
    }
  }

  private static func lines(_ bytes: [UInt8]) -> [UInt8] {
    bytes.indices.filter { bytes[$0] != 13 || $0 + 1 == bytes.count || bytes[$0 + 1] != 10 }.map { bytes[$0] }
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

/// Whether text has nothing in it that steers a terminal or turns the direction of text.
func isShown(_ bytes: [UInt8]) -> Bool {
  // Most of it is ASCII.
  if bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7f || $0 == 10 || $0 == 9 }) { return true }
  guard let text = String(validating: bytes, as: UTF8.self) else { return false }
  return isShown(text)
}

/// What stands around the first that has, for a person.
private func firstHidden(_ bytes: [UInt8]) -> String {
  let text = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
  guard let place = text.firstIndex(where: { $0 != "\n" && $0 != "\t" && !EscapedText.isShown($0) }) else { return "" }
  let around = text[max(0, place - 60)..<min(text.count, place + 20)]
  return "U+\(String(text[place].value, radix: 16)) in \(around.map { String($0) }.joined().debugDescription)"
}

func isShown(_ text: String) -> Bool {
  text.unicodeScalars.allSatisfy { $0 == "\n" || $0 == "\t" || EscapedText.isShown($0) }
}
