/// The bytes of a changed page, both sides beside each other.
extension DiffReport {
  private static let lineLength = 16

  /// The lines of sixteen bytes that differ: their place in the page, the first side, the second. The words that differ
  /// stand out where there are colours.
  func writeBytes(of page: ComparedPage) {
    guard let from = page.from, let to = page.to else { return }
    for start in stride(from: 0, to: pageSize, by: Self.lineLength) {
      let line = start..<start + Self.lineLength
      guard from[line] != to[line] else { continue }
      output.write("    ")
      output.write(hexDigits: UInt64(start), width: 3)
      writeWords(from, line, unlike: to)
      output.write("  ")
      writeWords(to, line, unlike: from)
      output.write("\n")
    }
  }

  private func writeWords(_ bytes: [UInt8], _ line: Range<Int>, unlike other: [UInt8]) {
    for word in stride(from: line.lowerBound, to: line.upperBound, by: wordSize) {
      let range = word..<word + wordSize
      let digits = FieldText.hex(Array(bytes[range]), limit: wordSize)
      output.write(text: " " + (bytes[range] == other[range] ? style.faint(digits) : digits))
    }
  }
}
