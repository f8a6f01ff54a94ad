/// What is wrong with a record of libxl in itself.
struct LibxlRecordCheck {
  let head: RecordHead
  let type: LibxlRecordType
  let order: ByteOrder
  let draft: CheckpointDraft

  /// The highest id of a device model that is known: 0 from Xen's converter, 1 qemu-traditional, 2 QEMU.
  private static let highestEmulator: UInt64 = 2

  /// The findings, in the order of the record.
  func findings() throws(CaptureError) -> [Finding] {
    guard type.name != nil else { return [finding(.libxlUnknownRecord, value: UInt64(head.type))] }
    var findings: [Finding] = []
    let least = type.isOfEmulator ? LibxlRecordType.emulatorByteCount : 0
    let needed = type.byteCount ?? max(head.length, least)
    if needed != head.length {
      findings.append(finding(.libxlRecordLength, value: UInt64(head.length), limit: UInt64(needed)))
    } else if type.isOfEmulator {
      findings += try emulatorFindings()
    }
    if head.paddingLength > 0,
      try draft.bytes(at: head.body.upperBound, count: head.paddingLength).contains(where: { $0 != 0 })
    {
      findings.append(Finding(.recordPadding, at: head.body.upperBound, part: .libxlRecord))
    }
    return findings
  }

  private func emulatorFindings() throws(CaptureError) -> [Finding] {
    if draft.index.stream?.guest == .pv { return [finding(.emulatorInPV, value: UInt64(head.type))] }
    if try draft.index.guestConfig(draft.capture)?.kind == .pvh {
      return [finding(.emulatorInPV, value: UInt64(head.type), limit: 1)]
    }
    let bytes = try draft.bytes(at: head.body.lowerBound, count: 12)
    let emulator = bytes.number(at: 0, bytes: 4, order)
    if emulator > Self.highestEmulator {
      return [finding(.emulatorUnknown, at: 8, value: emulator, limit: Self.highestEmulator)]
    }
    var findings: [Finding] = []
    if emulator == 1, type == .emulatorContext { findings.append(finding(.emulatorTraditional, at: 8)) }
    if type == .emulatorContext, Array(bytes.dropFirst(8)) != QEMUState.magic {
      findings.append(QEMUState.magicFinding(Array(bytes.dropFirst(8)), at: head.offset + 16))
    }
    guard type == .emulatorContext else { return findings }
    let state = head.body.lowerBound + UInt64(LibxlRecordType.emulatorByteCount)
    return findings
      + (try DeviceModelCheck.findings(
        min(state, head.body.upperBound)..<head.body.upperBound, checkpoint: nil, capture: draft.capture))
  }

  /// A finding at a place of the record.
  private func finding(_ rule: FindingRule, at place: UInt64 = 0, value: UInt64 = 0, limit: UInt64 = 0) -> Finding {
    Finding(rule, at: head.offset + place, part: .libxlRecord, value: value, limit: limit)
  }
}
