@_spi(Measuring) import Inspector

/// The colours of things that are told apart by colour: the one table of them. A kind of bytes, an encoding, a type of
/// pages or a use has one hue wherever it is shown, as a bar, a sign or a word; the contrast is one of text.
enum Hue: CaseIterable {
  case green, orange, blue, gray, violet, magenta, teal, red, sky, yellow, pink, brown

  /// How it looks in a palette.
  func look(in palette: Palette) -> Appearance {
    switch palette {
    case .dark: Appearance(numbers.dark)
    case .light: Appearance(numbers.light)
    case .either: Appearance(numbers.either)
    case .sixteenOnBlack: Appearance(sixteen.onBlack)
    case .sixteen: Appearance(sixteen.onEither)
    case .mono: Appearance()
    }
  }

  /// Of xterm's 256 colours.
  private var numbers: (dark: Int32, light: Int32, either: Int32) {
    switch self {
    case .green: (107, 22, 65)
    case .orange: (179, 94, 166)
    case .blue: (74, 24, 31)
    case .gray: (246, 241, 244)
    case .violet: (141, 61, 98)
    case .magenta: (176, 90, 133)
    case .teal: (73, 23, 30)
    case .red: (203, 124, 160)
    case .sky: (117, 25, 33)
    case .yellow: (222, 58, 136)
    case .pink: (211, 125, 162)
    case .brown: (137, 52, 94)
    }
  }

  /// Of the sixteen that terminals have in common; nil for the terminal's own. Few of them can be told from black and
  /// from white, so that signs have to tell more apart there.
  private var sixteen: (onBlack: Int32?, onEither: Int32?) {
    typealias Color = Appearance.Color
    return switch self {
    case .green: (Color.green, Color.brightBlue)
    case .orange: (Color.yellow, Color.brightRed)
    case .blue: (Color.cyan, Color.magenta)
    case .gray: (nil, nil)
    case .violet: (Color.brightMagenta, Color.brightMagenta)
    case .magenta: (Color.brightMagenta, Color.magenta)
    case .teal: (Color.brightCyan, Color.gray)
    case .red: (Color.brightRed, Color.red)
    case .sky: (Color.brightCyan, Color.brightBlue)
    case .yellow: (Color.brightYellow, Color.gray)
    case .pink: (Color.brightYellow, Color.brightMagenta)
    case .brown: (Color.yellow, Color.red)
    }
  }
}

extension Style {
  /// The hue of what it stands for; nil for what has none.
  var hue: Hue? {
    switch self {
    case .barPageData, .encodingRaw, .typeOrdinary, .contentOther: .green
    case .barCompressed, .encodingDelta: .orange
    case .encodingFull: .blue
    case .barFraming, .encodingEmpty, .useFree: .gray
    case .typeTable, .useKernel, .contentPointers: .violet
    case .barPFNs: .pink
    case .barMetadata, .contentAlike: .magenta
    case .barTail, .useHugetlb, .owner4: .teal
    case .barUnknown: .red
    case .useAnonymous, .owner1, .contentCode: .sky
    case .useCache, .owner2, .contentText: .yellow
    case .useSlab, .owner3: .brown
    case .useCachePrivate, .owner5: .magenta
    case .owner6: .pink
    default: nil
    }
  }
}
