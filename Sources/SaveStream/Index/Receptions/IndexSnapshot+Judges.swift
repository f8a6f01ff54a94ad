/// By whose receivers a stream is judged where none is named.
extension IndexSnapshot {
  /// These releases: `Xen 4.5`; nil where there is no stream of a format that Xen reads.
  package var judges: String? { stream?.format.judges?.words }

  /// Those of them that do not refuse what the notes are about: `Xen 4.11 or later`. nil where there is no such
  /// release.
  package var soundFor: String? {
    guard let stream, let judges = stream.format.judges else { return nil }
    let rules = Set(findings.lazy.filter { $0.severity == .note }.map(\.rule))
    let points = PointRelease.all.filter { point in
      let consumer = StreamConsumer.release(point)
      return judges.contains(consumer)
        && rules.allSatisfy { rule in
          rule.reception(by: consumer, of: stream.guest).map { !$0.action.isRefusal } ?? true
        }
    }
    return PointRelease.words(for: points)
  }
}

extension Reception.Action {
  /// Whether no guest starts.
  fileprivate var isRefusal: Bool {
    switch self {
    case .takes, .waits, .commits, .mixes: false
    case .rejects, .givesUp, .fails, .failsAtStart: true
    }
  }
}
