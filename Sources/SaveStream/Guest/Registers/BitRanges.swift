/// The bits that are set in a word, as ranges of what they stand for.
enum BitRanges {
  /// In words: `vCPUs 0, 2-5`; `no vCPU` when none is set.
  /// - Parameters:
  ///   - first: what bit 0 stands for.
  ///   - noun: what is counted; its plural has an `s`.
  static func words(_ word: UInt64, from first: Int, _ noun: String) -> String {
    var ranges: [String] = []
    var bit = 0
    while bit < 64 {
      let run = (~(word >> UInt64(bit))).trailingZeroBitCount
      if run > 0 {
        let from = first &+ bit
        ranges.append(run == 1 ? "\(from)" : "\(from)-\(from &+ min(run, 64 - bit) &- 1)")
      }
      bit += run + 1
    }
    guard !ranges.isEmpty else { return "no " + noun }
    let isOne = word.nonzeroBitCount == 1
    return noun + (isOne ? " " : "s ") + ranges.joined(separator: ", ")
  }
}
