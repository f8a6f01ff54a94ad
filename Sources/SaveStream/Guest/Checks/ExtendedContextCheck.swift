/// What Xen refuses in the extended context of a PV vCPU (`XEN_DOMCTL_set_ext_vcpucontext` in `xen/arch/x86/domctl.c`).
enum ExtendedContextCheck {
  /// The least size that Xen takes.
  private static let least: UInt64 = 32

  /// The findings for the structure at a file offset; none when the capture does not hold its fixed part.
  static func findings(
    at offset: UInt64, available: UInt64, guestBits: Int, _ order: ByteOrder, checkpoint: Int?, capture: Capture
  ) throws(CaptureError) -> [Finding] {
    let bytes = try capture.bytes(at: offset, count: Int(min(available, 64)))
    guard bytes.count >= Int(least) else { return [] }
    let size = bytes.number(at: 4, bytes: 4, order)
    guard size >= least else {
      return [
        Finding(
          .extendedContextSize, at: offset + 4, checkpoint: checkpoint, part: .extendedContext, value: size,
          limit: least)
      ]
    }
    var findings: [Finding] = []
    for place in [8, 16] where guestBits == 64 {
      let address = bytes.number(at: place, bytes: 8, order)
      guard !isCanonical(address) else { continue }
      findings.append(
        Finding(
          .callbackAddress, at: offset + UInt64(place), checkpoint: checkpoint, part: .extendedContext, value: address))
    }
    guard size >= 40, bytes.count >= 40 else { return findings }
    return findings
      + MachineCheckCheck.findings(
        bytes.number(at: 32, bytes: 8, order), at: offset + 32, checkpoint: checkpoint, part: .extendedContext)
  }

  /// Whether bits 63 to 47 of an address are all the same.
  private static func isCanonical(_ address: UInt64) -> Bool {
    let upper = address >> 47
    return upper == 0 || upper == 0x1_ffff
  }
}
