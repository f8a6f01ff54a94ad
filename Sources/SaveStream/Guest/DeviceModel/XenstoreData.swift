/// Entries of xenstore that a device model needs: texts, each closed by a NUL, key and value in turn.
enum XenstoreData {
  /// The bytes that are looked at.
  static let maximumByteCount = 1 << 20
  /// The most bytes of a text that are shown.
  private static let maximumText = 4096

  /// The nodes that tile the entries: a structure for each pair, by its place, with `key` and `value`.
  static func nodes(range: Range<UInt64>, _ reader: TreeReader) -> [TreeNode] {
    let bytes = reader.bytes(at: range.lowerBound, count: min(range.count, maximumByteCount))
    var nodes: [TreeNode] = []
    var start = 0
    while let keyEnd = end(ofTextAt: start, in: bytes) {
      let valueEnd = end(ofTextAt: keyEnd, in: bytes) ?? keyEnd
      guard valueEnd > keyEnd else { break }
      nodes.append(pair("[\(nodes.count)]", at: range.lowerBound &+ UInt64(start), keyEnd - start, valueEnd - start))
      start = valueEnd
    }
    let rest = range.lowerBound &+ UInt64(start)
    if rest < range.upperBound {
      nodes.append(.bytes(named: "rest", kind: .unknown, rest..<range.upperBound, meaning: "no whole pair", reader))
    }
    return nodes
  }

  /// One past the NUL of the text that begins at a place; nil when there is none.
  private static func end(ofTextAt start: Int, in bytes: [UInt8]) -> Int? {
    bytes[start...].firstIndex(of: 0).map { $0 + 1 }
  }

  private static func pair(_ name: String, at offset: UInt64, _ keyLength: Int, _ length: Int) -> TreeNode {
    TreeNode(name, .structure, offset: offset, length: UInt64(length)) { reader in
      NodeList([
        text("key", at: offset, keyLength, reader),
        text("value", at: offset &+ UInt64(keyLength), length - keyLength, reader),
      ])
    }
  }

  private static func text(_ name: String, at offset: UInt64, _ length: Int, _ reader: TreeReader) -> TreeNode {
    let bytes = reader.bytes(at: offset, count: min(length, maximumText)).prefix { $0 != 0 }
    return TreeNode(name, .text, offset: offset, length: UInt64(length), value: .text(CaptureText(bytes)))
  }
}
