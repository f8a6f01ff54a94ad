import ArgumentParser
@_spi(Measuring) import SaveStream

/// The receivers that are asked whether they would take a capture.
struct ReceiverOptions: ParsableArguments {
  @Option(
    name: .customLong("receiver"),
    help: ArgumentHelp(
      "Whether this receiver would take it: a release of Xen (4.4: all of its points), a point, converter, or all.",
      valueName: "release"),
    completion: .list(ReceiverChoice.names))
  var choices: [ReceiverChoice] = []

  /// Whether one is named, so that it decides on the exit status.
  var namesOne: Bool { choices.contains { $0 != .all } }

  /// What those that are named make of a capture, in the order of the command line.
  func outcomes(by judge: ReceiverJudge) -> [SharedOutcome] {
    choices.filter { $0 != .all }.flatMap { judge.outcomes(for: $0.receivers) }
  }
}

/// Who is meant by a word of the command line.
enum ReceiverChoice: Hashable, ExpressibleByArgument {
  case release(XenRelease)
  case point(PointRelease)
  case converter
  case all

  init?(argument: String) {
    switch argument {
    case "converter": self = .converter
    case "all": self = .all
    default:
      if let release = PointRelease.releases.first(where: { $0.text == argument }) {
        self = .release(release)
      } else if let point = PointRelease.all.first(where: { $0.text == argument }) {
        self = .point(point)
      } else {
        return nil
      }
    }
  }

  /// The words that name releases, the converter and all of them.
  static let names = PointRelease.releases.map(\.text) + ["converter", "all"]

  var receivers: [Receiver] {
    switch self {
    case .release(let release): PointRelease.points(of: release).map(Receiver.release)
    case .point(let point): [.release(point)]
    case .converter: [.converter]
    case .all: Receiver.all
    }
  }
}
