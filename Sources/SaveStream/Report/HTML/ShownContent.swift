/// What of a capture may be shown to others: headers, heads of chunks and records, PFN arrays, and numbers of the
/// state. Contents of pages, whether as they are or as deltas, what is not understood and may be such, blobs and texts
/// of the guest are shown only where that was asked for.
struct ShownContent {
  let showsMemory: Bool

  /// Bytes of a text that are taken for a word of the format, such as a magic.
  private static let longestWord: UInt64 = 32
  /// Bytes of a chunk's or record's head.
  private static let headBytes: UInt64 = 8

  /// The range of file offsets, from `offset` on, of which all bytes are shown or none is, and which of the two.
  func stretch(at offset: UInt64, in tree: ChunkTree) -> (end: UInt64, isShown: Bool) {
    let path = tree.path(to: offset)
    guard let leaf = path.last else { return (offset &+ 1, false) }
    guard !showsMemory else { return (leaf.end, true) }
    guard !path.contains(where: Self.holdsMemory) else { return (leaf.end, false) }
    switch leaf.kind {
    case .field, .array, .entry, .entries, .padding: return (leaf.end, shows(valueOf: leaf))
    case .chunk, .record, .batch, .body, .header, .envelope:
      let head = leaf.offset &+ min(Self.headBytes, leaf.length)
      return offset < head ? (head, true) : (leaf.end, false)
    default: return (leaf.end, false)
    }
  }

  /// Whether the value of a node is shown.
  func shows(valueOf node: TreeNode) -> Bool {
    guard !showsMemory else { return true }
    guard !Self.holdsMemory(node) else { return false }
    return switch node.value {
    case .text, .bytes: node.length <= Self.longestWord
    default: true
    }
  }

  /// Whether the inside of a node is shown.
  func shows(insideOf node: TreeNode) -> Bool { showsMemory || !Self.holdsMemory(node) }

  /// Whether a node is, or may be, a piece of the guest's memory or of its registers' larger contents.
  private static func holdsMemory(_ node: TreeNode) -> Bool {
    switch node.kind {
    case .images, .image, .deltas, .delta, .marker, .unknown, .trailing: true
    default: node.name == "shared-info" || node.name == "xsave"
    }
  }
}
