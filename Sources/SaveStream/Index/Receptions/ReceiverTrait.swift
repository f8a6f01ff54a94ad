/// Something in a stream that is no fault, and that only some receivers take: a chunk that came with a release, a
/// version.
package struct ReceiverTrait: Sendable {
  /// The file offset of the bytes that show it.
  package let offset: UInt64
  /// The checkpoint it belongs to; nil for the header and for what lies around the stream.
  package let checkpoint: Int?
  /// What it is: `a chunk TOOLSTACK`.
  package let words: String
  /// What those receivers do that mind it; where several speak of one, the first does.
  package let receptions: [Reception]

  init(_ words: String, at offset: UInt64, checkpoint: Int? = nil, _ receptions: [Reception]) {
    self.words = words
    self.offset = offset
    self.checkpoint = checkpoint
    self.receptions = receptions
  }
}
