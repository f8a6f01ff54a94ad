/// The text form of page rows: columns of fixed width, so that rows can be written before the widest is known. A
/// number too wide for its column moves the rest of its row to the right.
extension PageReport {
  private struct Column {
    let heading: StaticString
    let width: Int
    let isNumber: Bool
  }

  private static let layout = [
    Column(heading: "ckpt", width: 5, isNumber: true), Column(heading: "iter", width: 4, isNumber: true),
    Column(heading: "batch", width: 7, isNumber: true), Column(heading: "index", width: 5, isNumber: true),
    Column(heading: "pfn", width: 11, isNumber: true), Column(heading: "type", width: 9, isNumber: false),
    Column(heading: "encoding", width: 8, isNumber: false), Column(heading: "offset", width: 14, isNumber: true),
    Column(heading: "length", width: 6, isNumber: true), Column(heading: "runs", width: 4, isNumber: true),
    Column(heading: "skips", width: 5, isNumber: true), Column(heading: "changed", width: 7, isNumber: true),
  ]

  func writeTextHeading() {
    for (position, column) in Self.layout.enumerated() {
      let padding = max(0, column.width - column.heading.utf8CodeUnitCount)
      if column.isNumber { output.write(byte: Self.space, times: padding) }
      output.write(column.heading)
      if position == Self.layout.count - 1 { break }
      if !column.isNumber { output.write(byte: Self.space, times: padding) }
      output.write(byte: Self.space)
    }
    output.write("\n")
  }

  func writeText(_ row: PageRow) {
    number(UInt64(row.checkpoint), 0)
    number(UInt64(row.iteration), 1)
    number(UInt64(row.batch), 2)
    number(UInt64(row.index), 3)
    hex(row.pfn, 4)
    word(row.type.word, 5)
    // The row ends behind its last cell, without blanks.
    guard let offset = row.offset, let length = row.length else {
      output.write(row.encoding.word)
      return output.write("\n")
    }
    word(row.encoding.word, 6)
    hex(offset, 7)
    guard let delta = row.delta else {
      number(length, 8, isLast: true)
      return output.write("\n")
    }
    number(length, 8)
    number(UInt64(delta.runs), 9)
    number(UInt64(delta.skips), 10)
    number(UInt64(delta.literalWords), 11, isLast: true)
    output.write("\n")
  }

  private static let space = UInt8(ascii: " ")

  private func number(_ number: UInt64, _ column: Int, isLast: Bool = false) {
    var digits = 1
    var rest = number / 10
    while rest > 0 {
      digits += 1
      rest /= 10
    }
    output.write(byte: Self.space, times: Self.layout[column].width - digits)
    output.write(number: number)
    if !isLast { output.write(byte: Self.space) }
  }

  private func hex(_ number: UInt64, _ column: Int) {
    let digits = max(1, (67 - number.leadingZeroBitCount) / 4)
    output.write(byte: Self.space, times: Self.layout[column].width - 2 - digits)
    output.write(hex: number)
    output.write(byte: Self.space)
  }

  private func word(_ word: StaticString, _ column: Int) {
    output.write(word)
    output.write(byte: Self.space, times: Self.layout[column].width - word.utf8CodeUnitCount)
    output.write(byte: Self.space)
  }
}
