/// What Xen refuses in the extended state of a vCPU (`validate_xstate` in `xen/arch/x86/xstate.c`, Xen 4.5 to 4.17).
struct XsaveCheck {
  let capture: Capture
  let order: ByteOrder
  let checkpoint: Int?

  /// Bytes of the legacy region and the header, without which there is no area to look into.
  private static let leastArea: UInt64 = 576
  /// Components that some processor has: x87 to AMX, and AMD's LWP.
  private static let knownComponents: UInt64 = 0xf_ffff | 1 << 62
  /// Where in an area `xstate_bv` stands.
  private static let headerOffset: UInt64 = 512
  /// The end of each component in the form that is not compacted, by its bit: those that Intel defines. AMD's lie elsewhere
  /// only where MPX and AVX-512 are not there.
  private static let ends: [Int: UInt64] = [
    0: 576, 1: 576, 2: 832, 3: 1024, 4: 1088, 5: 1152, 6: 1664, 7: 2688, 9: 2696,
  ]

  /// The findings for `xcr0`, `xcr0_accum` and the area behind them, in a range of file offsets.
  /// - Parameter place: the file offset that the findings name: that of the record.
  func findings(_ state: Range<UInt64>, at place: UInt64, part: StreamPart) throws(CaptureError) -> [Finding] {
    guard UInt64(state.count) >= 16 + Self.leastArea else { return [] }
    let words = try capture.bytes(at: state.lowerBound, count: 16)
    let header = try capture.bytes(at: state.lowerBound + 16 + Self.headerOffset, count: 8)
    guard words.count == 16, header.count == 8 else { return [] }
    let (xcr0, accum) = (words.number(at: 0, bytes: 8, order), words.number(at: 8, bytes: 8, order))
    let present = header.number(order)
    // With components that no processor has it is the state of none, and nothing can be said of it.
    guard accum & ~Self.knownComponents == 0 else { return [] }
    guard Self.isSound(xcr0: xcr0, accum: accum, present: present) else {
      return [
        Finding(.xsaveInconsistent, at: place, checkpoint: checkpoint, part: part, value: xcr0 | present, limit: accum)
      ]
    }
    return try excess(state, accum, at: place, part)
  }

  private static func isSound(xcr0: UInt64, accum: UInt64, present: UInt64) -> Bool {
    present & ~accum == 0 && xcr0 & ~accum == 0 && [xcr0, accum].allSatisfy(isValid)
  }

  /// x87 is always on, AVX needs SSE, and the two parts of MPX come together.
  private static func isValid(_ components: UInt64) -> Bool {
    components & 1 == 1 && (components & 4 == 0 || components & 2 != 0)
      && (components >> 3 & 3 == 0 || components >> 3 & 3 == 3)
  }

  /// What stands behind the components that were ever on: zeros from some releases, which others refuse.
  private func excess(
    _ state: Range<UInt64>, _ accum: UInt64, at place: UInt64, _ part: StreamPart
  ) throws(CaptureError) -> [Finding] {
    let bits = (0..<64).filter { accum >> UInt64($0) & 1 == 1 }
    let ends = bits.compactMap { Self.ends[$0] }
    guard ends.count == bits.count, let needed = ends.max() else { return [] }
    let end = state.lowerBound + 16 + needed
    guard end < state.upperBound else { return [] }
    let rest = try capture.bytes(at: end, count: Int(min(state.upperBound - end, UInt64(pageSize))))
    let isZero = rest.allSatisfy { $0 == 0 }
    return [
      Finding(
        isZero ? .xsaveExcessZero : .xsaveExcess, at: place, checkpoint: checkpoint, part: part,
        value: UInt64(state.count) - 16, limit: needed)
    ]
  }
}
