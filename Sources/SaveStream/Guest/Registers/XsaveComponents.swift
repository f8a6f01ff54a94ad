/// The parts of an XSAVE area.
///
/// ```
/// 0 legacy region  512 header  576 AVX … each component at a place of its own, or packed in the compacted form
/// ```
/// The places of the components past AVX depend on the processor: Intel keeps room for MPX, AMD does not. The size of
/// an area tells which of the two it was.
enum XsaveComponents {
  /// The components by their bit in XCR0 and `xstate_bv`.
  static let names = [
    0: "x87", 1: "SSE", 2: "AVX", 3: "BNDREGS", 4: "BNDCSR", 5: "opmask", 6: "ZMM_Hi256", 7: "Hi16_ZMM", 8: "PT",
    9: "PKRU", 10: "PASID", 11: "CET_U", 12: "CET_S", 13: "HDC", 14: "UINTR", 15: "LBR", 16: "HWP",
    17: "TILECFG", 18: "TILEDATA", 62: "LWP",
  ]

  /// The bytes of the legacy region and the header.
  static let headByteCount = 576

  /// The layout of an area.
  /// - Parameters:
  ///   - accumulated: the components that the area has room for (`xcr0_accum`).
  ///   - byteCount: the bytes that the area has in the stream, by what the stream states.
  ///   - isCompacted: bit 63 of `xcomp_bv`.
  static func layout(accumulated: UInt64, byteCount: UInt64, isCompacted: Bool) -> Layout {
    guard !isCompacted else {
      return Layout("xsave", byteCount: headByteCount, rest: .init("extended", "components in compacted form"), head)
    }
    let places = places(accumulated: accumulated, byteCount: byteCount)
    let fields = places.map { Layout.Field($0.name.lowercased(), at: $0.offset, $0.type, $0.meaning) }
    return Layout(
      "xsave", byteCount: fields.last?.end ?? headByteCount, rest: .init("extended", "beyond the components"),
      head + fields)
  }

  /// The nodes that tile an area of which the capture holds `range`.
  static func nodes(
    range: Range<UInt64>, accumulated: UInt64, byteCount: UInt64, _ reader: TreeReader
  ) -> [TreeNode] {
    let compaction = range.lowerBound &+ UInt64(headByteCount) - 56
    let isCompacted = range.contains(compaction &+ 7) && (reader.number(at: compaction, bytes: 8) ?? 0) >> 63 == 1
    return layout(accumulated: accumulated, byteCount: byteCount, isCompacted: isCompacted)
      .nodes(at: range.lowerBound, available: UInt64(range.count), reader)
  }

  private static let head: [Layout.Field] = [
    .init("legacy", at: 0, .structure(.fxsave)), .init("header", at: 512, .structure(.xsaveHeader)),
  ]

  // MARK: Places

  /// A component and where it lies.
  private struct Place {
    let bit: UInt64
    let offset: Int
    let type: FieldType
    var meaning = ""

    var name: String { XsaveComponents.names[Int(bit)] ?? "" }
    var end: Int { offset + type.byteCount }
  }

  private static func places(accumulated: UInt64, byteCount: UInt64) -> [Place] {
    let forms = [intel, amd].map { form in form.filter { accumulated >> $0.bit & 1 == 1 } }
    let exact = forms.first { UInt64(max($0.last?.end ?? 0, headByteCount)) == byteCount }
    return exact ?? forms[0]
  }

  private static let intel: [Place] = [
    Place(bit: 2, offset: 576, type: avx, meaning: "upper halves of YMM0 to YMM15"),
    Place(bit: 3, offset: 960, type: bounds),
    Place(bit: 4, offset: 1024, type: boundsControl),
    Place(bit: 5, offset: 1088, type: masks),
    Place(bit: 6, offset: 1152, type: upperHalves, meaning: "upper halves of ZMM0 to ZMM15"),
    Place(bit: 7, offset: 1664, type: highRegisters),
    Place(bit: 9, offset: 2688, type: keys),
  ]

  private static let amd: [Place] = [
    Place(bit: 2, offset: 576, type: avx, meaning: "upper halves of YMM0 to YMM15"),
    Place(bit: 5, offset: 832, type: masks),
    Place(bit: 6, offset: 896, type: upperHalves, meaning: "upper halves of ZMM0 to ZMM15"),
    Place(bit: 7, offset: 1408, type: highRegisters),
    Place(bit: 9, offset: 2432, type: keys),
  ]

  // MARK: Components

  private static let avx = registers("avx", "ymm", 0..<16, .bytes(16))
  private static let upperHalves = registers("zmm_hi256", "zmm", 0..<16, .bytes(32))
  private static let highRegisters = registers("hi16_zmm", "zmm", 16..<32, .bytes(64))
  private static let masks = registers("opmask", "k", 0..<8, .address(bytes: 8))
  private static let keys = FieldType.structure(
    Layout("pkru", byteCount: 8, [.init("pkru", at: 0, .address(bytes: 4), "rights of the protection keys")]))
  private static let bounds = FieldType.structure(
    Layout(
      "bndregs", byteCount: 64,
      Layout.Field.row((0..<4).flatMap { ["bnd\($0)_lower", "bnd\($0)_upper"] }, at: 0, .address(bytes: 8))))
  private static let boundsControl = FieldType.structure(
    Layout("bndcsr", byteCount: 64, Layout.Field.row(["bndcfgu", "bndstatus"], at: 0, .address(bytes: 8))))

  private static func registers(_ name: String, _ prefix: String, _ numbers: Range<Int>, _ type: FieldType) -> FieldType
  {
    .structure(
      Layout(
        name, byteCount: numbers.count * type.byteCount,
        Layout.Field.row(numbers.map { "\(prefix)\($0)" }, at: 0, type)))
  }
}
