/// What Xen refuses in the context of a PV vCPU, beside the frames that it names (`arch_set_info_guest` in
/// `xen/arch/x86/domain.c`).
struct PVContextCheck {
  let capture: Capture
  let order: ByteOrder
  let checkpoint: Int?
  let receivers: Receivers
  let guestBits: Int
  let owner: StatePlace

  /// The most entries of an LDT.
  static let mostDescriptors: UInt64 = 8192
  /// Where the part of Xen's own begins and ends in the addresses of a 64-bit guest.
  private static let ofXen: Range<UInt64> = 1 << 47..<0xffff_8800_0000_0000
  /// Where the trap table of a 64-bit guest stands: 256 entries of 16 bytes, the address in the second half.
  private static let trapTable = 720
  private static let trapCount = 256

  /// Where the fields stand that hold addresses, in the order of `AddressField`; the trap table comes behind them.
  private static let places = [648, 5112, 5120, 5128, 672, 4976, 5144, 5152, 5160]
  /// How many of them every release looks at; only Xen 4.8 and later, and 4.6.6, look at the others.
  private static let earlyCount = 4

  /// The findings for the context at a file offset; none when the capture does not hold all of it.
  func findings(at offset: UInt64) throws(CaptureError) -> [Finding] {
    let length = VcpuContext.layout(guestBits: guestBits).byteCount
    let bytes = try capture.bytes(at: offset, count: length)
    guard bytes.count == length else { return [] }
    var findings = descriptorFindings(bytes, at: offset)
    guard guestBits == 64 else { return findings }
    for (number, place) in Self.places.enumerated() {
      let severity = number < Self.earlyCount ? nil : receivers.severityOfLateRefusal
      findings += address(bytes, place, severity, detail: UInt64(number), at: offset)
    }
    for trap in 0..<Self.trapCount {
      let place = Self.trapTable + 16 * trap + 8
      findings += address(bytes, place, nil, detail: AddressField.trap(trap), at: offset)
    }
    let isInKernel = bytes.number(at: 512, bytes: 8, order) & 1 << 2 != 0
    if !isInKernel, bytes.number(at: 4992, bytes: 8, order) == 0 {
      findings.append(finding(.vcpuUserMode, at: offset + 512, value: bytes.number(at: 512, bytes: 8, order)))
    }
    return findings
  }

  private func address(
    _ bytes: [UInt8], _ place: Int, _ severity: Severity?, detail: UInt64, at offset: UInt64
  ) -> [Finding] {
    let address = bytes.number(at: place, bytes: 8, order)
    guard !CanonicalAddress.isOne(address) else { return [] }
    return [finding(.vcpuAddress, severity, at: offset + UInt64(place), value: address, detail: detail)]
  }

  /// What is wrong with the LDT's base and size.
  private func descriptorFindings(_ bytes: [UInt8], at offset: UInt64) -> [Finding] {
    let (place, width) = guestBits == 64 ? (4816, 8) : (2632, 4)
    let base = bytes.number(at: place, bytes: width, order)
    let count = bytes.number(at: place + width, bytes: width, order)
    if count > Self.mostDescriptors {
      return [
        finding(.vcpuLDT, at: offset + UInt64(place + width), value: count, limit: Self.mostDescriptors, detail: 1)
      ]
    }
    guard base % UInt64(pageSize) != 0 || Self.ofXen.contains(base) else { return [] }
    return [finding(.vcpuLDT, at: offset + UInt64(place), value: base)]
  }

  private func finding(
    _ rule: FindingRule, _ severity: Severity? = nil, at offset: UInt64, value: UInt64, limit: UInt64 = 0,
    detail: UInt64 = 0
  ) -> Finding {
    Finding(
      rule, severity, at: offset, checkpoint: checkpoint, part: .vcpuContext, value: value, limit: limit,
      subject: owner.with(detail: detail).packed)
  }
}
