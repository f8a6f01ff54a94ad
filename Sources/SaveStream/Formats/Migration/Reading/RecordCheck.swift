/// What is wrong with a record in itself: its length, its padding, and what it states.
struct RecordCheck {
  let head: RecordHead
  let type: MigrationRecordType
  let header: MigrationHeader
  let sequence: RecordSequence
  let draft: CheckpointDraft

  /// The longest record that receivers take since Xen 4.10, and those before (`REC_LENGTH_MAX`).
  private static let longest: UInt64 = 128 << 20
  private static let longestBefore: UInt64 = 8 << 20
  /// The longest extended context of a vCPU that a receiver takes.
  private static let longestExtended: UInt64 = 128
  /// PV vCPUs are numbered below this.
  static let mostVcpus: UInt64 = 8192

  /// The findings, in the order of the record.
  func findings() throws(CaptureError) -> [Finding] {
    var findings = Self.lengthFindings(head)
    if !type.isTaken {
      findings.append(unknownFinding)
    } else if type.isOfVcpu {
      findings += try vcpuFindings()
    } else if let needed = try neededLength(), needed != UInt64(head.length) {
      findings.append(lengthFinding(needed))
    } else {
      findings += try contentFindings()
    }
    if head.paddingLength > 0,
      try draft.bytes(at: head.body.upperBound, count: head.paddingLength).contains(where: { $0 != 0 })
    {
      findings.append(Finding(.recordPadding, at: head.body.upperBound, part: .record))
    }
    return findings
  }

  // MARK: Lengths

  /// Whether the record is longer than receivers take.
  static func lengthFindings(_ head: RecordHead) -> [Finding] {
    let length = UInt64(head.length)
    if length > longest {
      return [
        Finding(
          .recordTooLong, at: head.offset, part: .record, value: length, limit: longest, subject: UInt64(head.type))
      ]
    }
    guard length > longestBefore else { return [] }
    return [
      Finding(
        .recordOverEightMiB, at: head.offset, part: .record, value: length, limit: longestBefore,
        subject: UInt64(head.type))
    ]
  }

  private var unknownFinding: Finding {
    if type == .dirtyPFNList { return Finding(.dirtyListForward, at: head.offset, part: .record) }
    return Finding(
      type.isOptional ? .recordOptional : .recordUnknown, at: head.offset, part: .record, value: UInt64(head.type))
  }

  /// A length that is wrong. Receivers do not look at that of a record without content.
  private func lengthFinding(_ needed: UInt64) -> Finding {
    Finding(
      .recordLength, needed == 0 ? .note : nil, at: head.offset, part: .record, value: UInt64(head.length),
      limit: needed, subject: UInt64(head.type))
  }

  /// The length that the record's kind or content asks for; nil where it may have any.
  private func neededLength() throws(CaptureError) -> UInt64? {
    let length = UInt64(head.length)
    switch type {
    case .end, .verify, .checkpoint, .staticDataEnd: return 0
    case .pvInfo: return max(8, length)
    case .sharedInfo: return UInt64(pageSize)
    case .tscInfo: return UInt64(TSCInfo.migration.byteCount)
    case .cpuidPolicy: return max(24, length / 24 * 24)
    case .msrPolicy: return max(16, length / 16 * 16)
    case .hvmParams:
      guard length >= 8 else { return 8 }
      return 8 + 16 * (try number(at: 0))
    case .pvP2MFrames:
      guard length >= 8 else { return 8 }
      return try neededFrames()
    default: return nil
    }
  }

  private func neededFrames() throws(CaptureError) -> UInt64? {
    let (first, last) = (try number(at: 0), try number(at: 4))
    guard let bits = sequence.guestBits, first <= last else { return nil }
    let perFrame = UInt64(pageSize / (bits / 8))
    return 8 + 8 * (last / perFrame - first / perFrame + 1)
  }

  // MARK: Contents

  private func contentFindings() throws(CaptureError) -> [Finding] {
    switch type {
    case .pvInfo:
      let bytes = try draft.bytes(at: head.body.lowerBound, count: 2)
      guard bytes.count == 2, bytes != [4, 3], bytes != [8, 4] else { return [] }
      return [finding(.pvInfoValue, at: 0, value: UInt64(bytes[0]), limit: UInt64(bytes[1]))]
    case .pvP2MFrames:
      let (first, last) = (try number(at: 0), try number(at: 4))
      return first <= last ? [] : [finding(.p2mFramesRange, at: 0, value: first, limit: last)]
    case .hvmParams: return try parameterFindings()
    case .hvmContext where header.order == .little:
      return try HVMContextCheck(
        capture: draft.capture, checkpoint: nil, order: .little, receivers: receivers,
        highestVcpu: sequence.highestVcpu, policy: policy
      ).findings(in: head.body)
    case .cpuidPolicy: return try PolicyCheck(capture: draft.capture, order: header.order).cpuidFindings(head.body)
    case .msrPolicy: return try PolicyCheck(capture: draft.capture, order: header.order).msrFindings(head.body)
    default: return []
    }
  }

