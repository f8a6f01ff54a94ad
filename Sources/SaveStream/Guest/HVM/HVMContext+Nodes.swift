extension HVMContext {
  /// A node for the HVM context in a range of file offsets that the capture holds: a child for each record, named by
  /// type and instance (`CPU[0]`), then the bytes after END.
  static func node(named name: String = "hvm-context", range: Range<UInt64>) -> TreeNode {
    TreeNode(
      name, .structure, offset: range.lowerBound, length: range.upperBound - range.lowerBound,
      meaning: "state of vCPUs and emulated devices"
    ) { reader in
      NodeList(records(in: range, reader))
    }
  }

  /// The nodes that tile a context.
  private static func records(in range: Range<UInt64>, _ reader: TreeReader) -> [TreeNode] {
    guard let scan = try? scan(reader.capture, in: range, checkpoint: nil) else {
      return [.bytes(named: "unread", kind: .unknown, range, reader)]
    }
    var names = SiblingNames()
    var nodes = scan.records.map { record in
      node(record, named: names.unique("\(record.name ?? "type-\(record.typecode)")[\(record.instance)]"))
    }
    if scan.end < range.upperBound {
      nodes.append(
        .bytes(
          named: "rest", kind: scan.isTerminated ? .bytes : .unknown, scan.end..<range.upperBound,
          meaning: scan.isTerminated ? "after END, ignored by receivers" : "no whole record", reader))
    }
    return nodes
  }

  private static func node(_ record: HVMRecord, named name: String) -> TreeNode {
    let length = record.body.upperBound - record.offset
    let bodyLength = record.body.upperBound - record.body.lowerBound
    let rule: FindingRule? = record.name == nil ? .hvmContextUnknownRecord : nil
    return TreeNode(name, .record, offset: record.offset, length: length, finding: rule) { reader in
      let descriptor = TreeNode.structure(
        .hvmDescriptor, named: "descriptor", at: record.offset, available: HVMRecord.descriptorByteCount)
      guard bodyLength > 0 else { return NodeList([descriptor]) }
      guard let type = HVMRecordType.type(record.typecode) else {
        return NodeList([descriptor, .bytes(named: "body", kind: .unknown, record.body, reader)])
      }
      let layout = type.layout(length: max(bodyLength, UInt64(record.statedLength)))
      let fields = layout.nodes(at: record.body.lowerBound, available: bodyLength, reader)
      return NodeList([descriptor] + fields)
    }
  }
}
