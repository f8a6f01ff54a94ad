import TestSupport
import Testing

/// `savescope report`: a page that a browser reads, that needs nothing else, and that gives nothing away.
@Suite struct HTMLReportCommandTests {
  private let folder = TemporaryFolder()

  private static let samples = FixtureFile.names(in: "\(Fixtures.packageRoot)/Samples").filter { $0.hasSuffix(".bin") }

  private func page(of path: String, _ options: String...) throws -> String {
    try ChildProcess.run(Fixtures.programPath, ["report", path, "-o", "-"] + options).output
  }

  @Test(arguments: samples)
  func theRepositorysSamplesMakeSoundPages(_ name: String) throws {
    let page = try page(of: "\(Fixtures.packageRoot)/Samples/\(name)")
    #expect(Self.fault(in: page) == nil)
    #expect(page.contains("<h1>\(name)</h1>"))
    #expect(!page.contains(Fixtures.packageRoot))
  }

  @Test func aPageNeedsNothingFromElsewhere() throws {
    let page = try page(of: "\(Fixtures.packageRoot)/Samples/hvm-remus-compressed.bin").lowercased()
    for word in [
      "http:", "https:", "//", "<script", "<link", "@import", "url(", " src=", " href=", "onload", "onclick",
    ] {
      #expect(!page.contains(word), "\(word)")
    }
    #expect(page.contains("<svg"))
    #expect(page.contains("prefers-color-scheme: dark"))
  }

  @Test func textOfACaptureIsEscapedTwice() throws {
    let capture = folder.path + "/<b>\u{1b}[31m&\".bin"
    try FixtureFile.write(HostileCapture.bytes(mark: "<script>alert('x')</script>"), to: capture)
    for options in [[], ["--with-memory"]] {
      let run = try ChildProcess.run(Fixtures.programPath, ["report", capture, "-o", "-"] + options)
      #expect(run.output.contains("<h1>&lt;b&gt;\\x1b[31m&amp;&quot;.bin</h1>"))
      #expect(!run.output.contains("<script"))
      #expect(Self.fault(in: run.output) == nil)
      for scalar in run.output.unicodeScalars where scalar != "\n" {
        #expect(scalar.properties.generalCategory != .control, "U+\(String(scalar.value, radix: 16))")
      }
    }
  }

  /// Each page begins with words of its own, and a delta brings others; a cut inside the compressed data makes a
  /// finding whose bytes are theirs.
  @Test func bytesOfMemoryAreShownOnlyWhereTheyAreAskedFor() throws {
    var builder = RemusCaptureBuilder()
    builder.send((4..<8).map { ($0, RemusCaptureBuilder.page("SECRETSECRETSECRETSECRETSECRET")) })
    builder.endCheckpoint(compressesNext: true)
    builder.sendDeltas([(4, RemusCaptureBuilder.delta(word: 1, String(repeating: "SECRET", count: 40)))])
    let bytes = builder.bytes
    let capture = folder.path + "/cut.bin"
    // The delta ends in five markers of skips.
    try FixtureFile.write(bytes.dropLast(60), to: capture)
    let secret = ["53 45 43 52 45 54", "SECRET"]
    let plain = try page(of: capture)
    #expect(plain.contains("·· ·· ··"))
    for text in secret { #expect(!plain.contains(text), "\(text)") }
    let whole = try page(of: capture, "--with-memory")
    #expect(whole.contains("SECRET"))
    #expect(!whole.contains("·· ·· ··"))
  }

  @Test func aPageIsAFileThatIsNotReplacedUnasked() throws {
    let path = folder.path + "/report.html"
    let capture = "\(Fixtures.packageRoot)/Samples/hvm.bin"
    #expect(try ChildProcess.savescope("report", capture, "-o", path).status == 0)
    #expect(try ChildProcess.savescope("report", capture, "-o", path).status == 2)
    #expect(try ChildProcess.savescope("report", capture, "-o", path, "--force").status == 0)
    #expect(folder.names == ["report.html"])
  }

  @Test func aCaptureWithoutAStreamHasAPageToo() throws {
    let capture = folder.path + "/state.bin"
    try FixtureFile.write(UnreadCapture.qemuState, to: capture)
    let run = try ChildProcess.savescope("report", capture, "-o", "-")
    #expect(run.status == 2)
    #expect(Self.fault(in: run.output) == nil)
    #expect(run.output.contains("class=\"verdict bad\""))
  }

  /// What is not well-formed: a tag that is not ended, or not in turn; an ampersand that begins no entity.
  private static func fault(in page: String) -> String? {
    var open: [Substring] = []
    var rest = page[...]
    guard rest.hasPrefix("<!DOCTYPE html>\n") else { return "no document type" }
    rest = rest.dropFirst("<!DOCTYPE html>\n".count)
    while let start = rest.firstIndex(of: "<") {
      if let fault = faultOfText(rest[..<start]) { return fault }
      guard let end = rest[start...].firstIndex(of: ">") else { return "a tag without an end" }
      let tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      if tag.contains("<") { return "a tag in a tag: \(tag)" }
      if let fault = faultOfText(tag) { return fault }
      if tag.filter({ $0 == "\"" }).count % 2 != 0 { return "a value without an end: \(tag)" }
      let name = tag.prefix { $0 != " " }
      if tag.hasPrefix("/") {
        guard open.popLast() == tag.dropFirst() else { return "\(tag) ends what is not open" }
      } else if !tag.hasSuffix("/") {
        open.append(name)
      }
    }
    return open.isEmpty ? faultOfText(rest) : "not ended: \(open)"
  }

  private static func faultOfText(_ text: Substring) -> String? {
    for part in text.split(separator: "&", omittingEmptySubsequences: false).dropFirst() {
      guard ["amp;", "lt;", "gt;", "quot;", "#39;"].contains(where: { part.hasPrefix($0) }) else {
        return "an ampersand: \(part)"
      }
    }
    return nil
  }
}