  private func parameterFindings() throws(CaptureError) -> [Finding] {
    let unknown = try HVMParameters.list(head.body, draft.capture, header.order).first { parameter in
      parameter.number >= UInt64(HVMParameter.count)
    }
    guard let unknown else { return [] }
    return [
      Finding(
        .hvmParameterUnknown, at: unknown.value.lowerBound - 8, part: .record, value: unknown.number,
        limit: UInt64(HVMParameter.count))
    ]
  }

  // MARK: vCPUs

  private func vcpuFindings() throws(CaptureError) -> [Finding] {
    guard head.length >= 8 else { return [lengthFinding(8)] }
    let vcpu = try number(at: 0)
    var findings: [Finding] = []
    let length = UInt64(head.length) - 8
    guard length > 0 else { return [Finding(.vcpuRecordEmpty, at: head.offset, part: .record, value: vcpu)] }
    let highest = sequence.highestVcpu.map { UInt64($0) } ?? Self.mostVcpus - 1
    if vcpu > highest { findings.append(finding(.vcpuRecordID, at: 0, value: vcpu, limit: highest)) }
    if let needed = neededState(length), needed != length { findings.append(lengthFinding(8 + needed)) }
    if type == .vcpuBasic, header.order == .little, let bits = sequence.guestBits {
      findings += try VcpuContextCheck.findings(
        contextAt: head.body.lowerBound + 8, vcpu: Int(vcpu), guestBits: bits, p2mSize: draft.index.pfnEnd,
        isModern: true, checkpoint: nil, capture: draft.capture)
    }
    // A receiver has given up before Xen sees the state.
    guard !findings.contains(where: { $0.severity == .error }) else { return findings }
    return findings + (try stateFindings(of: StatePlace(vcpu: Int(clamping: vcpu), isModern: true)))
  }

  /// Whose receivers judge the stream.
  private var receivers: Receivers { Receivers(version: header.version) }

  /// The CPUID policy, where receivers go by it: those of a v2 stream have one of their own.
  private var policy: ProcessorPolicy? { header.version > 2 ? sequence.policy : nil }

  /// What Xen refuses in the state itself.
  private func stateFindings(of owner: StatePlace) throws(CaptureError) -> [Finding] {
    let state = head.body.lowerBound + 8..<head.body.upperBound
    let capture = draft.capture
    switch type {
    case .vcpuBasic:
      guard let bits = sequence.guestBits else { return [] }
      return try PVContextCheck(
        capture: capture, order: header.order, checkpoint: nil, receivers: receivers, guestBits: bits, owner: owner
      ).findings(at: state.lowerBound)
    case .vcpuExtended:
      return try ExtendedContextCheck(
        capture: capture, order: header.order, checkpoint: nil, guestBits: sequence.guestBits ?? 64, owner: owner,
        highestVcpu: sequence.highestVcpu
      ).findings(at: state.lowerBound, available: UInt64(state.count))
    case .vcpuXSAVE:
      return try XsaveCheck(
        capture: capture, order: header.order, checkpoint: nil, receivers: receivers, owner: owner,
        allowed: policy?.components
      ).findings(state, at: state.lowerBound)
    case .vcpuMSRs:
      return try MSRCheck(capture: capture, order: header.order, checkpoint: nil, owner: owner, policy: policy)
        .findings(state)
    default: return []
    }
  }

  /// The bytes that the state of a vCPU of so many bytes should have.
  private func neededState(_ length: UInt64) -> UInt64? {
    switch type {
    case .vcpuBasic: sequence.guestBits.map { UInt64(VcpuContext.layout(guestBits: $0).byteCount) }
    case .vcpuExtended: min(length, Self.longestExtended)
    case .vcpuXSAVE: max(length, 16)
    default: max(16, length / 16 * 16)
    }
  }

  // MARK: Numbers

  /// The 32-bit number at a place of the body; 0 where it is not there.
  private func number(at place: UInt64) throws(CaptureError) -> UInt64 {
    try draft.bytes(at: head.body.lowerBound + place, count: 4).number(header.order)
  }

  private func finding(_ rule: FindingRule, at place: UInt64, value: UInt64, limit: UInt64) -> Finding {
    Finding(rule, at: head.body.lowerBound + place, part: .record, value: value, limit: limit)
  }
}
