/// The nodes of a record of a v2 or v3 stream.
enum RecordNodes {
  /// The name of a record's node: that of its type, with the vCPU where it is of one.
  static func name(_ head: RecordHead, _ reader: TreeReader) -> String {
    let type = MigrationRecordType(rawValue: head.type)
    guard let name = type.name else { return "record \(NumberText.hex(UInt64(head.type)))" }
    guard type.isOfVcpu, head.length >= 4 else { return name }
    let vcpu = reader.reading(reader.index.entryFormat.order).number(at: head.body.lowerBound, bytes: 4)
    return vcpu.map { "\(name)[\($0)]" } ?? name
  }

  /// A node for a record, of which `end` is where it, or what holds it, ends.
  static func node(_ head: RecordHead, named name: String, end: UInt64) -> TreeNode {
    let type = MigrationRecordType(rawValue: head.type)
    let end = min(max(head.offset, end), head.end)
    return TreeNode(
      name, .record, offset: head.offset, length: end - head.offset, meaning: meaning(type),
      finding: end < head.end ? .cutShort : type.name == nil ? .recordUnknown : nil
    ) { reader in
      let reader = reader.reading(reader.index.entryFormat.order)
      var parts = PartList(from: head.offset, to: end)
      addHead(named: type.name ?? "unknown", to: &parts, reader)
      let body = head.body.lowerBound..<max(head.body.lowerBound, min(head.body.upperBound, end))
      for node in RecordPayload.nodes(type, body, reader) { parts.node(upTo: node.end) { _ in node } }
      parts.node(upTo: body.upperBound) { .bytes(named: "rest", kind: .unknown, $0, reader) }
      parts.node(upTo: end) { padding($0) }
      return parts.list(reader)
    }
  }

  /// The type and length with which a record begins.
  static func addHead(named name: String, to parts: inout PartList, _ reader: TreeReader) {
    let type = reader.number(at: parts.position, bytes: 4)
    parts.node(upTo: parts.position + 4) { range in
      TreeNode(
        "type", .field, offset: range.lowerBound, length: UInt64(range.count), value: type.map { .named($0, name) },
        finding: type == nil ? .cutShort : nil)
    }
    parts.field("length", 4, "bytes that follow, without padding", reader)
  }

  /// The zeros up to a multiple of eight.
  static func padding(_ range: Range<UInt64>) -> TreeNode {
    TreeNode("padding", .padding, offset: range.lowerBound, length: UInt64(range.count))
  }

  private static func meaning(_ type: MigrationRecordType) -> String {
    switch type {
    case .pvInfo: "width of the guest's words and page tables"
    case .pvP2MFrames: "where the guest's own P2M table lies"
    case .vcpuBasic: "vcpu_guest_context"
    case .vcpuExtended: "xen_domctl_ext_vcpucontext"
    case .vcpuXSAVE: "extended processor state"
    case .vcpuMSRs: "model-specific registers"
    case .sharedInfo: "the page that the guest shares with Xen"
    case .tscInfo: "how the time stamp counter goes on"
    case .hvmContext: "state of vCPUs and emulated devices"
    case .hvmParams: "HVM parameters"
    case .verify: "pages that follow are compared, not applied"
    case .checkpoint: "end of the checkpoint's records of libxc"
    case .end: "end of the stream"
    case .staticDataEnd: "what cannot change has been sent"
    case .cpuidPolicy: "what CPUID tells the guest"
    case .msrPolicy: "what the guest reads from MSRs"
    case .dirtyPFNList: "pages that a COLO secondary changed"
    default: type.isOptional ? "optional" : ""
    }
  }
}
