import Samples
import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// Captures without the guest's content: what stays, and that nothing else does.
@Suite struct RedactorTests {
  private static let samples = SampleKind.allCases.map { Fixtures.sample("\($0.rawValue).bin") }
  private static let captures = (Fixtures.tiny + Fixtures.field + Fixtures.malformed + Fixtures.sweptV3).map(\.path)

  private func redacted(_ read: IndexedCapture) throws -> [UInt8] {
    var redactor = try Redactor(read.capture, read.index, key: RedactionKey(1, 2))
    var sink = MemorySink()
    try redactor.write(to: &sink) { _ in }
    return sink.bytes
  }

  /// What is listed of a capture: rows of pages, and findings with those of a second pass.
  private func listed(_ read: IndexedCapture) throws -> (rows: [String], findings: [String]) {
    let rows = PageRows(capture: read.capture, index: read.index)
    let all = try rows.rows(0..<rows.count(contentOnly: false), contentOnly: false).map { row in
      PageRow.columns.map { $0.text(of: row) }.joined(separator: " ")
    }
    let pass = SecondPass(capture: read.capture, index: read.index, appliesPages: true)
    try pass.run()
    let findings = (Array(read.index.findings) + pass.findings).map { finding in
      "\(finding.rule.rawValue)@\(finding.offset) \(finding.severity) \(finding.checkpoint ?? -1)"
    }
    return (all, findings.sorted())
  }

  @Test(arguments: Fixtures.half(of: samples + captures))
  func rowsAndFindingsStay(_ path: String) throws {
    // Some hold no stream at all.
    guard let read = try? IndexedCapture(path: path), read.index.stream != nil, read.index.size < 8 << 20 else {
      return
    }
    let bytes = try redacted(read)
    #expect(UInt64(bytes.count) == read.index.size)
    let copy = try IndexedCapture(bytes: bytes)
    let (before, after) = (try listed(read), try listed(copy))
    #expect(before.rows == after.rows)
    let lost = before.findings.filter { !after.findings.contains($0) }
    let new = after.findings.filter { !before.findings.contains($0) }
    #expect(lost == [] && new == [], "\(path)")
    #expect(copy.index.takeover == read.index.takeover)
    #expect(copy.index.checkpoints.map(\.isComplete) == read.index.checkpoints.map(\.isComplete))
  }

  /// Stretches of at least so many characters that stand in both at the same place.
  private func textKept(_ before: [UInt8], _ after: [UInt8], least: Int) -> [String] {
    var found: [String] = []
    var start = 0
    for place in 0...before.count {
      if place < before.count, before[place] == after[place], before[place] >= 0x21, before[place] < 0x7f { continue }
      if place - start >= least { found.append(String(decoding: before[start..<place], as: UTF8.self)) }
      start = place + 1
    }
    return found
  }

  @Test(arguments: Fixtures.half(of: samples))
  func noTextOfTheGuestSurvives(_ path: String) throws {
    let read = try IndexedCapture(path: path)
    let bytes = try redacted(read)
    let pages = PageRows(capture: read.capture, index: read.index)
    for row in try pages.rows(0..<pages.count(contentOnly: true), contentOnly: true)
    where row.type.pageTableLevel == nil {
      guard let offset = row.offset.map({ Int($0) }), let length = row.length.map({ Int($0) }),
        offset + length <= bytes.count
      else { continue }
      let place = offset..<offset + length
      #expect(textKept(Array(try read.bytes[place]), Array(bytes[place]), least: 4) == [])
    }
    for secret in ["betony", "yarrow", "larkspur", "xenbr0", "5a5e5c0e", "00:16:3e:5a", "/var/lib/xen/images"] {
      let search = PatternMatcher(.exactText(Array(secret.utf8)))
      #expect(search.matches(in: bytes.span, startingIn: 0..<bytes.count, most: 1).isEmpty, "\(secret) in \(path)")
    }
  }

  @Test func configurationsKeepTheirStructure() {
    let mask = { (text: String, mask: (inout [UInt8]) -> Void) in
      var bytes = Array(text.utf8)
      mask(&bytes)
      return String(decoding: bytes, as: UTF8.self)
    }
    #expect(
      mask(#"{"name":"a\"b1","type":"hvm","n":[true,12,"10.0.0.1"]}"#, RedactedText.maskJSON)
        == #"{"name":"x\"x0","type":"hvm","n":[true,12,"00.0.0.0"]}"#)
    // Where a quote is lost keys and values stand outside of strings.
    #expect(
      mask(#"{"name:"a","uuid":"5a5e-00","type":"hvm"}"#, RedactedText.maskJSON)
        == #"{"xxxx:"x","xxxx":"0x0x-00","type":"hvm"}"#)
    #expect(mask(#"{"name":"a (secret)"#, RedactedText.maskJSON) == #"{"xxxx":"x (xxxxxx)"#)
    #expect(mask("(vm (name secret) (memory 512))", RedactedText.maskSExpression) == "(vm (name xxxxxx) (memory 000))")
    // A text, and JSON that is damaged.
    #expect(mask("builder='hvm' name='web1'", RedactedText.maskSExpression) == "builder='hvm' xxxx='xxx0'")
    #expect(mask(#"{"type": "hvm", "name"#, RedactedText.maskSExpression) == #"{"type": "hvm", "xxxx"#)
    #expect(
      mask("<domain type='xen'><name>web1 &amp; co</name><!-- note --></domain>", RedactedText.maskXML)
        == "<domain type='xen'><name>xxx0 &amp; xx</name><!-- xxxx --></domain>")
  }

  /// Deltas that no entry asks for are no nodes of the tree, and do not end with the first of them.
  @Test func deltasThatNobodyAsksForAreReplaced() throws {
    var bytes = try IndexedCapture(path: Fixtures.sample("hvm.bin")).bytes
    let marker = try #require(
      try IndexedCapture(bytes: bytes).index.checkpoints.first?.bodyEnd.map { Int($0) - 4 })
    let text = Array("the words of a guest ".utf8)
    let page = (0..<4096).map { text[$0 % text.count] }
    // Two full pages.
    let deltas = [0x80] + page + [0x80] + page
    let chunk = UInt32(bitPattern: -12)
    let head = (0..<4).map { UInt8(truncatingIfNeeded: chunk >> (8 * UInt32($0))) }
    let length = (0..<8).map { UInt8(truncatingIfNeeded: deltas.count >> (8 * $0)) }
    bytes.insert(contentsOf: head + length + deltas, at: marker)
    let copy = try redacted(try IndexedCapture(bytes: bytes))
    #expect(!String(decoding: copy, as: UTF8.self).contains("the words of a guest"))
    #expect(copy[marker + 12] == 0x80 && copy[marker + 12 + 4097] == 0x80)
  }

  @Test func equalWordsAtAPlaceStayEqualAndZerosStay() {
    let words = RedactedWords(RedactionKey(3, 4), keepsLowestBit: false)
    var page = [UInt8](repeating: 0, count: 4096)
    page.replaceSubrange(8..<16, with: Array("datadata".utf8))
    var again = page
    words.replacePage(&page, 0..<4096)
    words.replacePage(&again, 0..<4096)
    #expect(page == again)
    #expect(page[8..<12] != page[12..<16])
    #expect(page[..<8].allSatisfy { $0 == 0 } && page[16...].allSatisfy { $0 == 0 })
    #expect(page[8..<16].allSatisfy { $0 >= 0x80 })
  }
}
