/// What lies in the body of a record of a v2 or v3 stream.
enum RecordPayload {
  /// The nodes that tile the body, as far as they know what is in it. `reader` reads in the order of the stream.
  static func nodes(_ type: MigrationRecordType, _ body: Range<UInt64>, _ reader: TreeReader) -> [TreeNode] {
    guard !body.isEmpty else { return [] }
    if type.isOfVcpu { return vcpu(type, body, reader) }
    let length = body.upperBound - body.lowerBound
    switch type {
    case .pvInfo: return PVInfo.layout.nodes(at: body.lowerBound, available: length, reader)
    case .pvP2MFrames: return P2MFrames.nodes(range: body, guestBits: reader.index.stream?.guestBits, reader)
    case .sharedInfo: return [SharedInfo.node(range: body, guestBits: guestBits(reader))]
    case .tscInfo: return TSCInfo.migration.nodes(at: body.lowerBound, available: length, reader)
    case .hvmContext: return [HVMContext.node(range: body)]
    case .hvmParams: return HVMParameters.nodes(range: body, reader)
    case .cpuidPolicy: return CPUIDPolicy.nodes(range: body, reader)
    case .msrPolicy: return MSRPolicy.nodes(range: body, reader)
    default: return [.bytes(named: "bytes", body, reader)]
    }
  }

  private static func guestBits(_ reader: TreeReader) -> Int { reader.index.stream?.guestBits ?? 64 }

  /// The number of a vCPU, and its state.
  private static func vcpu(_ type: MigrationRecordType, _ body: Range<UInt64>, _ reader: TreeReader) -> [TreeNode] {
    let headLength = min(body.upperBound - body.lowerBound, UInt64(head.byteCount))
    let nodes = head.nodes(at: body.lowerBound, available: headLength, reader)
    let state = body.lowerBound + headLength..<body.upperBound
    guard !state.isEmpty else { return nodes }
    switch type {
    case .vcpuBasic:
      let vcpu = reader.number(at: body.lowerBound, bytes: 4) ?? 0
      return nodes + [VcpuContext.node(range: state, guestBits: guestBits(reader), vcpu: Int(vcpu))]
    case .vcpuExtended: return nodes + [ExtendedVcpuContext.node(range: state)]
    case .vcpuXSAVE: return nodes + [XsaveArea.migrationNode(range: state)]
    case .vcpuMSRs: return nodes + MSRList.nodes(range: state, reader)
    default: return nodes + [.bytes(named: "bytes", state, reader)]
    }
  }

  private static let head = Layout(
    "vcpu", byteCount: 8,
    [.init("vcpu_id", at: 0, .number(bytes: 4)), .init("reserved", at: 4, .number(bytes: 4))])
}
