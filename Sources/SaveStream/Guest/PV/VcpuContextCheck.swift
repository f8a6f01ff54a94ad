/// What a receiver would refuse in a PV vCPU record (`xc_domain_restore.c`).
enum VcpuContextCheck {
  /// Findings for the context at a file offset, without a look at the pages that it names; none when the capture does
  /// not hold all of it.
  /// - Parameters:
  ///   - p2mSize: One past the guest's last PFN.
  ///   - isModern: Whether it stands in a v2 or v3 stream.
  /// - Throws: when the capture fails to read.
  static func findings(
    contextAt offset: UInt64, vcpu: Int, guestBits: Int, p2mSize: UInt64, isModern: Bool = false, checkpoint: Int?,
    capture: Capture, order: ByteOrder = .little
  ) throws(CaptureError) -> [Finding] {
    let layout = VcpuContext.layout(guestBits: guestBits)
    let bytes = try capture.bytes(at: offset, count: layout.byteCount)
    guard bytes.count == layout.byteCount else { return [] }
    let frames = VcpuFrames(bytes, vcpu: vcpu, guestBits: guestBits, order)
    var findings: [Finding] = []
    if frames.descriptorCount > FindingRule.mostDescriptors {
      let named = NamedFrame(.beyond, vcpu: vcpu, isModern: isModern)
      findings.append(
        Finding(
          .vcpuDescriptorCount, at: offset &+ UInt64(frames.descriptorCountPosition), checkpoint: checkpoint,
          part: .vcpuContext, value: frames.descriptorCount, limit: named.packed))
    } else {
      findings = frames.frames.filter { $0.pfn >= p2mSize || $0.use == .pageTableBase && $0.pfn == 0 }.map { frame in
        finding(
          frame, frame.pfn == 0 ? .unset : .beyond, contextAt: offset, vcpu: vcpu, guestBits: guestBits,
          isModern: isModern, checkpoint: checkpoint)
      }
    }
    return findings
  }

  /// What is wrong with a frame that a context names, by what it was found to be.
  static func finding(
    _ frame: VcpuFrames.Frame, _ found: FoundFrame, contextAt offset: UInt64, vcpu: Int, guestBits: Int, isModern: Bool,
    checkpoint: Int?
  ) -> Finding {
    var named = NamedFrame(found, vcpu: vcpu, isModern: isModern)
    let rule: FindingRule
    switch frame.use {
    case .pageTableBase: (rule, named.level) = (.vcpuPageTableBase, VcpuFrames.levels(guestBits: guestBits))
    case .userPageTableBase: (rule, named.level) = (.vcpuUserPageTableBase, VcpuFrames.levels(guestBits: guestBits))
    case .descriptors(let place): (rule, named.place) = (.vcpuDescriptorTable, place)
    case .startInfo: rule = .startInfoFrame
    }
    return Finding(
      rule, at: offset &+ UInt64(frame.position), checkpoint: checkpoint, part: .vcpuContext, value: frame.pfn,
      limit: named.packed)
  }

  /// A warning when the XSAVE part's own size does not go with the `xcnt_size` of the header: a receiver makes room by
  /// one and walks by the other.
  /// - Parameter offset: The file offset of the XSAVE part.
  static func xsaveFindings(
    xsaveAt offset: UInt64, vcpu: Int = 0, xcntSize: UInt64, checkpoint: Int?, capture: Capture
  ) throws(CaptureError) -> [Finding] {
    let bytes = try capture.bytes(at: offset &+ XsaveArea.sizeOffset, count: 8)
    guard bytes.count == 8 else { return [] }
    let size = bytes.number()
    let (sum, overflow) = size.addingReportingOverflow(XsaveArea.headerByteCount)
    guard overflow || sum != xcntSize else { return [] }
    return [
      Finding(
        .xsaveSize, at: offset &+ XsaveArea.sizeOffset, checkpoint: checkpoint, part: .xsave,
        value: overflow ? .max : sum,
        limit: xcntSize, subject: StatePlace(vcpu: vcpu).packed)
    ]
  }
}
