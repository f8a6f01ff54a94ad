import TestSupport

/// A command line and exactly what it writes, kept in a file of `Transcripts/`.
///
///     $ savescope verify Samples/hvm.bin
///     (what standard output gets)
///     [standard error]                     only where something comes there
///     (what standard error gets)
///     [exit status 0]
///
/// There is no shell: words stand between blanks, or in single quotes. Lines that start with `#` before the command say
/// why it is there.
struct Transcript: Equatable {
  var remarks: [String]
  /// The command line as it was written.
  var line: String
  var command: [String] { Self.words(of: line) }
  var result: String

  static let folder = Fixtures.packageRoot + "/Tests/ProgramTests/Transcripts"

  /// The names of all transcripts.
  static var names: [String] {
    FixtureFile.names(in: folder).filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }
  }

  static func path(_ name: String) -> String { "\(folder)/\(name).txt" }

  init(named name: String) throws {
    var rest = try FixtureFile.text(Self.path(name))[...]
    remarks = []
    line = ""
    while let end = rest.firstIndex(of: "\n") {
      let next = rest[..<end]
      rest = rest[rest.index(after: end)...]
      if next.hasPrefix("$ savescope") {
        line = String(next)
        break
      }
      remarks.append(String(next))
    }
    result = String(rest)
  }

  /// Runs the command; the paths of samples are given from the package's root on, whatever folder the tests run in.
  func run() throws -> String {
    let arguments = command.map { $0.hasPrefix("Samples/") ? "\(Fixtures.packageRoot)/\($0)" : $0 }
    let child = try ChildProcess.run(Fixtures.programPath, arguments)
    var result = Self.withNewline(child.output)
    if !child.errors.isEmpty { result += "[standard error]\n" + Self.withNewline(child.errors) }
    result += "[exit status \(child.status)]\n"
    return result.split(separator: Fixtures.packageRoot + "/", omittingEmptySubsequences: false).joined()
  }

  /// Writes the transcript with another result.
  func record(_ result: String, named name: String) throws {
    let head = remarks.map { $0 + "\n" }.joined()
    let text = "\(head)\(line)\n\(result)"
    try FixtureFile.write(Array(text.utf8), to: Self.path(name))
  }

  /// The words behind the program's name.
  static func words(of line: String) -> [String] {
    let parts = line.split(separator: "'", omittingEmptySubsequences: false).enumerated()
    let words = parts.flatMap { place, part in
      place % 2 == 1 ? [String(part)] : part.split(separator: " ").map(String.init)
    }
    return Array(words.dropFirst(2))
  }

  private static func withNewline(_ text: String) -> String {
    text.isEmpty || text.utf8.last == UInt8(ascii: "\n") ? text : text + "\n"
  }
}
