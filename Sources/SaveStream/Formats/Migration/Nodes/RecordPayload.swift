/// What lies in the body of a record of a v2 or v3 stream.
enum RecordPayload {
  /// The nodes that tile the body, as far as they know what is in it. `reader` reads in the order of the stream.
  static func nodes(_ type: MigrationRecordType, _ body: Range<UInt64>, _ reader: TreeReader) -> [TreeNode] {
    guard !body.isEmpty else { return [] }
    if type.isOfVcpu { return vcpu(type, body, reader) }
    let length = UInt64(body.count)
    switch type {
    case .sharedInfo: return [SharedInfo.node(range: body, guestBits: guestBits(reader))]
    case .hvmContext: return [HVMContext.node(range: body)]
    default: return [.bytes(named: "bytes", body.lowerBound..<body.lowerBound + length, reader)]
    }
  }

  private static func guestBits(_ reader: TreeReader) -> Int { reader.index.stream?.guestBits ?? 64 }

  /// The number of a vCPU, and its state.
  private static func vcpu(_ type: MigrationRecordType, _ body: Range<UInt64>, _ reader: TreeReader) -> [TreeNode] {
    let head = Layout(
      "vcpu", byteCount: 8, [.init("vcpu_id", at: 0, .number(bytes: 4)), .init("reserved", at: 4, .number(bytes: 4))])
    let headLength = min(UInt64(body.count), 8)
    let nodes = head.nodes(at: body.lowerBound, available: headLength, reader)
    let state = body.lowerBound + headLength..<body.upperBound
    guard !state.isEmpty else { return nodes }
    switch type {
    case .vcpuBasic:
      return nodes + [
        .structure(
          VcpuContext.layout(guestBits: guestBits(reader)), named: "context", at: state.lowerBound,
          available: UInt64(state.count), meaning: "vcpu_guest_context", order: reader.order)
      ]
    case .vcpuExtended: return nodes + [ExtendedVcpuContext.node(range: state)]
    default: return nodes + [.bytes(named: "bytes", state, reader)]
    }
  }
}
