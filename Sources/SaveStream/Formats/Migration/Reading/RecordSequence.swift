/// What a receiver keeps in mind of the records that it has seen, as far as its rules of order ask for it
/// (`xg_sr_restore.c`, `xg_sr_restore_x86_pv.c`, `xg_sr_restore_x86_hvm.c`, Xen 4.17).
struct RecordSequence: Sendable {
  /// The width of a PV guest's words: 32 or 64; nil before X86_PV_INFO.
  var guestBits: Int?
  /// What the CPUID policy gives the guest; nil before it, or without one.
  var policy: ProcessorPolicy?
  /// The highest number that a vCPU can have, by the configuration around the stream; nil where that does not say it.
  var highestVcpu: Int?
  /// A record of the HVM context that only a guest with Viridian's interface has.
  var viridianRecord: HVMRecord?
  /// Whether the parameter that gives the guest this interface has come.
  var hasViridianParameter = false
  /// The records of this checkpoint that should come once: type and vCPU.
  private var seen: Set<UInt64> = []
  private var hasPVInfo = false
  private var hasStaticDataEnd = false
  private var hasReportedMissingEnd = false
  private var hasFrames = false
  private var hasReportedMissingFrames = false
  private var hasReportedType = false
  private var hasVcpuZero = false
  private var hasHVMContext = false

  /// What the place of a record breaks.
  mutating func findings(_ head: RecordHead, _ type: MigrationRecordType, _ header: MigrationHeader) -> [Finding] {
    var rules: [FindingRule] = []
    var findings: [Finding] = []
    if let guest = type.guest, guest != header.guest {
      rules.append(.recordOfOtherGuest)
      if !hasReportedType { findings.append(header.typeFinding) }
      hasReportedType = true
    }
    if header.guest == .pv { rules += pvRules(type) }
    switch type {
    case .staticDataEnd where hasStaticDataEnd: rules.append(.staticDataRepeated)
    case .cpuidPolicy where hasStaticDataEnd, .msrPolicy where hasStaticDataEnd: rules.append(.policyLate)
    default: break
    }
    if header.version == 2, [.staticDataEnd, .cpuidPolicy, .msrPolicy].contains(type) { rules.append(.staticDataInV2) }
    let needsStaticData = type == .pvP2MFrames || type == .pageData
    if header.version > 2, needsStaticData, !hasStaticDataEnd, !hasReportedMissingEnd {
      hasReportedMissingEnd = true
      rules.append(.staticDataMissing)
    }
    if header.guest == .pv, type == .pageData, !hasFrames, !hasReportedMissingFrames {
      hasReportedMissingFrames = true
      rules.append(.p2mFramesMissing)
    }
    return findings + rules.map { Finding($0, at: head.offset, part: .record, value: UInt64(head.type)) }
  }

  /// Whether pages have come of a guest that has not said which PFNs it has.
  var lacksFrames: Bool { hasReportedMissingFrames && !hasFrames }

  private func pvRules(_ type: MigrationRecordType) -> [FindingRule] {
    if type == .pvInfo { return hasPVInfo ? [.pvInfoRepeated] : [] }
    let needsWidth = type == .pvP2MFrames || type == .sharedInfo || type.isOfVcpu
    return needsWidth && !hasPVInfo ? [.pvInfoMissing] : []
  }

  /// Remembers a record.
  mutating func note(_ type: MigrationRecordType) {
    switch type {
    case .pvInfo: hasPVInfo = true
    case .staticDataEnd: hasStaticDataEnd = true
    case .pvP2MFrames: hasFrames = true
    case .hvmContext: hasHVMContext = true
    default: break
    }
  }

  /// Forgets what a checkpoint has once, as another one begins.
  mutating func beginCheckpoint() { seen = [] }

  /// Remembers a record that a checkpoint has once, of each vCPU where it is of one. Returns whether it came before.
  mutating func isRepeated(_ type: MigrationRecordType, vcpu: UInt64 = 0) -> Bool {
    !seen.insert(UInt64(type.rawValue) << 32 | vcpu & 0xffff_ffff).inserted
  }

  /// Remembers a BASIC record with content.
  mutating func noteBasic(ofVcpu vcpu: UInt64) { if vcpu == 0 { hasVcpuZero = true } }

  /// What is missing where the first checkpoint ends.
  func missing(at offset: UInt64, _ header: MigrationHeader?) -> [Finding] {
    switch header?.guest {
    case .pv where !hasVcpuZero: [Finding(.vcpuZeroMissing, at: offset, part: .record)]
    case .hvm where !hasHVMContext: [Finding(.hvmContextMissing, at: offset, part: .record)]
    case .hvm where !hasViridianParameter:
      viridianRecord.map { record in
        [
          Finding(
            .viridianMissing, at: record.offset, part: .hvmContext,
            subject: StatePlace(record, isModern: true).packed)
        ]
      } ?? []
    default: []
    }
  }
}
