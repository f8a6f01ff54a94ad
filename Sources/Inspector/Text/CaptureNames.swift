@_spi(Measuring) import SaveStream

/// The names of two captures that are shown together: the last parts of their paths, and of the folders before as many
/// as tell the two apart.
struct CaptureNames: Sendable, Equatable {
  let first: String
  let second: String

  init(_ first: String, _ second: String) {
    let paths = [first, second].map { $0.split(separator: "/") }
    let same = zip(paths[0].reversed(), paths[1].reversed()).prefix { $0 == $1 }.map { _ in 0 }.count
    let names = zip(paths, [first, second]).map { parts, path in
      // Paths that are the same, or the end of one another, differ in no folder.
      let shown = parts.suffix(paths[0] == paths[1] ? 1 : same + 1).joined(separator: "/")
      return shown.isEmpty ? path : shown
    }
    (self.first, self.second) = (names[0], names[1])
  }

  /// The first, and that it is compared with the second, in at most `width` cells with a blank between: folders are cut
  /// first.
  func texts(_ width: Int, _ glyphs: Glyphs) -> [String] {
    let names = [first, second].map { EscapedText.of($0, unicode: glyphs.isUnicode) }
    let room = max(width == .max ? .max : width - TextWidth.of(Self.between) - 1, 0)
    // What one name does not need is the other's.
    let first = Self.shortened(names[0], max(room / 2, room - TextWidth.of(names[1])), glyphs)
    return [first, Self.between + Self.shortened(names[1], room - TextWidth.of(first), glyphs)]
  }

  /// The name with the end of its folders cut, so that the file's own name stays.
  /// - Parameter fewest: cells of the folders that are worth showing; nil comes of fewer.
  static func shortened(_ name: String, _ width: Int, fewest: Int, _ glyphs: Glyphs) -> String? {
    guard TextWidth.of(name) > width else { return name }
    guard let slash = name.lastIndex(of: "/") else { return nil }
    let room = width - TextWidth.of(String(name[slash...]))
    guard room >= fewest else { return nil }
    return TextWidth.fitted(String(name[..<slash]), room, glyphs) + name[slash...]
  }

  private static func shortened(_ name: String, _ width: Int, _ glyphs: Glyphs) -> String {
    shortened(name, width, fewest: 3, glyphs) ?? TextWidth.fitted(name, width, glyphs)
  }

  private static let between = "compared with "
}
