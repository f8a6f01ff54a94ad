/// The nodes of a legacy checkpoint: its body and its tail.
enum CheckpointNodes {
  /// A node for a checkpoint, by its number.
  static func node(_ checkpoint: Int, _ row: CheckpointRow, _ header: LegacyHeader) -> TreeNode {
    TreeNode(
      "checkpoint[\(checkpoint)]", .checkpoint, offset: row.offset, length: row.length,
      meaning: meaning(checkpoint, row), finding: row.isComplete ? nil : .cutShort
    ) { reader in
      var parts = PartList(from: row.offset, to: row.end)
      parts.node(upTo: row.bodyEnd ?? row.end) { range in
        TreeNode("body", .body, offset: range.lowerBound, length: range.upperBound - range.lowerBound) { reader in
          LegacyBodyNodes(checkpoint: checkpoint, range: range, header: header, reader: reader).list()
        }
      }
      parts.node(upTo: row.end) { range in
        TreeNode("tail", .tail, offset: range.lowerBound, length: range.upperBound - range.lowerBound) { reader in
          LegacyTailNodes.list(range, checkpoint: checkpoint, vcpuCount: Int(row.detail), header, reader)
        }
      }
      return parts.list(reader)
    }
  }

  private static func meaning(_ checkpoint: Int, _ row: CheckpointRow) -> String {
    if !row.isComplete { return "incomplete" }
    if !row.deltasDecode { return "its deltas do not decode" }
    return checkpoint == 0 ? "the first full image" : ""
  }
}
