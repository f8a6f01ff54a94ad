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
    guard let scan = try? scan(reader.capture, in: range, checkpoint: nil, reader.order) else {
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
        .hvmDescriptor, named: "descriptor", at: record.offset, available: HVMRecord.descriptorByteCount,
        order: reader.order)
      guard bodyLength > 0 else { return NodeList([descriptor]) }
      guard let type = HVMRecordType.type(record.typecode) else {
        return NodeList([descriptor, .bytes(named: "body", kind: .unknown, record.body, reader)])
      }
      return NodeList([descriptor] + fields(record, type, reader))
    }
  }

  /// The nodes that tile the body of a record.
  private static func fields(_ record: HVMRecord, _ type: HVMRecordType, _ reader: TreeReader) -> [TreeNode] {
    let body = record.body
    switch record.typecode {
    case HVMRecordType.xsaveTypecode:
      let stated = max(UInt64(record.statedLength), UInt64(body.count))
      return XsaveArea.nodes(body, head: .hvmXsaveHead, byteCount: stated, reader)
    case HVMRecordType.msrTypecode:
      let head = min(UInt64(body.count), UInt64(Layout.hvmMSRs.byteCount))
      let nodes = Layout.hvmMSRs.nodes(at: body.lowerBound, available: head, reader)
      let list = body.lowerBound + head..<body.upperBound
      guard !list.isEmpty else { return nodes }
      return nodes
        + [
          TreeNode("msrs", .array, offset: list.lowerBound, length: UInt64(list.count)) { reader in
            NodeList(MSRList.nodes(range: list, reader))
          }
        ]
    default:
      return type.layout(length: max(UInt64(body.count), UInt64(record.statedLength)))
        .nodes(at: body.lowerBound, available: UInt64(body.count), reader)
    }
  }
}
