@_spi(Measuring) import Inspector

/// The looks of all roles together, for one kind of terminal.
enum Palette: CaseIterable {
  /// 256 colours: for a dark background, a light one, and one that is not known.
  case dark, light, either
  /// Sixteen colours: for a black background, and for one that is not known.
  case sixteenOnBlack, sixteen
  /// What any terminal can do, such as a VT100.
  case mono

  /// The palette that fits best.
  /// - Parameters:
  ///   - theme: what the user wants.
  ///   - colors: how many colours there are; 0 for none.
  ///   - background: nil where it is not known.
  init(theme: Theme, colors: Int, background: TerminalBackground?) {
    // Terminals of true colour take numbers past 7 for shades, not for places of a palette.
    let hasShades = colors == 256 && theme != .sixteen
    self =
      switch (theme, background) {
      case _ where colors < 8: .mono
      case (.mono, _): .mono
      case (.dark, _), (.auto, .dark?): hasShades ? .dark : .sixteenOnBlack
      case (.light, _), (.auto, .light?): hasShades ? .light : .sixteen
      case (.sixteen, .dark?): .sixteenOnBlack
      case (.auto, nil), (.sixteen, _): hasShades ? .either : .sixteen
      }
  }

  func look(of style: Style) -> Appearance {
    if let hue = style.hue { return hue.look(in: self) }
    return switch self {
    case .dark: .onDark(style)
    case .light: .onLight(style)
    case .either: .onEither(style)
    case .sixteenOnBlack: .sixteenOnBlack(style)
    case .sixteen: .sixteen(style)
    case .mono: .withoutColor(style)
    }
  }
}
