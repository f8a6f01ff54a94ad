import Synchronization

@_spi(Measuring) @testable import SaveStream

/// Trees made by hand, that count how many of their nodes were made.
final class HandMadeTree: Sendable {
  private let counter = Atomic<Int>(0)

  /// Nodes made so far.
  var made: Int { counter.load(ordering: .relaxed) }

  /// A root with one node of `count` children of 16 bytes, and a leaf after it.
  func wide(_ count: Int) -> TreeNode {
    let length = UInt64(count) * 16
    return TreeNode("capture", .capture, offset: 0, length: length + 16) { _ in
      NodeList([
        TreeNode("wide", .batch, offset: 0, length: length) { _ in
          NodeList(count: count) { position in
            self.counter.add(1, ordering: .relaxed)
            return TreeNode(
              "entry \(position)", .entry, offset: UInt64(position) * 16, length: 16, value: .number(UInt64(position)))
          }
        },
        TreeNode("after", .field, offset: length, length: 16, value: .number(7)),
      ])
    }
  }

  /// A root below which every node has `width` children, `depth` levels deep.
  func deep(width: Int, depth: Int) -> TreeNode { node("capture", offset: 0, width, depth) }

  private func node(_ name: String, offset: UInt64, _ width: Int, _ depth: Int) -> TreeNode {
    counter.add(1, ordering: .relaxed)
    let length = (0..<depth).reduce(UInt64(1)) { length, _ in length * UInt64(width) }
    guard depth > 0 else { return TreeNode(name, .field, offset: offset, length: 1) }
    return TreeNode(name, .structure, offset: offset, length: length) { _ in
      NodeList(count: width) { position in
        self.node("\(position)", offset: offset + UInt64(position) * (length / UInt64(width)), width, depth - 1)
      }
    }
  }

  /// A root with leaves of these names and texts.
  func leaves(_ fields: [(name: String, value: FieldValue)]) -> TreeNode {
    TreeNode("capture", .capture, offset: 0, length: UInt64(fields.count) * 16) { _ in
      NodeList(
        fields.enumerated().map { position, field in
          TreeNode(field.name, .field, offset: UInt64(position) * 16, length: 16, value: field.value)
        })
    }
  }
}

/// An index of a capture that nothing is known of but its size.
func emptyIndex(size: Int, isFinished: Bool = true) -> IndexSnapshot {
  var index = IndexSnapshot()
  index.size = UInt64(size)
  index.bytesRead = UInt64(size)
  index.isFinished = isFinished
  return index
}
