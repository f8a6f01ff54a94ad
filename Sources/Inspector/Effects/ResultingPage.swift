import SaveStream

/// A page as it was at the end of the checkpoint that sent a delta for it.
public struct ResultingPage: Sendable {
  let pfn: UInt64
  let checkpoint: Int
  /// 4096 bytes.
  let bytes: [UInt8]
  /// What the delta does to each word.
  let runMap: RunMap
  /// Which words differ from the end of the checkpoint before; nil where the page was not there then.
  let changed: ChangedWords?
  /// Whether the checkpoint sent the page once more behind this delta.
  let isSentAgain: Bool
  /// Whether something speaks against the bytes.
  let isDoubtful: Bool

  /// Whether a word is new: changed, or carried by the delta where there is nothing to compare it with.
  func isNew(word: Int) -> Bool {
    changed.map { $0[word] } ?? isSent(word: word)
  }

  /// Whether the delta carries a word.
  func isSent(word: Int) -> Bool { runMap.effect(on: word..<word + 1) == .sent }
}
