/// What Xen refuses in the extended state of a vCPU (`validate_xstate` in `xen/arch/x86/xstate.c`,
/// `hvm_load_cpu_xsave_states` in `hvm.c`, `XEN_DOMCTL_setvcpuextstate` in `domctl.c`).
struct XsaveCheck {
  let capture: Capture
  let order: ByteOrder
  let checkpoint: Int?
  let receivers: Receivers
  /// What holds the state.
  let owner: StatePlace
  /// The components that the CPUID policy of the stream allows; nil where it has none.
  var allowed: UInt64?

  /// Bytes of the legacy region and the header, without which there is no area to look into.
  private static let leastArea: UInt64 = 576
  /// `xcr0` and `xcr0_accum`, before the area.
  private static let headByteCount: UInt64 = 16
  /// Components that some processor has: x87 to AMX, and AMD's LWP.
  private static let knownComponents: UInt64 = 0xf_ffff | 1 << 62
  /// Where in an area `xstate_bv` stands. Behind it are `xcomp_bv` and reserved words.
  private static let headerOffset: UInt64 = 512
  private static let headerByteCount = 64
  /// The end of each component in the form that is not compacted, by its bit: those that Intel defines. AMD's end
  /// earlier.
  private static let ends: [Int: UInt64] = [
    0: 576, 1: 576, 2: 832, 3: 1024, 4: 1088, 5: 1152, 6: 1664, 7: 2688, 9: 2696,
  ]
  /// The bytes of each component, by its bit, without which no area that has it can do.
  private static let sizes: [Int: UInt64] = [2: 256, 3: 64, 4: 64, 5: 64, 6: 512, 7: 1024, 9: 8]

  /// What the fields in front of the components say.
  private struct Fields {
    let xcr0: UInt64
    let accumulated: UInt64
    /// `xstate_bv`.
    let present: UInt64
    /// `xcomp_bv` and the reserved words; 0 where all are.
    let reserved: UInt64
  }

  private var isOfHVM: Bool { owner.typecode > 0 }
  private var part: StreamPart { isOfHVM ? .hvmContext : .xsave }

  /// The findings for `xcr0`, `xcr0_accum` and the area behind them, in a range of file offsets.
  /// - Parameter place: the file offset that the findings name: that of the record.
  func findings(_ state: Range<UInt64>, at place: UInt64) throws(CaptureError) -> [Finding] {
    guard let fields = try fields(state) else { return [] }
    // With components that no processor has it is the state of none, and nothing can be said of it.
    guard fields.accumulated & ~Self.knownComponents == 0 else { return [] }
    // Of a PV guest that never used any there is no more to restore.
    let isNone = !isOfHVM && fields.accumulated | fields.xcr0 == 0
    if isNone, UInt64(state.count) == Self.headByteCount { return [] }
    guard UInt64(state.count) >= Self.headByteCount + Self.leastArea else {
      return [finding(.xsaveShort, at: place, value: areaLength(state), limit: Self.leastArea)]
    }
    guard isNone || Self.isSound(fields) else {
      return [
        finding(
          .xsaveInconsistent, at: place, value: fields.xcr0, limit: fields.accumulated, detail: fields.present)
      ]
    }
    var findings: [Finding] = []
    if let allowed, fields.accumulated & ~allowed != 0 {
      findings.append(finding(.xsavePolicy, at: place, value: fields.accumulated, limit: allowed))
    }
    if fields.reserved != 0, receivers.isModern {
      findings.append(
        finding(.xsaveHeader, receivers.severityOfLateRefusal, at: place, value: fields.reserved))
    }
    return findings + (try sizeFindings(state, fields.accumulated, at: place))
  }

  private func fields(_ state: Range<UInt64>) throws(CaptureError) -> Fields? {
    let words = try capture.bytes(at: state.lowerBound, count: Int(Self.headByteCount))
    guard UInt64(state.count) >= Self.headByteCount, words.count == Int(Self.headByteCount) else { return nil }
    let isThere = UInt64(state.count) >= Self.headByteCount + Self.leastArea
    let header =
      isThere
      ? try capture.bytes(
        at: state.lowerBound + Self.headByteCount + Self.headerOffset, count: Self.headerByteCount) : []
    guard !isThere || header.count == Self.headerByteCount else { return nil }
    let reserved = stride(from: 8, to: header.count, by: 8).map { header.number(at: $0, bytes: 8, order) }
    return Fields(
      xcr0: words.number(at: 0, bytes: 8, order), accumulated: words.number(at: 8, bytes: 8, order),
      present: isThere ? header.number(at: 0, bytes: 8, order) : 0, reserved: reserved.first { $0 != 0 } ?? 0)
  }

  private static func isSound(_ fields: Fields) -> Bool {
    fields.present & ~fields.accumulated == 0 && fields.xcr0 & ~fields.accumulated == 0
      && [fields.xcr0, fields.accumulated].allSatisfy(isValid)
  }

  /// x87 is always on, AVX needs SSE, AVX-512 comes in one piece and needs AVX, and the two parts of MPX come together.
  private static func isValid(_ components: UInt64) -> Bool {
    let wide = components >> 5 & 7
    return components & 1 == 1 && (components & 4 == 0 || components & 2 != 0)
      && (wide == 0 || wide == 7 && components & 4 != 0) && (components >> 3 & 3 == 0 || components >> 3 & 3 == 3)
  }

  // MARK: Size

  private func areaLength(_ state: Range<UInt64>) -> UInt64 {
    UInt64(state.count) - min(UInt64(state.count), Self.headByteCount)
  }

  /// What is wrong with the number of bytes that the components take.
  private func sizeFindings(
    _ state: Range<UInt64>, _ accumulated: UInt64, at place: UInt64
  ) throws(CaptureError) -> [Finding] {
    let bits = (0..<64).filter { accumulated >> UInt64($0) & 1 == 1 }
    let ends = bits.compactMap { Self.ends[$0] }
    guard ends.count == bits.count else { return [] }
    let needed = ends.max() ?? 0
    let length = areaLength(state)
    let least = bits.reduce(Self.leastArea) { $0 + (Self.sizes[$1] ?? 0) }
    if length < least {
      return [finding(.xsaveShort, receivers.severityOfLateRefusal, at: place, value: length, limit: least)]
    }
    guard length > needed else { return [] }
    return [try excess(state, needed, at: place)]
  }

  /// What stands behind the components that were ever on. Of an HVM guest zeros are taken, but for a few releases.
  private func excess(
    _ state: Range<UInt64>, _ needed: UInt64, at place: UInt64
  ) throws(CaptureError) -> Finding {
    let start = state.lowerBound + Self.headByteCount + needed
    let rest = try capture.bytes(at: start, count: Int(min(state.upperBound - start, UInt64(pageSize))))
    let isTaken = isOfHVM && rest.allSatisfy { $0 == 0 }
    return finding(isTaken ? .xsaveExcessZero : .xsaveExcess, at: place, value: areaLength(state), limit: needed)
  }

  private func finding(
    _ rule: FindingRule, _ severity: Severity? = nil, at place: UInt64, value: UInt64, limit: UInt64 = 0,
    detail: UInt64 = 0
  ) -> Finding {
    Finding(
      rule, severity, at: place, checkpoint: checkpoint, part: part, value: value, limit: limit,
      subject: owner.with(detail: detail).packed)
  }
}
