/// The bytes of a page on two sides, beside each other: the lines of sixteen bytes that differ.
struct ComparedBytesText {
  let style: TextStyle
  let output: ReportOutput

  private static let lineLength = 16

  /// Each line has its place in the page, the first side, and the second. The words that differ stand out where there
  /// are colours.
  func write(_ page: ComparedPage) {
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
      let digits = FieldText.hex(bytes[range])
      output.write(text: " " + (bytes[range] == other[range] ? style.faint(digits) : digits))
    }
  }
}
