/// Payloads of COMPRESSED_DATA chunks made up for measuring: page deltas of about 600 bytes on average.
///
/// Of a hundred pages one is sent whole, five are unchanged, and the others have some runs of changed words, long
/// ones and many short ones, as a busy guest leaves them.
struct CompressedData {
  /// Each ends where a page delta ends, as a sender's chunks do.
  let chunks: [[UInt8]]
  let pageCount: Int

  var byteCount: Int { chunks.reduce(0) { $0 + $1.count } }

  /// At least `byteCount` bytes in chunks of about 16 MiB, a sender's limit.
  init(byteCount: Int) {
    var random = RandomNumbers(seed: 2)
    let literals = (0..<1 << 16).flatMap { _ in
      withUnsafeBytes(of: random.next()) { Array($0) }
    }
    var chunks: [[UInt8]] = []
    var pageCount = 0
    var total = 0
    while total < byteCount {
      var chunk: [UInt8] = []
      chunk.reserveCapacity(16 << 20)
      while chunk.count < (16 << 20) - 4200, total + chunk.count < byteCount {
        Self.append(to: &chunk, literals: literals, &random)
        pageCount += 1
      }
      total += chunk.count
      chunks.append(chunk)
    }
    self.chunks = chunks
    self.pageCount = pageCount
  }

  private static func append(to chunk: inout [UInt8], literals: [UInt8], _ random: inout RandomNumbers) {
    switch random.below(100) {
    case 0:
      chunk.append(0x80)
      appendLiterals(4096, to: &chunk, literals, &random)
    case 1...5:
      chunk.append(0)
    default:
      appendDelta(to: &chunk, literals, &random)
    }
  }

  private static func appendDelta(to chunk: inout [UInt8], _ literals: [UInt8], _ random: inout RandomNumbers) {
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
      appendLiterals(words * 4, to: &chunk, literals, &random)
      word += words
      if word == 1024 { return }
    }
    appendSkip(1024 - word, to: &chunk)
  }

  private static func appendSkip(_ words: Int, to chunk: inout [UInt8]) {
    var left = words
    while left > 0 {
      chunk.append(0x80 | UInt8(min(left, 127)))
      left -= min(left, 127)
    }
  }

  private static func appendLiterals(
    _ count: Int, to chunk: inout [UInt8], _ literals: [UInt8], _ random: inout RandomNumbers
  ) {
    let start = random.below(literals.count - count)
    chunk.append(contentsOf: literals[start..<start + count])
  }
}
