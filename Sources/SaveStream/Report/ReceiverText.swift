/// The words for what a receiver makes of a stream.
package enum ReceiverText {
  /// On one line, without an end: `refuses it at 0x1f: "…" [rule]; the domain is destroyed`.
  package static func outcome(_ outcome: ReceiverOutcome, style: TextStyle = .plain) -> String {
    style.severity(severity(of: outcome), verdict(outcome)) + place(outcome, style) + "; " + domain(outcome)
  }

  /// What becomes of the stream.
  package static func verdict(_ outcome: ReceiverOutcome) -> String {
    switch outcome.verdict {
    case .takes: "takes it"
    case .takesPart: "takes it up to checkpoint \(outcome.checkpoint ?? 0)"
    case .waits: "takes it, but waits a second for another checkpoint"
    case .mixes: "takes it, and mixes two checkpoints"
    case .refuses: "refuses it"
    }
  }

  /// What becomes of the domain.
  package static func domain(_ outcome: ReceiverOutcome) -> String {
    switch outcome.domain {
    case .starts:
      outcome.checkpoint.map { checkpoint in
        outcome.verdict == .mixes
          ? "the guest starts with the state of checkpoint \(checkpoint) and older memory"
          : "the guest starts from checkpoint \(checkpoint)"
      } ?? "the guest starts"
    case .destroyed: "the domain is destroyed"
    case .notCreated: "no domain is created"
    case .converted: "a stream is made, which a receiver judges anew"
    }
  }

  /// Where it is decided, and by what: ` at 0x1f: "…" [rule]`.
  private static func place(_ outcome: ReceiverOutcome, _ style: TextStyle) -> String {
    guard let cause = outcome.cause else { return "" }
    if outcome.verdict == .waits { return " (\(cause.log.map { "\"\($0)\"" } ?? cause.words))\(reason(cause, style))" }
    let what = cause.log.map { "\"\($0)\"" } ?? cause.words
    return " at \(NumberText.hex(cause.offset)): \(what)\(reason(cause, style))"
  }

  /// The rule, or what it is that is no fault.
  private static func reason(_ cause: ReceiverOutcome.Cause, _ style: TextStyle) -> String {
    if let rule = cause.rule { return style.faint(" [\(rule.rawValue)]") }
    return cause.log == nil ? "" : " (\(cause.words))"
  }

  private static func severity(of outcome: ReceiverOutcome) -> Severity {
    switch outcome.verdict {
    case .takes: .note
    case .takesPart, .waits: .warning
    case .mixes, .refuses: .error
    }
  }
}
