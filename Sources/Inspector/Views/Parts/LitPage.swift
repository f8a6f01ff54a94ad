import SaveStream

/// A page whose bytes are shown, with some of its words lit.
protocol LitPage: Sendable {
  /// 4096 bytes.
  var bytes: [UInt8] { get }
  /// What the pane's head says of it.
  var title: String { get }
  /// Whether a word is new: lit, with brackets around it.
  func isNew(word: Int) -> Bool
  /// Whether a word is worth a glance: lit a little.
  func isSent(word: Int) -> Bool
}
