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

  /// What the pane's head says of it.
  var title: String {
    let since: String
    if let changed {
      let same = (0..<wordsPerPage).count { isSent(word: $0) && !changed[$0] }
      since =
        ": \(NumberText.counted(changed.count, "word")) changed"
        + (same > 0 ? ", \(NumberText.grouped(same)) sent as they were" : "")
    } else {
      since = ": not there before"
    }
    let remark = isSentAgain ? " (sent again behind this)" : isDoubtful ? " (doubtful)" : ""
    return "page \(NumberText.hex(pfn)) at checkpoint \(checkpoint)\(since)\(remark)"
  }
}

/// It is shown with its new words lit.
extension ResultingPage: LitPage {}

extension EffectReader {
  /// The page that the delta of a node results in; nil when it is not in memory at the end of its checkpoint.
  func resultingPage(of node: TreeNode) throws(CaptureError) -> ResultingPage? {
    guard let pfn = node.pfn, let checkpoint = index.checkpoint(holding: node.offset), let memory,
      let page = try memory.page(pfn: pfn, at: checkpoint), page.bytes.count == pageSize
    else { return nil }
    let before = checkpoint > 0 ? try memory.page(pfn: pfn, at: checkpoint - 1) : nil
    let ranges = node.deltaRanges
    return ResultingPage(
      pfn: pfn, checkpoint: checkpoint, bytes: page.bytes, runMap: try RunMap(capture: capture, ranges: ranges),
      changed: before.map { ChangedWords(page.bytes.span, $0.bytes.span) },
      isSentAgain: page.source.offset != ranges.first?.lowerBound, isDoubtful: page.doubt != nil)
  }
}
