@_spi(Measuring) import SaveStream
import Testing

@_spi(Measuring) @testable import Inspector

/// Bytes as such: ranges of them, copied or written in several forms.
@Suite struct ByteRangeTests {
  private func driver(_ keys: String) throws -> InspectorDriver {
    let driver = try InspectorDriver(sample: "hvm-remus-compressed.bin")
    driver.press(keys)
    return driver
  }

  private func last(_ driver: InspectorDriver) -> ByteRequest? {
    if case .takeOut(let request)? = driver.effects.last { request } else { nil }
  }

  @Test func aRangeOfThePageIsCopiedInTheFormThatAKeyNames() throws {
    let driver = try driver("5:pfn 0xe<Enter>:ckpt 1<Enter><Tab>ggVlll")
    driver.press("y")
    #expect(driver.screen.contains("Copy 4 bytes of page 0xe as r raw, h hex, c C array or t text"))
    driver.press("h")
    let request = try #require(last(driver))
    #expect(request.form == .hex && request.destination == .clipboard && request.source.count == 4)
    // The range has done its work.
    driver.press("y")
    guard case .copy? = driver.effects.last else { return #expect(Bool(false), "a range was left") }
  }

  @Test func aRangeOfTheCaptureIsWrittenByTheEndingOfItsFile() throws {
    let driver = try driver("1<Tab><Tab>ggVjx")
    #expect(driver.lines.last == ":export hvm-remus-compressed-0x0-17.bin", "\(driver.screen)")
    driver.press("<Backspace><Backspace><Backspace>c<Enter>")
    let request = try #require(last(driver))
    #expect(request.form == .c && request.source.content == .capture(0..<17))
    #expect(request.destination == .file("hvm-remus-compressed-0x0-17.c", replaces: false))
  }

  @Test func aRangeIsNeverWrittenToTheTerminal() throws {
    let driver = try driver("1<Tab><Tab>ggVj:export -<Enter>")
    #expect(driver.screen.contains("The terminal has standard output"), "\(driver.screen)")
    #expect(last(driver) == nil)
  }

  @Test func escapeGivesUpTheRangeAndStays() throws {
    let driver = try driver("1<Tab><Tab>Vll<Esc>")
    #expect(driver.session.inspector.current == .tree)
    #expect(driver.session.inspector.selectedBytes == nil)
  }

  @Test func theMouseEndsARange() throws {
    let driver = try driver("5:pfn 0xe<Enter><Tab>ggV")
    let row = try #require(driver.lines.firstIndex { $0.contains("00000010") })
    driver.click(row: row, column: 14)
    #expect(driver.session.inspector.selectedBytes?.count == 18, "\(driver.screen)")
  }

  @Test func aFileOfBytesOfAPageHasAllOfThem() throws {
    let driver = try driver("5:pfn 0xe<Enter>:export p.bin<Enter>")
    let request = try #require(last(driver))
    guard case .bytes(let bytes) = request.source.content else { return #expect(Bool(false)) }
    let content = try #require(driver.session.inspector.view(.page) as? PageView).content
    #expect(bytes == content?.page?.bytes && bytes.count == 4096 && request.form == .raw)
  }

  @Test func whereThereAreNoBytesThatIsSaid() throws {
    let driver = try driver("3:export p.bin<Enter>")
    #expect(driver.screen.contains("That ending is for bytes, and there are none here"))
    #expect(driver.effects.isEmpty)
  }

  @Test func aFileThatIsThereIsReplacedWhereThatIsWanted() throws {
    let driver = try driver("2x<Enter>")
    guard case .export(let request)? = driver.effects.last else { return #expect(Bool(false)) }
    driver.send(.exporting(nil))
    driver.send(.fileExists(.report(request)))
    #expect(driver.screen.contains("Replace hvm-remus-compressed-pages.csv? y or n"))
    driver.press("n")
    #expect(driver.screen.contains("stays as it is"))
    driver.send(.fileExists(.report(request)))
    driver.press("y")
    guard case .export(let again)? = driver.effects.last else { return #expect(Bool(false)) }
    #expect(again.replaces && again.file == request.file && again.arguments == request.arguments)
  }

  @Test func theFormsAreWhatTheySay() {
    let bytes = Array("{\n \"a\": 1 }\u{1b}[31m".utf8) + [0xff, 0, 0]
    let text = { (form: ByteForm) in String(decoding: form.encoded(bytes, remark: "19 bytes"), as: UTF8.self) }
    #expect(ByteForm.raw.encoded(bytes, remark: "") == bytes)
    #expect(text(.text) == "{\n \"a\": 1 }\\x1b[31m\\xff")
    #expect(text(.hex).hasPrefix("7b 0a 20 22 61 22 3a 20 31 20 7d 1b 5b 33 31 6d\nff 00 00"))
    #expect(text(.c).hasPrefix("/* 19 bytes */\nstatic const unsigned char bytes[19] = {\n    0x7b, 0x0a,"))
    #expect(text(.c).hasSuffix("0xff, 0x00, 0x00,\n};\n"))
  }

  @Test func aConfigIsCopiedAsItStandsInTheCapture() throws {
    let driver = try InspectorDriver(sample: "xl-hvm.bin")
    driver.press("1*:0x34<Enter>hy")
    #expect(driver.session.inspector.position.words == "xl/config", "\(driver.screen)")
    let request = try #require(last(driver), "\(driver.screen)")
    #expect(request.form == .text && request.destination == .clipboard)
    #expect(request.source.content == .capture(0x34..<0x34 + 1088))
  }

  @Test func theBitsThatDifferStandBesideTheFirstSide() throws {
    let driver = try driver(":diff 1 2<Enter><Tab>v")
    #expect(driver.screen.contains("beside its XOR with checkpoint 2"), "\(driver.screen)")
    let pane = try #require(driver.session.inspector.view(.diff) as? DiffView).pane
    let page = try #require(pane.page)
    let bits = try #require(page.differingBits)
    let lit = Set(bits.indices.filter { bits[$0] != 0 }.map { $0 / 4 })
    #expect(lit.count == pane.ranges.reduce(0) { $0 + $1.count / 4 })
    driver.press("v")
    #expect(!driver.screen.contains("XOR with"))
  }
}
