@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

/// `x` and `:export`: what is suggested, what is shown, and what the front end is asked for.
@Suite struct ExportTests {
  /// Keys, the file that `x` then suggests, and the command line that does the same.
  @Test(arguments: [
    ("0", "hvm-remus-summary.txt", "savescope summary hvm-remus.bin"),
    ("1", "hvm-remus-tree.txt", "savescope tree hvm-remus.bin --at header"),
    (
      "1jj<Enter>j<Enter>j", "hvm-remus-ckpt1-tree.txt",
      "savescope tree hvm-remus.bin --at 'checkpoint[1]/body/batch[0]'"
    ),
    ("2", "hvm-remus-pages.csv", "savescope pages hvm-remus.bin --content --format csv"),
    ("2a", "hvm-remus-pages.csv", "savescope pages hvm-remus.bin --format csv"),
    (
      "2:filter type = NOTAB and pfn<9<Enter>:sort pfn desc<Enter>", "hvm-remus-pages.csv",
      "savescope pages hvm-remus.bin --content --where 'type = NOTAB and pfn<9' --sort pfn:desc --format csv"
    ),
    ("3", "hvm-remus-checkpoints.csv", "savescope summary hvm-remus.bin --format csv"),
    (
      "3:filter pages>4<Enter>", "hvm-remus-checkpoints.csv",
      "savescope summary hvm-remus.bin --where 'pages>4' --format csv"
    ),
    (
      "3:sort length desc<Enter>", "hvm-remus-checkpoints.csv",
      "savescope summary hvm-remus.bin --sort length:desc --format csv"
    ),
    ("7:sort offset<Enter>", "hvm-remus-findings.txt", "savescope verify hvm-remus.bin --all --sort offset"),
    ("4", "hvm-remus-ckpt4-map.csv", "savescope map hvm-remus.bin --checkpoint 4 --cell 1 --format csv"),
    (
      "2:pfn 0x10<Enter>P", "hvm-remus-ckpt0-page-0x10.txt",
      "savescope page hvm-remus.bin --pfn 0x10 --checkpoint 0 --hex"
    ),
    (
      ":diff 1 3<Enter>:filter words<9<Enter>", "hvm-remus-diff-1-3.txt",
      "savescope diff hvm-remus.bin --from 1 --to 3 --where 'words<9'"
    ),
    (":diff 1 3<Enter>", "hvm-remus-diff-1-3.txt", "savescope diff hvm-remus.bin --from 1 --to 3"),
    (
      "3jjp", "hvm-remus-ckpt2-pages.csv",
      "savescope pages hvm-remus.bin --content --where 'checkpoint = 2' --format csv"
    ),
    ("7", "hvm-remus-findings.txt", "savescope verify hvm-remus.bin --all"),
    (
      "7:filter severity>note<Enter>", "hvm-remus-findings.txt",
      "savescope verify hvm-remus.bin --all --where 'severity>note'"
    ),
  ])
  func suggestsAFileAndShowsTheCommandLine(keys: String, file: String, command: String) throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin", columns: 120)
    driver.press(keys + "x")
    #expect(driver.lines.last == ":export \(file)")
    #expect(driver.lines[22] == " " + command)
  }

  @Test(arguments: [
    ("rows.txt", ReportFormat.text), ("rows.json", .json), ("rows.jsonl", .jsonl), ("rows.CSV", .csv), ("rows", .text),
    ("a.csv/rows", .text), ("rows.csv.old", .text), (".csv", .csv),
  ])
  func theEndingSaysTheForm(file: String, format: ReportFormat) {
    #expect(ReportFormat(endingOf: file) == format)
  }

  @Test func theShownCommandLineFollowsTheEnding() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    driver.press("2:export p.json")
    #expect(driver.lines[22] == " savescope pages hvm-remus.bin --content --format json")
    driver.press("l")
    #expect(driver.lines[22] == " savescope pages hvm-remus.bin --content --format jsonl")
    driver.press("<Backspace><Backspace><Backspace><Backspace><Backspace>txt")
    #expect(driver.lines[22] == " savescope pages hvm-remus.bin --content")
  }

  @Test func aLongCommandLineIsShownInWhole() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin", columns: 60)
    driver.press("2:filter pfn in (1,2,3,4,5,6,7,8,9,10) or type != NOTAB<Enter>x")
    // As it can be copied into a shell.
    #expect(
      driver.lines[20...22] == [
        " savescope pages hvm-remus.bin --content --where \\",
        " 'pfn in (1,2,3,4,5,6,7,8,9,10) or type != NOTAB' \\", " --format csv",
      ], "\(driver.screen)")
  }

  @Test func handsTheRequestOut() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    driver.press("2x<Enter>")
    let wanted = ExportRequest(
      arguments: ["pages", "hvm-remus.bin", "--content", "--format", "csv"], file: "hvm-remus-pages.csv",
      replaces: false)
    #expect(driver.exports == [wanted])
    driver.send(.exporting(nil))
    driver.send(.done("Wrote 74 rows to pages.csv"))
    #expect(driver.lines[22] == " Wrote 74 rows to pages.csv" + String(repeating: " ", count: 39) + "1 of 74 pages")
    driver.press(":export!  a file.txt <Enter>")
    #expect(driver.exports.last?.file == "a file.txt")
    #expect(driver.exports.last?.replaces == true)
  }

  @Test func oneFileIsWrittenAtATimeAndCanBeStopped() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin", columns: 120)
    driver.press("2x<Enter>")
    #expect(!driver.screen.contains("writing"))
    driver.send(.exporting(ExportProgress(part: 0.34, byteCount: 1000)))
    #expect(driver.screen.contains("writing 34 %, z stops"))
    driver.send(.exporting(ExportProgress(part: nil, byteCount: 12 << 20)))
    #expect(driver.screen.contains("writing 12.0 MiB, z stops"))
    driver.press("0x<Enter>")
    #expect(driver.screen.contains("hvm-remus-pages.csv is still being written; z stops that"))
    #expect(driver.exports.count == 1)
    driver.press("z")
    guard case .stopExport = driver.effects.last else { return #expect(Bool(false), "\(driver.effects)") }
    #expect(driver.screen.contains("Stopping; hvm-remus-pages.csv is not written"))
    driver.send(.exporting(nil))
    #expect(!driver.screen.contains("z stops"))
    driver.press("x<Enter>")
    #expect(driver.exports.count == 2)
  }

  @Test func aViewWithNothingToExportSaysSo() {
    let root = HandMadeTree().leaves([])
    let driver = InspectorDriver(capture: Capture(bytes: []), index: emptyIndex(size: 0), root: root)
    driver.press("1x")
    #expect(driver.session.inspector.prompt.line == nil)
    #expect(driver.screen.contains("There is nothing to export in this view"))
    driver.press(":export tree.txt<Enter>")
    #expect(driver.screen.contains("There is nothing to export in this view"))
  }

  @Test func namesOfACaptureReachNoSuggestionAndNoTerminal() throws {
    let root = HandMadeTree().leaves([("\u{1b}[31mred\u{1b}[0m", .number(1))])
    let capture = Capture(bytes: [1], path: "/data/it's\u{7} new.bin")
    let driver = InspectorDriver(capture: capture, index: emptyIndex(size: 1), root: root, columns: 120)
    driver.press("1x")
    #expect(driver.lines.last == ":export it_s__new-tree.txt")
    let words = #"savescope tree $'/data/it\'s\x07 new.bin' --at $'\x1b[31mred\x1b[0m'"#
    #expect(driver.lines[22] == " " + words)
  }

  @Test func theOptionsOfTheCommandLineAreKept() throws {
    var inspector = Inspector(path: "-odd.bin", readingOptions: ["--toolstack", "32"])
    _ = inspector.update(.resize(rows: 24, columns: 100))
    _ = inspector.update(.key(.character("x")))
    #expect(inspector.message?.text == "savescope summary ./-odd.bin --toolstack 32")
  }

  @Test(arguments: [
    ("plain-1.bin", "plain-1.bin"), ("", "''"), ("two words", "'two words'"), ("it's", #"'it'\''s'"#),
    ("$HOME", "'$HOME'"), ("a\nb", #"$'a\x0ab'"#), (#"a\b'\#u{1b}"#, #"$'a\\b\'\x1b'"#), ("naïve", "'naïve'"),
    ("\u{202e}x", #"$'\xe2\x80\xaex'"#), ("~", "'~'"),
  ])
  func wordsAreQuotedForAShell(word: String, quoted: String) {
    #expect(ShellWords.quoted(word, unicode: true) == quoted)
  }

  @Test func anASCIIScreenGetsASCIIWords() {
    #expect(ShellWords.quoted("naïve", unicode: false) == #"$'na\xc3\xafve'"#)
  }
}

extension InspectorDriver {
  /// The files that the front end was asked for so far.
  fileprivate var exports: [ExportRequest] {
    effects.compactMap { if case .export(let request) = $0 { request } else { nil } }
  }
}
