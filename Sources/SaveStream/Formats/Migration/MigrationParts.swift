/// What the records of a v2 or v3 stream hold of the guest beside its pages.
enum MigrationParts {
  /// The parts of some records, in their order.
  static func list(_ heads: [RecordHead], _ place: GuestPart.Place, _ reader: TreeReader) -> [GuestPart] {
    heads.compactMap { part($0, place, reader) }
  }

  private static func part(_ head: RecordHead, _ place: GuestPart.Place, _ reader: TreeReader) -> GuestPart? {
    let type = MigrationRecordType(rawValue: head.type)
    let end = min(head.body.upperBound, reader.index.size)
    // Behind a vCPU's number, the limits of a P2M table, or the count of parameters.
    let behindHead = min(head.body.lowerBound + 8, end)..<max(end, min(head.body.lowerBound + 8, end))
    let body = min(head.body.lowerBound, end)..<end
    if type.isOfVcpu {
      guard let vcpu = reader.number(at: head.body.lowerBound, bytes: 4), !behindHead.isEmpty else { return nil }
      return vcpuKind(type, Int(vcpu), reader).map { GuestPart($0, place, behindHead) }
    }
    switch type {
    case .pvP2MFrames:
      let first = reader.number(at: head.body.lowerBound, bytes: 4) ?? 0
      return GuestPart(.frameList(firstPFN: first, wordBytes: 8), place, behindHead)
    case .sharedInfo: return GuestPart(.sharedInfo, place, body)
    case .tscInfo: return GuestPart(.tsc, place, body)
    case .hvmContext: return GuestPart(.hvmContext, place, body)
    case .hvmParams: return GuestPart(.hvmParameters, place, behindHead)
    case .cpuidPolicy: return GuestPart(.cpuidPolicy, place, body)
    case .msrPolicy: return GuestPart(.msrPolicy, place, body)
    default: return nil
    }
  }

  private static func vcpuKind(
    _ type: MigrationRecordType, _ vcpu: Int, _ reader: TreeReader
  ) -> GuestPart.Kind? {
    switch type {
    case .vcpuBasic: .vcpuContext(vcpu, bits: reader.index.stream?.guestBits ?? 64)
    case .vcpuExtended: .vcpuExtended(vcpu)
    case .vcpuXSAVE: .vcpuXSAVE(vcpu)
    case .vcpuMSRs: .vcpuMSRs(vcpu)
    default: nil
    }
  }
}
