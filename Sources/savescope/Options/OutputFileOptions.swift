import ArgumentParser

/// The file that a command writes.
struct OutputFileOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: "The file to write; - for standard output.", completion: .file())
  var output: String

  @Flag(help: "Replace the file when there is one.")
  var force = false

  /// Makes it.
  func file() throws -> OutputFile { try OutputFile(path: output, force: force) }
}
