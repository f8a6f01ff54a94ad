/// JSON as a tree of fields: an object or an array is a node, each member or element in it another, named by its key or
/// place. What stands between them is padding.
enum JSONText {
  /// The bytes that are looked at; those behind them are one text.
  static let maximumByteCount = 1 << 20
  /// How deep values are told apart; what lies deeper is a text.
  static let maximumDepth = 64
  /// Members of an object that are told apart.
  static let maximumMembers = 1 << 16
  /// Bytes of a text that are shown.
  private static let maximumText = 1 << 14

  /// A node for the text in a range of file offsets that the capture holds.
  static func node(named name: String, range: Range<UInt64>) -> TreeNode {
    TreeNode(name, .structure, offset: range.lowerBound, length: UInt64(range.count)) { reader in
      let bytes = reader.bytes(at: range.lowerBound, count: min(range.count, maximumByteCount))
      var cursor = JSONCursor(bytes)
      cursor.skipBlanks()
      var list = JSONParts(range, depth: 0)
      var isWhole = true
      if let value = cursor.value() {
        if value.kind == .object || value.kind == .array {
          isWhole = list.addMembers(of: value, in: bytes)
        } else {
          list.add("value", from: value.range.lowerBound, value, in: bytes)
        }
        cursor.skipBlanks()
      }
      if isWhole, cursor.isAtEnd { list.addPadding(upTo: bytes.count) }
      return list.nodes(reader)
    }
  }

  /// The value of a text or a word.
  static func value(_ value: JSONCursor.Value, in bytes: [UInt8]) -> FieldValue {
    let slice = bytes[value.range]
    guard value.kind == .word else {
      return .text(
        CaptureText(
          value.kind == .string ? JSONString.bytes(of: slice, limit: maximumText) : Array(slice.prefix(maximumText))))
    }
    let word = String(decoding: slice.prefix(24), as: UTF8.self)
    if let number = UInt64(word) { return .number(number) }
    if let number = Int64(word) { return .signed(number) }
    return .text(CaptureText(slice.prefix(maximumText)))
  }

  /// A key as the name of a node.
  static func name(of key: ArraySlice<UInt8>) -> String {
    let text = EscapedText.of(JSONString.bytes(of: key, limit: longestName), unicode: false)
    return text.isEmpty ? "\"\"" : String(text.map { $0 == "/" ? ":" : $0 })
  }

  /// Bytes of a key that are in a name.
  private static let longestName = 64
}

/// The nodes inside an object or array in the making.
struct JSONParts {
  private let range: Range<UInt64>
  private let depth: Int
  private var nodes: [TreeNode] = []
  private var names = SiblingNames()
  /// Bytes of the range that have a node.
  private var position = 0

  /// - Parameters:
  ///   - range: file offsets of the node whose children these are.
  ///   - depth: the objects and arrays that it lies in.
  init(_ range: Range<UInt64>, depth: Int) {
    self.range = range
    self.depth = depth
  }

  /// Adds the members of an object or the elements of an array, up to what is no JSON.
  /// - Parameter bytes: of the range, from its first byte on.
  /// - Returns: whether all of it is JSON, as far as it is there.
  @discardableResult
  mutating func addMembers(of container: JSONCursor.Value, in bytes: [UInt8]) -> Bool {
    var cursor = JSONCursor(bytes, at: container.range.lowerBound + 1)
    var count = 0
    while count < JSONText.maximumMembers {
      cursor.skipBlanks()
      if cursor.isAtEnd || cursor.skip(container.kind == .object ? "}" : "]") {
        addPadding(upTo: cursor.position)
        return true
      }
      if count > 0 {
        guard cursor.skip(",") else { return false }
        cursor.skipBlanks()
      }
      let start = cursor.position
      var name = "[\(count)]"
      if container.kind == .object {
        guard let key = cursor.key() else { return false }
        name = names.unique(JSONText.name(of: bytes[key]))
      }
      guard let value = cursor.value() else { return false }
      add(name, from: start, value, in: bytes)
      count += 1
    }
    return false
  }

  /// Adds a node from the first byte of a key, or of the value itself, to the end of the value.
  mutating func add(_ name: String, from start: Int, _ value: JSONCursor.Value, in bytes: [UInt8]) {
    addPadding(upTo: start)
    let offset = range.lowerBound &+ UInt64(start)
    let length = UInt64(value.range.upperBound - start)
    position = value.range.upperBound
    guard value.kind == .object || value.kind == .array, depth < JSONText.maximumDepth else {
      let kind: NodeKind = value.kind == .word ? .field : .text
      nodes.append(TreeNode(name, kind, offset: offset, length: length, value: JSONText.value(value, in: bytes)))
      return
    }
    let isObject = value.kind == .object
    let inner = JSONCursor.Value(kind: value.kind, range: value.range.lowerBound - start..<Int(length))
    nodes.append(
      TreeNode(name, isObject ? .structure : .array, offset: offset, length: length) { [depth] reader in
        var list = JSONParts(offset..<offset + length, depth: depth + 1)
        list.addMembers(of: inner, in: reader.bytes(at: offset, count: Int(length)))
        return list.nodes(reader)
      })
  }

  /// Adds the punctuation and blanks up to a place.
  mutating func addPadding(upTo end: Int) {
    guard end > position else { return }
    nodes.append(
      TreeNode(
        names.unique("padding@\(position)"), .padding, offset: range.lowerBound &+ UInt64(position),
        length: UInt64(end - position)))
    position = end
  }

  /// The nodes, and one for what was not told apart.
  mutating func nodes(_ reader: TreeReader) -> NodeList {
    let start = range.lowerBound &+ UInt64(position)
    guard start < range.upperBound else { return NodeList(nodes) }
    let bytes = reader.bytes(at: start, count: Int(min(range.upperBound - start, 4096)))
    return NodeList(
      nodes + [
        TreeNode(
          names.unique("rest"), .text, offset: start, length: range.upperBound - start, value: .text(CaptureText(bytes))
        )
      ])
  }
}
