/// What Xen refuses in the MSRs of a vCPU: `hvm_load_cpu_msrs` in `xen/arch/x86/hvm/hvm.c`, `XEN_DOMCTL_set_vcpu_msrs`
/// in `domctl.c`, `guest_wrmsr` in `msr.c`.
struct MSRCheck {
  let capture: Capture
  let order: ByteOrder
  let checkpoint: Int?
  let owner: StatePlace
  /// What the CPUID policy of the stream gives the guest; nil where it has none.
  var policy: ProcessorPolicy?

  /// MSRs that some release sends of a vCPU.
  private static let known: Set<UInt64> =
    addressMasks.union([0x48, 0x140, 0x6e1, 0xd90, 0xda0, auxiliary, 0xc001_011f])
  private static let addressMasks: Set<UInt64> = [0xc001_1027, 0xc001_1019, 0xc001_101a, 0xc001_101b]
  private static let auxiliary: UInt64 = 0xc000_0103

  /// The findings for a list of entries in a range of file offsets, the first few.
  func findings(_ list: Range<UInt64>) throws(CaptureError) -> [Finding] {
    let count = Int(min(UInt64(list.count) / MSRList.entryByteCount, UInt64(MSRList.maximumCount)))
    let bytes = try capture.bytes(at: list.lowerBound, count: count * Int(MSRList.entryByteCount))
    var findings: [Finding] = []
    for start in stride(from: 0, to: bytes.count, by: Int(MSRList.entryByteCount)) where bytes.count - start >= 16 {
      let index = bytes.number(at: start, bytes: 4, order)
      let value = bytes.number(at: start + 8, bytes: 8, order)
      guard let reason = reason(index, reserved: bytes.number(at: start + 4, bytes: 4, order), value) else { continue }
      findings.append(
        Finding(
          .msrRefused, at: list.lowerBound + UInt64(start), checkpoint: checkpoint,
          part: owner.typecode > 0 ? .hvmContext : .record, value: index, limit: value,
          subject: owner.with(detail: reason.rawValue).packed))
      if findings.count == Self.mostFindings { break }
    }
    return findings
  }

  private static let mostFindings = 8

  private func reason(_ index: UInt64, reserved: UInt64, _ value: UInt64) -> RefusedMSR? {
    if reserved != 0 { return .reserved }
    if !Self.known.contains(index) { return .unknown }
    if Self.addressMasks.contains(index) || index == Self.auxiliary, value >> 32 != 0 { return .tooLarge }
    if let policy, !policy.has(msr: index) { return .notInPolicy }
    return nil
  }
}
