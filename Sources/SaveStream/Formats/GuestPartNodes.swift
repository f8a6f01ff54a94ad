/// What a stream holds of its guest beside the pages, as nodes that are named alike whatever the format: for comparing
/// streams of two formats, whose own trees have other shapes.
///
/// What only one format has, such as the limits of a P2M table in other words or the head of a record, is left out. So
/// is the state of a device model where the other stream has none: it is of the layer around it, which a stream that
/// was converted alone has lost.
enum GuestPartNodes {
  /// The nodes of both sides.
  static func lists(
    _ first: [GuestPart], _ reader: TreeReader, _ second: [GuestPart], _ otherReader: TreeReader
  ) -> ([TreeNode], [TreeNode]) {
    let have = [first, second].allSatisfy { $0.contains { $0.kind == .deviceModel } }
    func kept(_ parts: [GuestPart]) -> [GuestPart] { parts.filter { have || $0.kind != .deviceModel } }
    return (list(kept(first), reader), list(kept(second), otherReader))
  }

  /// The nodes, in an order that all formats share: those of vCPUs first, each with its parts.
  private static func list(_ parts: [GuestPart], _ reader: TreeReader) -> [TreeNode] {
    let guestBits = reader.index.stream?.guestBits ?? 64
    var vcpus: [Int: [TreeNode]] = [:]
    var others: [TreeNode] = []
    var parameters: [(number: UInt64, value: Range<UInt64>)] = []
    for part in parts {
      switch part.kind {
      case .vcpuContext(let vcpu, let bits):
        vcpus[vcpu, default: []].append(
          VcpuContext.node(range: part.range, guestBits: bits, vcpu: vcpu))
      case .vcpuExtended(let vcpu): vcpus[vcpu, default: []].append(ExtendedVcpuContext.node(range: part.range))
      case .vcpuXSAVE(let vcpu):
        vcpus[vcpu, default: []].append(XsaveArea.migrationNode(range: part.range))
      case .vcpuMSRs(let vcpu): vcpus[vcpu, default: []].append(msrs(part.range))
      case .sharedInfo: others.append(SharedInfo.node(range: part.range, guestBits: guestBits))
      case .hvmContext: others.append(HVMContext.node(range: part.range))
      case .hvmParameter(let number): parameters.append((number, part.range))
      case .hvmParameters: parameters += (try? HVMParameters.pairs(part.range, reader.capture, reader.order)) ?? []
      case .tsc: others += tsc(part.range, reader)
      case .deviceModel: others.append(QEMUState.node(named: "device-model", range: part.range))
      case .cpuidPolicy, .msrPolicy, .frameList, .unmappedPFNs, .xenstore, .toolstack: break
      }
    }
    return vcpus.sorted { $0.key < $1.key }.map { vcpu($0.key, $0.value) } + parameterNodes(parameters, reader) + others
  }

  private static func vcpu(_ number: Int, _ parts: [TreeNode]) -> TreeNode {
    group("vcpu[\(number)]", .structure, parts)
  }

  private static func group(_ name: String, _ kind: NodeKind, _ nodes: [TreeNode]) -> TreeNode {
    let start = nodes.map(\.offset).min() ?? 0
    let end = nodes.map(\.end).max() ?? start
    return TreeNode(name, kind, offset: start, length: end - start) { _ in NodeList(nodes) }
  }

  private static func msrs(_ range: Range<UInt64>) -> TreeNode {
    TreeNode("msrs", .array, offset: range.lowerBound, length: UInt64(range.count)) { reader in
      NodeList(MSRList.nodes(range: range, reader))
    }
  }

  /// How the time stamp counter goes on. Where nothing of it is set it says no more than a stream without it; the
  /// reserved word of the modern layout is no field here.
  private static func tsc(_ range: Range<UInt64>, _ reader: TreeReader) -> [TreeNode] {
    let length = min(range.count, TSCInfo.legacy.byteCount)
    guard reader.bytes(at: range.lowerBound, count: length).contains(where: { $0 != 0 }) else { return [] }
    let layout = range.count > length ? TSCInfo.migration : TSCInfo.legacy
    return [.structure(layout, named: "tsc-info", at: range.lowerBound, available: UInt64(length))]
  }

  // MARK: Parameters

  /// A node for each parameter, by its number. One that is zero is one that was not sent: modern senders leave it out.
  private static func parameterNodes(
    _ parameters: [(number: UInt64, value: Range<UInt64>)], _ reader: TreeReader
  ) -> [TreeNode] {
    let parameters = parameters.filter { reader.number(at: $0.value.lowerBound, bytes: 8) != 0 }
    guard !parameters.isEmpty else { return [] }
    var names = SiblingNames()
    let nodes = parameters.sorted { $0.number < $1.number }.map { number, value in
      let number = Int(clamping: number)
      let name = HVMParameter.name(number) ?? "HVM_PARAM_\(number)"
      let layout = Layout("hvm_param", byteCount: 8, [.init("value", at: 0, HVMParameter.type(number))])
      return TreeNode.structure(
        layout, named: names.unique(name), at: value.lowerBound, available: UInt64(value.count))
    }
    return [group("hvm-parameters", .array, nodes)]
  }
}
