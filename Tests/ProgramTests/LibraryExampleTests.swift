@_spi(Measuring) import SaveStream
import TestSupport
import Testing

/// The program of docs/library.md: that it is the one that is built, and does what the page says.
@Suite struct LibraryExampleTests {
  private static let sample = Fixtures.sample("hvm-remus-compressed.bin")

  /// The first fenced block of a language in docs/library.md.
  private func block(_ language: String) throws -> String {
    let page = try FixtureFile.text("\(Fixtures.packageRoot)/docs/library.md")
    let opening = try #require(page.firstRange(of: "\n```\(language)\n"))
    let rest = page[opening.upperBound...]
    let closing = try #require(rest.firstRange(of: "\n```\n"))
    return String(rest[..<closing.lowerBound]) + "\n"
  }

  private func run(on path: String) throws -> String {
    let program = Fixtures.programPath.dropLast("savescope".count) + "costliest-pages"
    let run = try ChildProcess.run(String(program), [path])
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
    return run.output
  }

  @Test func thePageShowsTheProgramThatIsBuiltInTwentyLines() throws {
    let program = try FixtureFile.text("\(Fixtures.packageRoot)/Tests/LibraryExample/main.swift")
    #expect(try block("swift") == program)
    #expect(program.split(separator: "\n", omittingEmptySubsequences: false).count <= 21)
  }

  @Test func itPrintsWhatThePageSays() throws {
    #expect(try run(on: Self.sample) == block("text"))
  }

  @Test func itsCostliestPagesAreThoseOfTheRows() throws {
    let capture = try IndexedCapture(path: Self.sample)
    let rows = try PageRows(capture: capture.capture, index: capture.index).rows(0..<UInt64.max, contentOnly: true)
    var bytes: [UInt64: UInt64] = [:]
    for row in rows { bytes[row.pfn, default: 0] += row.length ?? 0 }
    let most = bytes.values.sorted(by: >).prefix(10)
    let lines = try run(on: Self.sample).split(separator: "\n")
    #expect(lines.count == 10)
    for (line, cost) in zip(lines, most) { #expect(line.contains(": \(cost) bytes, ")) }
  }

  @Test func itSaysThatAFileIsNoStream() throws {
    let file = TemporaryFile(Array("no stream at all, but long enough to look at".utf8))
    #expect(try run(on: file.path) == "\(file.path) is no stream of a Xen guest\n")
    #expect(try run(on: "/nowhere/at/all") == "/nowhere/at/all: no such file\n")
  }
}
