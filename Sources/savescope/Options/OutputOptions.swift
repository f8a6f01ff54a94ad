import ArgumentParser
import Glibc
@_spi(Measuring) import SaveStream

/// How a command shows what it found and what it does.
struct OutputOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Colours in text output; auto: on a terminal, unless NO_COLOR is set.", valueName: "when"))
  var color: WhenShown = .auto

  @Option(
    help: ArgumentHelp("A line on standard error while the capture is read; auto: on a terminal.", valueName: "when"))
  var progress: WhenShown = .auto

  @Flag(name: .shortAndLong, help: "Write nothing but the result: no progress, no remarks.")
  var quiet = false

  /// How text is emphasised.
  var style: TextStyle {
    switch color {
    case .always: TextStyle(hasColors: true)
    case .never: .plain
    case .auto: TextStyle(hasColors: isTerminal(STDOUT_FILENO) && !Self.isSet("NO_COLOR") && !Self.isDumb)
    }
  }

  /// Whether the progress line is shown.
  var showsProgress: Bool {
    guard !quiet else { return false }
    return switch progress {
    case .always: true
    case .never: false
    case .auto: isTerminal(STDERR_FILENO) && !Self.isDumb
    }
  }

  private static func isSet(_ name: String) -> Bool { getenv(name).map { $0.pointee != 0 } ?? false }

  private static var isDumb: Bool { getenv("TERM").map { String(cString: $0) } == "dumb" }
}

/// When something is shown.
enum WhenShown: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never
}

/// The form of the output.
struct FormatOption: ParsableArguments {
  @Option(help: ArgumentHelp("The form of the output.", valueName: "form"))
  var format: ReportFormat = .text
}

extension ReportFormat: ExpressibleByArgument {}
