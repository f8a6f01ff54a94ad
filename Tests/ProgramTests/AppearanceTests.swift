import Inspector
import Testing

@testable import savescope

@Suite struct AppearanceTests {
  @Test(arguments: [0, 8, 16, 256, 1 << 24])
  func staysWithinThePaletteThatIsThere(colors: Int) {
    for style in Style.allCases {
      let look = Appearance.of(style, colors: colors)
      let limit: Int32 = colors == 256 ? 256 : colors == 0 ? 0 : 8
      for color in [look.foreground, look.background].compactMap({ $0 }) { #expect((0..<limit).contains(color)) }
    }
  }

  @Test(arguments: [0, 8, 256])
  func theSelectedRowStandsOutFromTheOthers(colors: Int) {
    let plain = Appearance.of(.plain, colors: colors)
    #expect(Appearance.of(.selection, colors: colors) != plain)
    #expect(Appearance.of(.selection, colors: colors) != Appearance.of(.selectionInactive, colors: colors))
    #expect(Appearance.of(.matchCurrent, colors: colors) != Appearance.of(.match, colors: colors))
  }

  @Test(arguments: [0, 8, 256])
  func neighbouringFieldsDiffer(colors: Int) {
    #expect(Appearance.of(.fieldEven, colors: colors) != Appearance.of(.fieldOdd, colors: colors))
    #expect(Appearance.of(.fieldSelected, colors: colors) != Appearance.of(.fieldEven, colors: colors))
    #expect(Appearance.of(.fieldSelected, colors: colors) != Appearance.of(.fieldOdd, colors: colors))
  }
}
