@_spi(Measuring) import Inspector
import Testing

@testable import savescope

@Suite struct PaletteTests {
  @Test(arguments: Palette.allCases)
  func staysWithinTheColorsThatThereAre(_ palette: Palette) {
    let limit: Int32 = [.dark, .light, .either].contains(palette) ? 256 : palette == .mono ? 0 : 16
    for style in Style.allCases {
      let look = palette.look(of: style)
      for color in [look.foreground, look.background].compactMap({ $0 }) { #expect((0..<limit).contains(color)) }
      let plain = look.inEightColors
      guard limit == 16 else { continue }
      for color in [plain.foreground, plain.background].compactMap({ $0 }) { #expect((0..<8).contains(color)) }
    }
  }

  @Test(arguments: Palette.allCases)
  func theSelectedRowStandsOutFromTheOthers(_ palette: Palette) {
    let plain = palette.look(of: .plain)
    #expect(palette.look(of: .selection) != plain)
    #expect(palette.look(of: .selection) != palette.look(of: .selectionInactive))
    #expect(palette.look(of: .matchCurrent) != palette.look(of: .match))
  }

  @Test(arguments: Palette.allCases)
  func neighbouringFieldsDiffer(_ palette: Palette) {
    let looks = [Style.fieldEven, .fieldOdd, .fieldSelected].map { palette.look(of: $0) }
    #expect(looks[0] != looks[1] && looks[1] != looks[2] && looks[0] != looks[2])
  }

  /// What bytes and cells can look like.
  private static let below: [Style] = [
    .plain, .dim, .fieldEven, .fieldOdd, .fieldSelected, .padding, .match, .matchCurrent, .added, .removed,
    .typeTable, .typeOrdinary, .typeBroken, .typeAbsent, .encodingRaw, .encodingFull, .encodingDelta, .heat0, .heat4,
  ]

  /// Bold alone is hard to see in a single character.
  @Test(arguments: Palette.allCases)
  func theCursorIsSeenWhateverIsBelow(_ palette: Palette) {
    let cursor = palette.look(of: .cursor)
    for style in Self.below {
      let look = palette.look(of: style)
      let isSame =
        look.background == cursor.background
        && look.attributes.subtracting(.bold) == cursor.attributes.subtracting(.bold)
      #expect(!isSame, "\(style)")
    }
  }

  @Test(arguments: Palette.allCases)
  func troubleInTheStatusLineHasOneBackground(_ palette: Palette) {
    let look = palette.look(of: .statusTrouble)
    #expect(look != palette.look(of: .status))
    #expect(look.background != nil || look.attributes.contains(.reverse))
  }

  @Test(arguments: Palette.allCases)
  func addedAndRemovedDiffer(_ palette: Palette) {
    let looks = [Style.changed, .added, .removed, .plain].map { palette.look(of: $0) }
    for first in looks.indices { for second in looks[..<first] { #expect(looks[first] != second) } }
  }

  @Test(arguments: Palette.allCases.filter { $0 != .mono })
  func stepsOfHeatDiffer(_ palette: Palette) {
    let colors = Set([Style.heat0, .heat1, .heat2, .heat3, .heat4].map { palette.look(of: $0).foreground })
    #expect(colors.count == 5)
  }

  @Test func brighterIsHotterOnDarkAndDarkerOnLight() {
    let heat: [Style] = [.heat1, .heat2, .heat3, .heat4]
    for (palette, isRising) in [(Palette.dark, true), (.light, false)] {
      let steps = heat.compactMap { palette.look(of: $0).foreground }.map { XtermColor.luminance($0) }
      #expect(steps == (isRising ? steps.sorted() : steps.sorted().reversed()))
    }
  }

  @Test(arguments: [Palette.dark, .light, .either])
  func whatStandsSideBySideDiffersInColor(_ palette: Palette) {
    let kinds: [Style] = [
      .barPageData, .barCompressed, .barPFNs, .barMetadata, .barTail, .barFraming, .barUnknown,
    ]
    let encodings: [Style] = [.encodingRaw, .encodingFull, .encodingDelta, .encodingEmpty]
    let uses: [Style] = [
      .useFree, .useSlab, .useAnonymous, .useCache, .useCachePrivate, .useHugetlb, .useKernel,
    ]
    let owners: [Style] = [.owner1, .owner2, .owner3, .owner4, .owner5, .owner6]
    for styles in [kinds, encodings, uses, owners] {
      let colors = Set(styles.map { palette.look(of: $0).foreground })
      #expect(colors.count == styles.count)
    }
  }

  @Test func aHueIsTheSameInBytesAndInPagesOfOneKind() {
    for palette in Palette.allCases {
      #expect(palette.look(of: .barPageData) == palette.look(of: .encodingRaw))
      #expect(palette.look(of: .barCompressed) == palette.look(of: .encodingDelta))
    }
  }

  // MARK: Contrast

  /// The backgrounds that a palette is made for, the terminal's own text colour on them, and the least contrast of
  /// text there.
  private static let grounds: [(palette: Palette, grounds: [(back: UInt32, text: UInt32)], text: Double)] = [
    (.dark, [(0x000000, 0xe5e5e5), (0x1e1e1e, 0xe5e5e5)], 4.5),
    (.light, [(0xffffff, 0x000000), (0xeeeeee, 0x000000)], 4.5),
    // No colour reaches 4.5 on both black and white.
    (.either, [(0x000000, 0xe5e5e5), (0xffffff, 0x000000)], 3),
    (.sixteen, [(0x000000, 0xe5e5e5), (0xffffff, 0x000000)], 3),
    (.sixteenOnBlack, [(0x000000, 0xe5e5e5)], 4.5),
  ]

  /// What is there to be noticed less, and what is seen as an area.
  private static let weak: Set<Style> = [
    .dim, .border, .barFraming, .barPFNs, .barPageData, .barCompressed, .barMetadata, .barTail, .barUnknown, .barEmpty,
    .heat0, .heat1, .heat2, .heat3, .heat4, .typeAbsent, .encodingEmpty, .byteZero,
  ]

  @Test func everyRoleCanBeReadOnTheBackgroundsOfItsPalette() {
    for (palette, grounds, text) in Self.grounds {
      for style in Style.allCases {
        let look = palette.look(of: style)
        for ground in grounds {
          let back = look.background.map { XtermColor.luminance($0) } ?? RelativeLuminance.of(rgb: ground.back)
          let front = look.foreground.map { XtermColor.luminance($0) } ?? RelativeLuminance.of(rgb: ground.text)
          let contrast = (max(back, front) + 0.05) / (min(back, front) + 0.05)
          let least = Self.weak.contains(style) ? 3 : look.background == nil ? text : 4.5
          #expect(contrast >= least, "\(palette) \(style): \(contrast)")
        }
      }
    }
  }

  // MARK: Choosing

  @Test(
    arguments: [
      (Theme.auto, 256, nil, Palette.either), (.auto, 256, .dark, .dark), (.auto, 256, .light, .light),
      (.auto, 16, nil, .sixteen), (.auto, 8, .dark, .sixteenOnBlack), (.auto, 0, .dark, .mono),
      (.dark, 256, .light, .dark), (.light, 256, nil, .light), (.dark, 8, nil, .sixteenOnBlack),
      (.light, 0, nil, .mono),
      (.sixteen, 256, nil, .sixteen), (.sixteen, 256, .dark, .sixteenOnBlack), (.mono, 256, .light, .mono),
      // True colour has no palette of 256.
      (.auto, 1 << 24, .dark, .sixteenOnBlack),
    ] as [(Theme, Int, TerminalBackground?, Palette)])
  func theThemeIsWhatTheTerminalCanShow(
    theme: Theme, colors: Int, background: TerminalBackground?, palette: Palette
  ) {
    #expect(Palette(theme: theme, colors: colors, background: background) == palette)
  }

  @Test(
    arguments: [
      ("15;0", .dark), ("0;15", .light), ("0;default;7", .light), ("12;8", .dark), ("0;default", nil), ("", nil),
      ("15;99", nil),
    ] as [(String, TerminalBackground?)])
  func theBackgroundIsReadFromTheEnvironment(value: String, background: TerminalBackground?) {
    #expect(TerminalBackground(colorFGBG: value, term: "xterm") == background)
  }

  @Test func theLinuxConsoleIsBlack() {
    #expect(TerminalBackground(colorFGBG: nil, term: "linux") == .dark)
    #expect(TerminalBackground(colorFGBG: nil, term: "xterm") == nil)
  }

  @Test(
    arguments: [
      (0x000000, .dark), (0x002b36, .dark), (0x282c34, .dark), (0xffffff, .light), (0xfdf6e3, .light), (0x808080, nil),
    ] as [(UInt32, TerminalBackground?)])
  func aBackgroundIsDarkOrLightOrNeither(rgb: UInt32, background: TerminalBackground?) {
    #expect(TerminalBackground(rgb: rgb) == background)
  }
}

/// The colours of xterm's palette.
private enum XtermColor {
  private static let first: [UInt32] = [
    0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5, 0x7f7f7f, 0xff0000, 0x00ff00,
    0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
  ]

  static func luminance(_ color: Int32) -> Double { RelativeLuminance.of(rgb: rgb(color)) }

  private static func rgb(_ color: Int32) -> UInt32 {
    let number = UInt32(color)
    if number < 16 { return first[Int(number)] }
    if number >= 232 { return (8 + 10 * (number - 232)) * 0x010101 }
    let level = { (step: UInt32) -> UInt32 in step == 0 ? 0 : 55 + 40 * step }
    let cube = number - 16
    return level(cube / 36) << 16 | level(cube / 6 % 6) << 8 | level(cube % 6)
  }
}
