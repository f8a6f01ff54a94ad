import ArgumentParser
import Samples
@_spi(Measuring) import SaveStream

/// `savescope sample`: writes a synthetic capture.
struct SampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample", abstract: "Writes a synthetic capture, the same bytes every time.",
    discussion: "Kinds:\n" + listOfKinds)

  @Argument(help: "What to write.")
  var kind: SampleKind

  @OptionGroup var destination: OutputFileOptions

  /// A script may give the same options to every command.
  @OptionGroup(title: "Output") var shown: OutputOptions

  func run() throws {
    let file = try destination.file()
    var sink = file.output
    try kind.write(to: &sink)
    try file.finish()
  }

  /// A line for each kind: its name and what it shows.
  private static var listOfKinds: String {
    let width = SampleKind.allCases.map(\.rawValue.count).max() ?? 0
    return SampleKind.allCases.map { kind in
      "  \(kind.rawValue)\(String(repeating: " ", count: width - kind.rawValue.count))  \(kind.summary)"
    }.joined(separator: "\n")
  }
}

extension SampleKind: ExpressibleByArgument {}
