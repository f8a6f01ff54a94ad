/// Looks into the parts of a tail for what Xen or its receivers refuse.
struct LegacyTailCheck {
  let header: LegacyHeader
  let checkpoint: Int
  let capture: Capture
  /// The numbers of the vCPUs that have a record, as VCPU_INFO names them; empty without one.
  var vcpuNumbers: [Int] = []
  /// The highest number that a vCPU can have, as VCPU_INFO says; nil without one.
  var highestVcpu: Int?

  /// The findings, in the order of the parts.
  func findings(_ tail: LegacyTail) throws(CaptureError) -> [Finding] {
    var findings: [Finding] = []
    for part in tail.parts {
      let isCut = tail.cutIn != nil && part == tail.parts.last
      switch part.kind {
      case .hvmContext where !isCut:
        findings += try HVMContextCheck(
          capture: capture, checkpoint: checkpoint, order: .little, receivers: .upTo45, highestVcpu: highestVcpu
        ).findings(in: part.range)
      case .deviceModel where !isCut:
        findings += try DeviceModelCheck.findings(
          DeviceModelRecord.state(in: part.range, capture), checkpoint: checkpoint, capture: capture)
      case .vcpu(let vcpu) where !isCut && vcpu < Self.maximumCheckedVcpus: findings += try check(vcpu, part.range)
      case .unmapped where !isCut: findings += try check(unmapped: part.range)
      default: break
      }
    }
    return findings
  }

  /// vCPUs that are looked into; what is wrong with more says nothing new.
  private static let maximumCheckedVcpus = 64
  /// Unmapped PFNs that are looked at.
  private static let maximumCheckedPFNs = 64 << 10

  /// For a guest of which no chunk says that it uses Viridian's interface: a record that only such a guest has.
  func viridianFindings(_ tail: LegacyTail) throws(CaptureError) -> [Finding] {
    for part in tail.parts where part.kind == .hvmContext {
      let scan = try HVMContext.scan(capture, in: part.range, checkpoint: checkpoint)
      guard let record = scan.records.first(where: { HVMRecordNames.ofViridian.contains($0.typecode) }) else {
        continue
      }
      return [
        Finding(
          .viridianMissing, at: record.offset, checkpoint: checkpoint, part: .hvmContext,
          subject: StatePlace(record).packed)
      ]
    }
    return []
  }

  private func check(_ vcpu: Int, _ range: Range<UInt64>) throws(CaptureError) -> [Finding] {
    let guestBits = header.guestWordBytes * 8
    let findings = try VcpuContextCheck.findings(
      contextAt: range.lowerBound, vcpu: vcpu, guestBits: guestBits, p2mSize: header.p2mSize, checkpoint: checkpoint,
      capture: capture)
    // A receiver has given up before Xen sees the context.
    let isRefused = findings.contains { $0.severity == .error }
    return findings + (try stateFindings(vcpu, range, isRefused: isRefused))
  }

  /// What Xen refuses in the state of a PV vCPU itself.
  private func stateFindings(
    _ place: Int, _ range: Range<UInt64>, isRefused: Bool
  ) throws(CaptureError) -> [Finding] {
    let guestBits = header.guestWordBytes * 8
    let owner = StatePlace(vcpu: vcpuNumbers.indices.contains(place) ? vcpuNumbers[place] : place)
    var findings: [Finding] = []
    if !isRefused {
      findings = try PVContextCheck(
        capture: capture, order: .little, checkpoint: checkpoint, receivers: .upTo45, guestBits: guestBits, owner: owner
      ).findings(at: range.lowerBound)
    }
    if header.hasExtendedContext {
      findings += try ExtendedContextCheck(
        capture: capture, order: .little, checkpoint: checkpoint, guestBits: guestBits, owner: owner,
        highestVcpu: highestVcpu
      ).findings(
        at: range.lowerBound + UInt64(VcpuContext.layout(guestBits: guestBits).byteCount),
        available: ExtendedVcpuContext.byteCount)
    }
    if let xsaveBytes = header.xsaveBytes {
      let shape = VcpuRecord.Shape(
        guestBits: guestBits, hasExtendedContext: header.hasExtendedContext, hasXsave: true)
      findings += try VcpuContextCheck.xsaveFindings(
        xsaveAt: range.lowerBound + shape.xsaveOffset, vcpu: owner.vcpu, xcntSize: xsaveBytes, checkpoint: checkpoint,
        capture: capture)
      let state = min(range.lowerBound + shape.xsaveOffset + XsaveArea.headerByteCount, range.upperBound)
      findings += try XsaveCheck(
        capture: capture, order: .little, checkpoint: checkpoint, receivers: .upTo45, owner: owner
      ).findings(state..<range.upperBound, at: range.lowerBound + shape.xsaveOffset)
    }
    return findings
  }

  private func check(unmapped range: Range<UInt64>) throws(CaptureError) -> [Finding] {
    let wordBytes = header.framing.wordBytes
    let first = range.lowerBound + UnmappedList.countByteCount
    let count = min(
      Int(clamping: (range.upperBound - min(first, range.upperBound))) / wordBytes, Self.maximumCheckedPFNs)
    let words = try capture.bytes(at: first, count: count * wordBytes)
    for place in 0..<words.count / wordBytes {
      let pfn = words.number(at: place * wordBytes, bytes: wordBytes)
      guard pfn >= header.p2mSize else { continue }
      return [
        Finding(
          .unmappedOutOfRange, at: first + UInt64(place * wordBytes), checkpoint: checkpoint,
          part: .unmappedList, value: pfn, limit: header.p2mSize)
      ]
    }
    return []
  }
}
