extension TreeNode {
  /// A structure at a file offset, of which the capture (or the record around it) holds `available` bytes.
  ///
  /// The children tile it: fields, `padding@N` where N is the hole's offset in the structure, and after the last field
  /// what `layout.rest` calls the bytes beyond the layout. A structure that is cut shows the fields there are; the last
  /// one has no value when it is cut itself.
  /// - Parameter order: of its numbers; nil for that of whoever looks inside.
  package static func structure(
    _ layout: Layout, named name: String, kind: NodeKind = .structure, at offset: UInt64, available: UInt64,
    meaning: String = "", order: ByteOrder? = nil
  ) -> TreeNode {
    TreeNode(name, kind, offset: offset, length: available, meaning: meaning) { reader in
      NodeList(layout.nodes(at: offset, available: available, reader.reading(order ?? reader.order)))
    }
  }

  /// An array that fills `available` bytes from a file offset: elements named `[0]`, `[1]`…, the last one perhaps cut.
  /// Elements are made when they are asked for, so that millions of them cost nothing.
  package static func array(
    of element: FieldType, named name: String, at offset: UInt64, available: UInt64, meaning: String = "",
    order: ByteOrder? = nil
  ) -> TreeNode {
    TreeNode(name, .array, offset: offset, length: available, meaning: meaning) { reader in
      element.elements(at: offset, available: available, reader.reading(order ?? reader.order))
    }
  }

  /// A leaf that is shown as the first of its bytes.
  package static func bytes(
    named name: String, kind: NodeKind = .bytes, _ range: Range<UInt64>, meaning: String = "", _ reader: TreeReader
  ) -> TreeNode {
    let length = range.upperBound - range.lowerBound
    let shown = reader.bytes(at: range.lowerBound, count: Int(min(length, UInt64(FieldType.shownBytes))))
    return TreeNode(name, kind, offset: range.lowerBound, length: length, value: .bytes(shown), meaning: meaning)
  }
}

extension Layout {
  /// The most bytes that are read at once to show the fields of a structure.
  static let largestRead: UInt64 = 8192

  /// The nodes that tile the `available` bytes of this structure. Reads the capture once.
  func nodes(at offset: UInt64, available: UInt64, _ reader: TreeReader) -> [TreeNode] {
    let shown = min(available, UInt64(byteCount) + UInt64(FieldType.shownBytes), Self.largestRead)
    let bytes = reader.bytes(at: offset, count: Int(shown))
    return pieces(available: available).map { piece in
      let start = offset &+ piece.offset
      let slice = bytes.dropFirst(Int(min(piece.offset, Self.largestRead))).prefix(Int(clamping: piece.length))
      switch piece.content {
      case .padding:
        return TreeNode(piece.name, .padding, offset: start, length: piece.length)
      case .field(let type):
        return type.node(piece.name, at: start, length: piece.length, meaning: piece.meaning, slice, reader)
      case .rest:
        if let element = rest.element {
          return .array(
            of: element, named: piece.name, at: start, available: piece.length, meaning: piece.meaning,
            order: reader.order)
        }
        return TreeNode(
          piece.name, .bytes, offset: start, length: piece.length,
          value: .bytes(Array(slice.prefix(FieldType.shownBytes))), meaning: piece.meaning)
      }
    }
  }
}

extension FieldType {
  /// A node for one field, of which `length` bytes are there and `bytes` have been read.
  fileprivate func node(
    _ name: String, at offset: UInt64, length: UInt64, meaning: String, _ bytes: ArraySlice<UInt8>,
    _ reader: TreeReader
  ) -> TreeNode {
    switch self {
    case .structure(let layout):
      return .structure(layout, named: name, at: offset, available: length, meaning: meaning, order: reader.order)
    case .array(let element, _):
      return .array(of: element, named: name, at: offset, available: length, meaning: meaning, order: reader.order)
    default:
      let isCut = length < UInt64(byteCount) && offset &+ length >= reader.index.size
      var node = TreeNode(
        name, leafKind, offset: offset, length: length, value: value(of: bytes, reader.order), meaning: meaning,
        finding: isCut ? .cutShort : nil)
      node.pfn = pfn(of: node.value)
      return node
    }
  }

  /// Elements of this type that fill `available` bytes.
  fileprivate func elements(at offset: UInt64, available: UInt64, _ reader: TreeReader) -> NodeList {
    let stride = UInt64(max(byteCount, 1))
    let count = Int(clamping: available / stride + (available % stride == 0 ? 0 : 1))
    let isSmall = available <= Layout.largestRead
    let all = isSmall ? reader.bytes(at: offset, count: Int(available)) : []
    return NodeList(
      count: count, find: { $0 < offset ? -1 : Int(clamping: ($0 - offset) / stride) },
      { index in
        let position = UInt64(index) * stride
        let length = min(stride, available - position)
        let start = offset &+ position
        let bytes =
          isSmall
          ? all.dropFirst(Int(position)).prefix(Int(length))
          : reader.bytes(at: start, count: Int(min(length, leafBytes)))[...]
        return node("[\(index)]", at: start, length: length, meaning: "", bytes, reader)
      })
  }

  /// The bytes that have to be read to show a value of this type.
  private var leafBytes: UInt64 {
    switch self {
    case .structure, .array: 0
    case .bytes: UInt64(Self.shownBytes)
    default: UInt64(byteCount)
    }
  }

  private var leafKind: NodeKind {
    switch self {
    case .text: .text
    case .bytes: .bytes
    default: .field
    }
  }
}
