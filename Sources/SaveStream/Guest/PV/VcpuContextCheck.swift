/// What a receiver would refuse in a PV vCPU record (`xc_domain_restore.c`).
enum VcpuContextCheck {
  /// The most descriptors a GDT can have.
  static let maximumDescriptors: UInt64 = 8192
  /// Descriptors in one frame of a GDT.
  private static let descriptorsPerFrame: UInt64 = 512

  /// Findings for the context at a file offset; none when the capture does not hold all of it.
  /// - Parameter p2mSize: The number of PFN slots that the header states.
  /// - Throws: when the capture fails to read.
  static func findings(
    contextAt offset: UInt64, guestBits: Int, p2mSize: UInt64, checkpoint: Int?, capture: Capture,
    order: ByteOrder = .little
  ) throws(CaptureError) -> [Finding] {
    let layout = VcpuContext.layout(guestBits: guestBits)
    let bytes = try capture.bytes(at: offset, count: layout.byteCount)
    guard bytes.count == layout.byteCount else { return [] }
    let places = guestBits == 32 ? Places.bits32 : Places.bits64
    var findings: [Finding] = []

    func number(at position: Int) -> UInt64 { bytes[position..<position + places.word].number(order) }
    func report(_ rule: FindingRule, at position: Int, value: UInt64, limit: UInt64) {
      findings.append(
        Finding(
          rule, at: offset &+ UInt64(position), checkpoint: checkpoint, part: .vcpuContext, value: value,
          limit: limit))
    }

    let descriptors = number(at: places.descriptorCount)
    if descriptors > maximumDescriptors {
      report(.vcpuDescriptorTable, at: places.descriptorCount, value: descriptors, limit: maximumDescriptors)
    } else {
      let frames = (descriptors + descriptorsPerFrame - 1) / descriptorsPerFrame
      for frame in 0..<Int(frames) {
        let position = places.frames + frame * places.word
        let pfn = number(at: position)
        guard pfn >= p2mSize else { continue }
        report(.vcpuDescriptorTable, at: position, value: pfn, limit: p2mSize)
        break
      }
    }
    let base = places.pfn(ofBase: number(at: places.base))
    if base == 0 || base >= p2mSize { report(.vcpuPageTableBase, at: places.base, value: base, limit: p2mSize) }
    if let userBase = places.userBase, number(at: userBase) & 1 != 0 {
      let pfn = number(at: userBase) >> 12
      if pfn >= p2mSize { report(.vcpuPageTableBase, at: userBase, value: pfn, limit: p2mSize) }
    }
    return findings
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

  /// Byte offsets in a context.
  private struct Places {
    /// Bytes of a word.
    let word: Int
    let frames: Int
    let descriptorCount: Int
    /// CR3.
    let base: Int
    /// The user page-table base, where there is one.
    let userBase: Int?

    static let bits64 = Places(word: 8, frames: 4832, descriptorCount: 4960, base: 5008, userBase: 4992)
    static let bits32 = Places(word: 4, frames: 2640, descriptorCount: 2704, base: 2728, userBase: nil)

    /// The PFN that a page-table base holds. The 32-bit form keeps the PFN's bits from 20 up in the low 12 bits.
    func pfn(ofBase base: UInt64) -> UInt64 {
      word == 8 ? base >> 12 : base >> 12 | (base & 0xFFF) << 20
    }
  }
}
