/// What Xen refuses inside the records of an HVM context, beside their lengths (`hvm_load` in
/// `xen/arch/x86/hvm/save.c`).
struct HVMContextCheck {
  let capture: Capture
  let checkpoint: Int?
  let order: ByteOrder
  let receivers: Receivers
  /// The highest number that a vCPU of the guest can have; nil where nothing says it.
  var highestVcpu: Int?
  /// What the CPUID policy of the stream gives the guest; nil where it has none.
  var policy: ProcessorPolicy?

  /// Records that are looked into.
  private static let mostRecords = 4096
  /// Links that route the interrupts of PCI devices, and the highest interrupt that they can lead to.
  private static let linkCount = 4
  private static let highestInterrupt: UInt8 = 15
  /// The second half of the interrupt controllers' numbers.
  private static let highestPIC: UInt16 = 1

  private enum Typecode {
    static let processor: UInt16 = 2
    static let pic: UInt16 = 3
    static let lapic: UInt16 = 5
    static let pciLink: UInt16 = 9
    static let machineCheck: UInt16 = 18
  }

  /// The findings of a scan, and of what the records hold.
  func findings(in range: Range<UInt64>) throws(CaptureError) -> [Finding] {
    let scan = try HVMContext.scan(
      capture, in: range, checkpoint: checkpoint, order, isModern: receivers.isModern)
    var findings = scan.findings + setFindings(scan, range)
    for record in scan.records.prefix(Self.mostRecords) { findings += try self.findings(record) }
    return findings
  }

  private func findings(_ record: HVMRecord) throws(CaptureError) -> [Finding] {
    let (body, owner) = (record.body, StatePlace(record, isModern: receivers.isModern))
    switch record.typecode {
    case Typecode.processor:
      let bytes = try capture.bytes(at: body.lowerBound, count: min(body.count, 2048))
      return HVMProcessorCheck(order: order, checkpoint: checkpoint, receivers: receivers, owner: owner)
        .findings(bytes, at: body.lowerBound)
    case HVMRecordType.xsaveTypecode where body.count > 8:
      // The mask of features in front is not looked at.
      return try XsaveCheck(
        capture: capture, order: order, checkpoint: checkpoint, receivers: receivers, owner: owner,
        allowed: policy?.components
      ).findings(body.lowerBound + 8..<body.upperBound, at: record.offset)
    case HVMRecordType.msrTypecode where body.count >= 8: return try msrFindings(record, owner)
    case Typecode.machineCheck where body.count >= 8:
      let capabilities = try capture.bytes(at: body.lowerBound, count: 8).number(order)
      return MachineCheckCheck.findings(capabilities, of: owner, at: body.lowerBound, checkpoint: checkpoint)
    case Typecode.lapic where body.count >= 8:
      let base = try capture.bytes(at: body.lowerBound, count: 8).number(order)
      // Of an APIC in x2APIC mode that is off: `lapic_load_hidden`.
      guard base >> 10 & 3 == 1 else { return [] }
      return [finding(.hvmDeviceValue, at: body.lowerBound, value: base, owner)]
    case Typecode.pciLink where body.count >= Self.linkCount:
      let routes = try capture.bytes(at: body.lowerBound, count: Self.linkCount)
      guard let link = routes.firstIndex(where: { $0 > Self.highestInterrupt }) else { return [] }
      return [
        finding(
          .hvmDeviceValue, at: body.lowerBound + UInt64(link), value: UInt64(routes[link]),
          owner.with(detail: UInt64(link)))
      ]
    default: return []
    }
  }

  /// What is wrong with the MSRs of a vCPU, and with the length of their record. One that states more than they take
  /// has been reported.
  private func msrFindings(_ record: HVMRecord, _ owner: StatePlace) throws(CaptureError) -> [Finding] {
    let body = record.body
    let check = MSRCheck(capture: capture, order: order, checkpoint: checkpoint, owner: owner, policy: policy)
    let stated = UInt64(record.statedLength)
    guard UInt64(body.count) == stated else { return try check.findings(body.lowerBound + 8..<body.upperBound) }
    let count = try capture.bytes(at: body.lowerBound, count: 4).number(order)
    let needed = 8 + MSRList.entryByteCount * max(1, count)
    guard stated == needed else {
      return [finding(.msrLength, at: record.offset, value: stated, limit: needed, owner)]
    }
    return try check.findings(body.lowerBound + 8..<body.upperBound)
  }

  // MARK: Which records there are

  /// What is wrong with the set of records: one that stands twice, one of a vCPU that the guest has not, none of any
  /// vCPU.
  private func setFindings(_ scan: HVMContextScan, _ range: Range<UInt64>) -> [Finding] {
    var findings: [Finding] = []
    var seen: Set<UInt32> = []
    for record in scan.records.prefix(Self.mostRecords) where record.name != nil && record.typecode != 0 {
      let owner = StatePlace(record, isModern: receivers.isModern)
      if !seen.insert(UInt32(record.typecode) << 16 | UInt32(record.instance)).inserted {
        findings.append(finding(.hvmRecordRepeated, at: record.offset, owner))
      }
      if let highest = highestInstance(of: record.typecode), record.instance > highest {
        findings.append(
          finding(.hvmRecordInstance, at: record.offset, value: UInt64(record.instance), limit: UInt64(highest), owner))
      }
    }
    // A context that has lost its end may have lost that record too.
    let isWhole = scan.isTerminated && scan.records.first?.typecode == HVMRecordType.headerTypecode
    if isWhole, !scan.records.contains(where: { $0.typecode == Typecode.processor }) {
      findings.append(
        Finding(.hvmProcessorMissing, at: range.lowerBound, checkpoint: checkpoint, part: .hvmContext))
    }
    return findings
  }

  private func highestInstance(of typecode: UInt16) -> UInt16? {
    if typecode == Typecode.pic { return Self.highestPIC }
    guard HVMRecordNames.ofVcpus.contains(typecode) else { return nil }
    return highestVcpu.flatMap { UInt16(exactly: $0) }
  }

  private func finding(
    _ rule: FindingRule, at offset: UInt64, value: UInt64 = 0, limit: UInt64 = 0, _ owner: StatePlace
  ) -> Finding {
    Finding(
      rule, at: offset, checkpoint: checkpoint, part: .hvmContext, value: value, limit: limit, subject: owner.packed)
  }
}
