import TestSupport

/// A command line and exactly what it writes, kept in a file of `Transcripts/`.
///
///     $ savescope verify Samples/hvm.bin
///     (what standard output gets)
///     [standard error]                     only where something comes there
///     (what standard error gets)
///     [exit status 0]
///
/// There is no shell: words stand between blanks. Lines that start with `#` before the command say why it is there.
struct Transcript: Equatable {
  var remarks: [String]
  var command: [String]
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
    command = []
    while let end = rest.firstIndex(of: "\n") {
      let line = rest[..<end]
      rest = rest[rest.index(after: end)...]
      if line.hasPrefix("$ savescope") {
        command = line.split(separator: " ").dropFirst(2).map(String.init)
        break
      }
      remarks.append(String(line))
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
    let text = "\(head)$ savescope \(command.joined(separator: " "))\n\(result)"
    try FixtureFile.write(Array(text.utf8), to: Self.path(name))
  }

  private static func withNewline(_ text: String) -> String {
    text.isEmpty || text.utf8.last == UInt8(ascii: "\n") ? text : text + "\n"
  }
}
