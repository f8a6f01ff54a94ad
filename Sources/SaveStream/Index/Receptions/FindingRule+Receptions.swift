/// What receivers do about each rule, by release.
extension FindingRule {
  /// What is known of some receivers; where several speak of one, the first does. Of those that are not named an error
  /// is refused (`usualAction`), and a warning or a note is taken.
  package var receptions: [Reception] { Self.allReceptions[self] ?? [] }

  /// What a receiver does, and where the table has a row for it, that row.
  package func reception(by consumer: StreamConsumer, of guest: GuestKind) -> Reception? {
    receptions.reception(by: consumer, of: guest)
  }

  private static let allReceptions: [FindingRule: [Reception]] = [
    captureReceptions, envelopeReceptions, legacyReceptions, compressedReceptions, tailReceptions, processorReceptions,
    recordReceptions,
  ].reduce(into: [:]) { all, table in all.merge(table) { first, second in first + second } }

  /// What receivers do about an error that the table says nothing of.
  func usualAction(of consumer: StreamConsumer) -> Reception.Action {
    switch (stage, consumer) {
    case (.capture, _), (.header, _), (.body, _), (.libxl, _): .givesUp
    // It copies what it does not need to understand.
    case (_, .converter): .takes
    case (.envelope, _): .rejects
    case (.compressed, _), (.records, _): .fails
    default: .failsAtStart
    }
  }
}

extension [Reception] {
  /// The first row that speaks of a receiver and a guest.
  func reception(by consumer: StreamConsumer, of guest: GuestKind) -> Reception? {
    first { $0.receivers.contains(consumer) && ($0.guest ?? guest) == guest }
  }
}
