extension HVMContext {
  /// What the records of a context, by their types and lengths, say of the releases that can have written it.
  /// - Parameter range: file offsets. No more than `mostRecordsForReleases` records are looked at.
  /// - Throws: when the capture cannot be read.
  static func releases(
    _ capture: Capture, in range: Range<UInt64>, _ order: ByteOrder = .little
  ) throws(CaptureError) -> [ReleaseEvidence] {
    let limit = max(range.lowerBound, min(range.upperBound, capture.size))
    var position = range.lowerBound
    var seen: Set<UInt64> = []
    var evidence: [ReleaseEvidence] = []
    for _ in 0..<mostRecordsForReleases where limit - position >= HVMRecord.descriptorByteCount {
      let record = try record(capture, at: position, limit: limit, order)
      position = record.body.upperBound
      if record.typecode == 0 { break }
      // Of vCPUs that are alike the first tells all.
      let isPadded = record.isPadded && position < limit
      let key = UInt64(record.typecode) << 33 | UInt64(record.statedLength) << 1 | (isPadded ? 1 : 0)
      guard seen.insert(key).inserted else { continue }
      if isPadded { evidence.append(HVMRecordType.paddedMSRs) }
      evidence += HVMRecordType.releases[record.typecode].map { $0.evidence(length: record.statedLength) } ?? []
    }
    return evidence
  }

  /// A guest of 128 vCPUs has fewer, and the first few dozen show every type.
  private static let mostRecordsForReleases = 2048
}

extension HVMRecord {
  /// Whether it is a CPU_MSR record that states the room for all MSRs, and has fewer.
  fileprivate var isPadded: Bool {
    typecode == HVMRecordType.msrTypecode && UInt64(statedLength) > body.upperBound - body.lowerBound
  }
}

extension HVMRecordType {
  /// The releases that write a type of record, and lengths of it.
  struct Releases: Sendable {
    let name: String
    /// The first that writes the type.
    var since: XenRelease?
    /// The first and the last that write records of a length.
    var byLength: [UInt32: (first: XenRelease?, last: XenRelease?)] = [:]

    func evidence(length: UInt32) -> [ReleaseEvidence] {
      var evidence: [ReleaseEvidence] = []
      if let since { evidence.append(ReleaseEvidence(from: since, "the HVM context has a \(name) record")) }
      if let (first, last) = byLength[length] {
        let words = "the HVM context's \(name) record has \(NumberText.grouped(length)) bytes"
        evidence.append(ReleaseEvidence(from: first, through: last, words))
      }
      return evidence
    }
  }

  /// Written until the updates of November 2017.
  fileprivate static let paddedMSRs = ReleaseEvidence(
    from: .init(4, 5), through: .init(4, 9), "a CPU_MSR record states more than it has")

  /// By the number of the type. The lengths are those of `xen/include/public/arch-x86/hvm/save.h` of each release.
  static let releases: [UInt16: Releases] = [
    2: Releases(
      name: "CPU",
      byLength: [
        1016: (nil, .init(3, 4)), 1024: (.init(4, 0), .init(4, 6)), 1032: (.init(4, 7), nil),
      ]),
    5: Releases(
      name: "LAPIC",
      byLength: [16: (nil, .init(4, 0)), 24: (.init(4, 1), .init(4, 19)), 32: (.init(4, 20), nil)]),
    11: Releases(name: "RTC", byLength: [16: (nil, .init(4, 13)), 24: (.init(4, 14), nil)]),
    14: Releases(name: "MTRR", since: .init(3, 2)),
    15: Releases(
      name: "VIRIDIAN_DOMAIN", since: .init(4, 0),
      byLength: [
        16: (.init(4, 0), .init(4, 4)), 24: (.init(4, 5), .init(4, 5)), 32: (.init(4, 6), nil),
      ]),
    16: Releases(name: "CPU_XSAVE", since: .init(4, 1)),
    17: Releases(
      name: "VIRIDIAN_VCPU", since: .init(4, 2),
      byLength: [
        8: (.init(4, 2), .init(4, 6)), 16: (.init(4, 7), .init(4, 12)), 216: (.init(4, 13), nil),
      ]),
    18: Releases(
      name: "VMCE_VCPU", since: .init(4, 2),
      byLength: [
        8: (.init(4, 2), .init(4, 2)), 24: (.init(4, 3), .init(4, 9)), 32: (.init(4, 10), nil),
      ]),
    19: Releases(name: "TSC_ADJUST", since: .init(4, 3)),
    20: Releases(name: "CPU_MSR", since: .init(4, 5)),
  ]
}

extension HVMRecordType {
  /// Whether the Xen of a release knows records of a type.
  static func isKnown(_ typecode: UInt16, to release: XenRelease) -> Bool {
    guard type(typecode) != nil else { return false }
    return (releases[typecode]?.since).map { $0 <= release } ?? true
  }

  /// The most bytes that the Xen of a release takes in a record of a type: it fills up shorter ones with zeros. Nil
  /// where all releases write the same length.
  static func mostBytes(_ typecode: UInt16, in release: XenRelease) -> UInt32? {
    guard let lengths = releases[typecode]?.byLength, !lengths.isEmpty else { return nil }
    return lengths.filter { $0.value.first.map { $0 <= release } ?? true }.keys.max()
  }
}
