/// Images of a row that stand one right behind the other and of which the same is known, where not all of the row do: bytes
/// were lost among them, or came in between, or their entries are out of order. Stretches end with one of no image.
///
/// ```
/// array | image | image | im   age | image | image | next chunk
///         in step                    put back in step from the other end
/// ```
struct ImageStretch: BitwiseCopyable, Sendable {
  /// What is known of the images.
  enum Kind: UInt8, BitwiseCopyable, Sendable {
    /// They are where they are said to be.
    case placed
    /// The damage may lie before or behind them: they may be out of step.
    case doubtful
    /// The damage lies in them.
    case damaged
    /// Behind the last image of the row.
    case end
    /// The PFN of their entry is out of order: they may be of another page.
    case unordered
  }

  /// The first image, by its place among all contents of the capture.
  let firstContent: UInt64
  /// The file offset of its first byte.
  let offset: UInt64
  let kind: Kind
}
