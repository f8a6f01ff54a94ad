/// Makes up page deltas of about 600 bytes on average, the same on every run.
///
/// Of a hundred pages one is sent whole, five are unchanged, and the others have some runs of changed words, long
/// ones and many short ones, as a busy guest leaves them.
struct DeltaSource {
  private var random = RandomNumbers(seed: 2)
  private let literals: [UInt8]

  init() {
    var random = random
    literals = (0..<1 << 16).flatMap { _ in withUnsafeBytes(of: random.next()) { Array($0) } }
    self.random = random
  }

  /// Appends the delta of one page.
  mutating func appendPage(to chunk: inout [UInt8]) {
    switch random.below(100) {
    case 0:
      chunk.append(0x80)
      appendLiterals(4096, to: &chunk)
    case 1...5:
      chunk.append(0)
    default:
      appendMarkers(to: &chunk)
    }
  }

  private mutating func appendMarkers(to chunk: inout [UInt8]) {
    let runs = 1 + random.below(13)
    var word = 0
    for run in 0..<runs {
      let room = min(2 * (1024 - word) / (runs - run) - 34, 1024 - word)
      let gap = room > 0 ? random.below(room) : 0
      appendSkip(gap, to: &chunk)
      word += gap
      let length = random.below(8) == 0 ? 1 + random.below(120) : 1 + random.below(28)
      let words = min(length, 1024 - word)
      chunk.append(UInt8(words))
      appendLiterals(words * 4, to: &chunk)
      word += words
      if word == 1024 { return }
    }
    appendSkip(1024 - word, to: &chunk)
  }

  private func appendSkip(_ words: Int, to chunk: inout [UInt8]) {
    var left = words
    while left > 0 {
      chunk.append(0x80 | UInt8(min(left, 127)))
      left -= min(left, 127)
    }
  }

  private mutating func appendLiterals(_ count: Int, to chunk: inout [UInt8]) {
    let start = random.below(literals.count - count)
    chunk.append(contentsOf: literals[start..<start + count])
  }
}
