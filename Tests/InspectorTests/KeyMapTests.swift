import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

@Suite struct KeyMapTests {
  @Test(arguments: ViewKind.allCases)
  func noKeyMeansTwoThingsInAView(_ view: ViewKind) {
    var seen: Set<KeyStroke> = []
    for binding in KeyMap.standard.bindings where binding.views.contains(view) {
      for stroke in binding.keys { #expect(seen.insert(stroke).inserted, "\(stroke.name) in \(view.title)") }
    }
  }

  @Test(arguments: ViewKind.allCases)
  func noKeyIsAlsoTheFirstOfTwo(_ view: ViewKind) {
    let keys = KeyMap.standard
    for binding in keys.bindings where binding.views.contains(view) {
      for stroke in binding.keys where stroke.second == nil {
        #expect(!keys.isPrefix(stroke.first, in: view), "\(stroke.name) in \(view.title)")
      }
    }
  }

  @Test func theDocumentedKeysAreTheKeys() throws {
    let path = "\(Fixtures.packageRoot)/docs/keys.md"
    if FixtureFile.environment("RECORD_SNAPSHOTS") == "1" {
      try FixtureFile.write(Array(KeyMap.standard.markdown().utf8), to: path)
    }
    let page = try FixtureFile.text(path)
    #expect(page == KeyMap.standard.markdown(), "docs/keys.md is not what the key table makes")
  }

  @Test func helpShowsEveryBinding() {
    let driver = InspectorDriver(capture: .init(bytes: []), index: emptyIndex(size: 0), rows: 600, columns: 120)
    driver.press("1?")
    // A help that is too long for a line goes on in the next.
    let screen = driver.lines.joined(separator: " ").split(separator: " ").joined(separator: " ")
    for binding in KeyMap.standard.bindings { #expect(screen.contains(binding.help), "\(binding.help)") }
  }

  @Test func theBottomLineNamesKeysOfItsView() throws {
    let driver = try InspectorDriver(sample: "hvm.bin", rows: 24, columns: 160)
    driver.press("2")
    #expect(driver.lines.last?.contains("a all entries") == true)
    driver.press("1")
    #expect(driver.lines.last?.contains("* open all") == true)
  }
}
