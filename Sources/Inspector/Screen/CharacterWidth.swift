/// How many cells a character takes on a terminal.
enum CharacterWidth {
  /// 0 for control, combining and invisible characters, 2 for wide ones, else 1.
  static func of(_ scalar: Unicode.Scalar) -> Int {
    let code = scalar.value
    if code < 0x7f { return code < 0x20 ? 0 : 1 }
    if code < 0xa0 { return 0 }
    if code < 0x300 { return code == 0xad ? 0 : 1 }
    if isInvisible(scalar) { return 0 }
    return wide.contains { $0.contains(code) } ? 2 : 1
  }

  /// Whether the character draws nothing of its own, or moves what stands around it.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .nonspacingMark, .enclosingMark, .spacingMark, .lineSeparator, .paragraphSeparator,
      .surrogate, .privateUse, .unassigned:
      true
    default: false
    }
  }

  /// East Asian wide and fullwidth characters and emoji (Unicode Standard Annex 11, blocks that hold only those).
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115f, 0x231a...0x231b, 0x2329...0x232a, 0x23e9...0x23ec, 0x25fd...0x25fe, 0x2614...0x2615,
    0x2648...0x2653, 0x26aa...0x26ab, 0x26bd...0x26be, 0x2705...0x2705, 0x274c...0x274c, 0x2753...0x2757,
    0x2e80...0x303e, 0x3041...0x33ff, 0x3400...0x4dbf, 0x4e00...0xa4cf, 0xa960...0xa97f, 0xac00...0xd7a3,
    0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60, 0xffe0...0xffe6, 0x16fe0...0x18aff, 0x1b000...0x1b2ff,
    0x1f004...0x1f004, 0x1f0cf...0x1f0cf, 0x1f18e...0x1f19a, 0x1f200...0x1f320, 0x1f32d...0x1f64f,
    0x1f680...0x1f6ff, 0x1f7e0...0x1f7eb, 0x1f900...0x1f9ff, 0x1fa70...0x1faff, 0x20000...0x3fffd,
  ]
}
