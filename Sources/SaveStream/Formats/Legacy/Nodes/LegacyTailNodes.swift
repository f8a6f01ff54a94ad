/// The nodes of a legacy tail.
enum LegacyTailNodes {
  /// The parts of the tail in a range of file offsets.
  static func list(
    _ range: Range<UInt64>, checkpoint: Int, vcpuCount: Int, _ header: LegacyHeader, _ reader: TreeReader
  ) -> NodeList {
    var tail = LegacyTailReader(
      window: ByteWindow(reader.capture), header: header, offset: range.lowerBound, checkpoint: checkpoint)
    try? tail.read(vcpuCount: vcpuCount)
    var parts = PartList(from: range.lowerBound, to: range.upperBound)
    for part in tail.tail.parts {
      parts.node(upTo: part.range.upperBound) { node(part.kind, $0, header, reader) }
    }
    return parts.list(reader)
  }

  private static func node(
    _ kind: LegacyTail.Kind, _ range: Range<UInt64>, _ header: LegacyHeader, _ reader: TreeReader
  ) -> TreeNode {
    let guestBits = header.guestWordBytes * 8
    switch kind {
    case .magicPFNs: return MagicPFNs.node(range: range)
    case .hvmContextLength:
      return TreeNode(
        "hvm-context-length", .field, offset: range.lowerBound, length: UInt64(range.count),
        value: range.count == 4 ? reader.number(at: range.lowerBound, bytes: 4).map { .number($0) } : nil,
        meaning: "bytes of the HVM context")
    case .hvmContext: return HVMContext.node(range: range)
    case .deviceModel: return DeviceModelRecord.node(range: range, form: header.framing.deviceModel)
    case .unmapped: return UnmappedList.node(range: range, toolstackBits: header.framing.wordBytes * 8)
    case .vcpu(let vcpu):
      return VcpuRecord.node(
        named: "vcpu[\(vcpu)]", vcpu: vcpu, range: range,
        shape: .init(
          guestBits: guestBits, hasExtendedContext: header.hasExtendedContext, hasXsave: header.xsaveBytes != nil))
    case .sharedInfo: return SharedInfo.node(range: range, guestBits: guestBits)
    }
  }
}
