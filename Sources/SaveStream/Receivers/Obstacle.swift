/// Something in a stream that a receiver may mind: a finding, or what only some receivers take.
enum Obstacle: Sendable {
  case finding(Finding)
  case trait(ReceiverTrait)

  var offset: UInt64 {
    switch self {
    case .finding(let finding): finding.offset
    case .trait(let trait): trait.offset
    }
  }

  var checkpoint: Int? {
    switch self {
    case .finding(let finding): finding.checkpoint
    case .trait(let trait): trait.checkpoint
    }
  }

  /// What a consumer of a stream does where it meets it; nil where it goes on.
  func met(by consumer: StreamConsumer, of guest: GuestKind, isNative: Bool) -> Met? {
    switch self {
    case .finding(let finding):
      let reception = finding.rule.reception(by: consumer, of: guest)
      let action =
        reception?.action ?? (finding.severity == .error ? finding.rule.usualAction(of: consumer) : .takes)
      guard action != .takes, !finding.liesBehindAll else { return nil }
      return Met(obstacle: self, action: action, reception: reception, consumer: consumer, isNative: isNative)
    case .trait(let trait):
      guard let reception = trait.receptions.reception(by: consumer, of: guest), reception.action != .takes
      else { return nil }
      return Met(
        obstacle: self, action: reception.action, reception: reception, consumer: consumer, isNative: isNative)
    }
  }

  /// What a consumer does about an obstacle.
  struct Met: Sendable {
    private let obstacle: Obstacle
    let action: Reception.Action
    private let reception: Reception?
    private let consumer: StreamConsumer
    private let isNative: Bool

    fileprivate init(
      obstacle: Obstacle, action: Reception.Action, reception: Reception?, consumer: StreamConsumer, isNative: Bool
    ) {
      self.obstacle = obstacle
      self.action = action
      self.reception = reception
      self.consumer = consumer
      self.isNative = isNative
    }

    /// nil for the header and for what lies around the stream.
    var checkpoint: Int? { obstacle.checkpoint }

    /// The checkpoint in whose reading it is met: what comes before the first counts as the first.
    var place: Int { checkpoint ?? 0 }

    /// Why; put into words only for the one obstacle of many that decides.
    var cause: ReceiverOutcome.Cause {
      switch obstacle {
      case .finding(let finding):
        ReceiverOutcome.Cause(
          rule: finding.rule, words: FindingText.message(for: finding), offset: finding.offset,
          log: finding.log(by: consumer, reception, isNative: isNative), source: reception?.source ?? "")
      case .trait(let trait):
        ReceiverOutcome.Cause(
          rule: nil, words: trait.words, offset: trait.offset, log: reception?.log?.text,
          source: reception?.source ?? "")
      }
    }
  }
}

extension Finding {
  /// Whether it is about bytes that no receiver comes to: a record that belongs to no checkpoint.
  fileprivate var liesBehindAll: Bool { rule == .cutShort && severity < .error && checkpoint == nil }

  /// What is logged: the line of the table, else that which the rule's sentence quotes, else one of the manual.
  /// - Parameter isNative: whether the stream comes to the consumer as it is, and not converted.
  fileprivate func log(by consumer: StreamConsumer, _ reception: Reception?, isNative: Bool) -> String? {
    if let line = reception?.lineFor?(self) { return line }
    if let log = reception?.log { return log.text }
    guard reception?.action != .commits else { return nil }
    if isNative, let quoted = FindingText.message(for: self).quoted { return quoted }
    return rule.manual.logs.first { line in
      switch consumer {
      case .converter: line.writer == .converter
      case .release: isNative && line.writer != .converter && line.writer != .verifier
      }
    }?.text
  }
}

extension String {
  /// What stands between the first two double quotes.
  fileprivate var quoted: String? {
    guard let start = firstIndex(of: "\"") else { return nil }
    let rest = self[index(after: start)...]
    return rest.firstIndex(of: "\"").map { String(rest[..<$0]) }
  }
}
