/// What Xen refuses in the CPUID and MSR policy of a v3 stream, on any host: `x86_cpuid_copy_from_buffer` and
/// `x86_msr_copy_from_buffer` in `xen/lib/x86`. What a lesser host refuses is no fault of the stream.
struct PolicyCheck {
  let capture: Capture
  let order: ByteOrder

  /// The most leaves of a policy (`CPUID_MAX_SERIALISED_LEAVES`, Xen 4.17).
  static let mostLeaves = 120
  /// The most MSRs of a policy (`MSR_MAX_SERIALISED_ENTRIES`, Xen 4.16).
  static let mostMSRs = 2
  private static let highestBasicLeaf: UInt64 = 0xd
  private static let highestExtendedLeaf: UInt64 = 0x8000_0021
  /// The number of subleaves of the basic leaves that have some.
  private static let subleafCounts: [UInt64: UInt64] = [0x4: 6, 0x7: 3, 0xb: 2, 0xd: 63]
  private static let mostFindings = 8

  /// The entries of a policy, each a leaf, a subleaf and four registers.
  static func entries(_ body: Range<UInt64>, _ capture: Capture, _ order: ByteOrder) throws(CaptureError) -> [[UInt64]]
  {
    let count = min(body.count / CPUIDPolicy.entryByteCount, CPUIDPolicy.maximumCount)
    let bytes = try capture.bytes(at: body.lowerBound, count: count * CPUIDPolicy.entryByteCount)
    return (0..<bytes.count / CPUIDPolicy.entryByteCount).map { place in
      (0..<6).map { bytes.number(at: place * CPUIDPolicy.entryByteCount + 4 * $0, bytes: 4, order) }
    }
  }

  // MARK: CPUID

  /// The findings for the body of an X86_CPUID_POLICY.
  func cpuidFindings(_ body: Range<UInt64>) throws(CaptureError) -> [Finding] {
    let count = body.count / CPUIDPolicy.entryByteCount
    if count > Self.mostLeaves { return [tooMany(count, of: Self.mostLeaves, body, isCPUID: true)] }
    let entries = try Self.entries(body, capture, order)
    var findings: [Finding] = []
    var seen: [UInt64: Int] = [:]
    let maximum = Maximum(entries)
    for (place, entry) in entries.enumerated() where findings.count < Self.mostFindings {
      let offset = body.lowerBound + UInt64(place * CPUIDPolicy.entryByteCount)
      guard Self.isKnown(leaf: entry[0], subleaf: entry[1]) else {
        findings.append(finding(.cpuidLeafUnknown, at: offset, value: entry[0], limit: entry[1]))
        continue
      }
      if let first = seen.updateValue(place, forKey: entry[0] << 32 | entry[1]) {
        findings.append(
          finding(.cpuidLeafRepeated, at: offset, value: entry[0], limit: entry[1], subject: UInt64(first)))
      }
      if let limit = maximum.limit(of: entry[0]), entry[0] > limit {
        // Leaves without content are no loss, and Xen's own policies have them.
        let isEmpty = entry[2...].allSatisfy { $0 == 0 }
        if !isEmpty { findings.append(finding(.cpuidLeafBeyond, at: offset, value: entry[0], limit: limit)) }
      }
    }
    return findings
  }

  /// Whether a receiver has room for a leaf.
  private static func isKnown(leaf: UInt64, subleaf: UInt64) -> Bool {
    if let count = subleafCounts[leaf] { return subleaf < count }
    let isInside =
      leaf <= highestBasicLeaf || leaf == 0x4000_0000 || leaf == 0x4000_0100
      || (0x8000_0000...highestExtendedLeaf).contains(leaf)
    return isInside && subleaf == CPUIDPolicy.noSubleaf
  }

  /// The highest leaves that a policy itself states.
  private struct Maximum {
    var basic: UInt64?
    var extended: UInt64?

    init(_ entries: [[UInt64]]) {
      basic = entries.first { $0[0] == 0 }?[2]
      extended = entries.first { $0[0] == 0x8000_0000 }?[2]
    }

    func limit(of leaf: UInt64) -> UInt64? {
      leaf >= 0x8000_0000 ? extended : leaf < 0x4000_0000 ? basic : nil
    }
  }

  // MARK: MSRs

  /// The findings for the body of an X86_MSR_POLICY.
  func msrFindings(_ body: Range<UInt64>) throws(CaptureError) -> [Finding] {
    let length = Int(MSRList.entryByteCount)
    let count = body.count / length
    if count > Self.mostMSRs { return [tooMany(count, of: Self.mostMSRs, body, isCPUID: false)] }
    let bytes = try capture.bytes(at: body.lowerBound, count: count * length)
    return stride(from: 0, to: bytes.count / length * length, by: length).compactMap { start in
      let index = bytes.number(at: start, bytes: 4, order)
      let value = bytes.number(at: start + 8, bytes: 8, order)
      let isKnown = index == Self.platformInfo || index == Self.capabilities
      // Of MSR_PLATFORM_INFO 32 bits are kept.
      let isTooLarge = index == Self.platformInfo && value >> 32 != 0
      guard bytes.number(at: start + 4, bytes: 4, order) != 0 || !isKnown || isTooLarge else { return nil }
      return finding(.msrPolicyValue, at: body.lowerBound + UInt64(start), value: index, limit: value)
    }
  }

  private static let platformInfo: UInt64 = 0xce
  private static let capabilities: UInt64 = 0x10a

  // MARK: Findings

  private func tooMany(_ count: Int, of limit: Int, _ body: Range<UInt64>, isCPUID: Bool) -> Finding {
    finding(
      .policyEntries, at: body.lowerBound, value: UInt64(count), limit: UInt64(limit), subject: isCPUID ? 0 : 1)
  }

  private func finding(
    _ rule: FindingRule, at offset: UInt64, value: UInt64, limit: UInt64, subject: UInt64 = 0
  ) -> Finding {
    Finding(rule, at: offset, part: .record, value: value, limit: limit, subject: subject)
  }
}
