import SaveStream

extension FieldText {
  /// A value in one line of a screen, which cuts it where there is no room.
  static func of(_ value: FieldValue, glyphs: Glyphs) -> String {
    short(value, unicode: glyphs.isUnicode, text: longest)
  }

  /// Bytes of a text that are worth escaping for one line.
  private static let longest = 512
}
