/// Collects the children of a node from one end to the other, so that they tile it whatever was cut: a part that
/// reaches past the end is shortened, and what is left over becomes a node of its own.
package struct PartList {
  package private(set) var position: UInt64
  private let end: UInt64
  private var nodes: [TreeNode] = []
  private var unknownNames = SiblingNames()

  package init(from start: UInt64, to end: UInt64) {
    position = start
    self.end = max(start, end)
  }

  /// Adds a node that reaches from here to `limit`; nothing when no byte of it is there.
  package mutating func node(upTo limit: UInt64, _ make: (Range<UInt64>) -> TreeNode) {
    let stop = min(limit, end)
    guard stop > position else { return }
    nodes.append(make(position..<stop))
    position = stop
  }

  /// Adds a number of 1 to 8 bytes, in the reader's byte order.
  package mutating func field(
    _ name: String, _ bytes: Int, _ meaning: String = "", _ reader: TreeReader, isAddress: Bool = false
  ) {
    node(upTo: position + UInt64(bytes)) { range in
      let number = range.count == bytes ? reader.number(at: range.lowerBound, bytes: bytes) : nil
      return TreeNode(
        name, .field, offset: range.lowerBound, length: UInt64(range.count),
        value: number.map { isAddress ? .address($0, bytes: bytes) : .number($0) }, meaning: meaning,
        finding: number == nil ? .cutShort : nil)
    }
  }

  /// Adds bytes of which nothing is known, up to a file offset.
  package mutating func unknown(upTo limit: UInt64, _ finding: FindingRule? = nil, _ reader: TreeReader) {
    guard min(limit, end) > position else { return }
    let name = unknownNames.unique("unknown")
    node(upTo: limit) { range in
      var node = TreeNode.bytes(named: name, kind: .unknown, range, reader)
      node.finding = finding
      return node
    }
  }

  /// The parts, and a node for the bytes that none of them took.
  package mutating func list(_ reader: TreeReader) -> NodeList {
    unknown(upTo: end, nil, reader)
    return NodeList(nodes)
  }
}
