/// Something wrong or suspect in a capture.
///
/// Holds numbers only, so that an index of a damaged capture stays small and no text of a capture reaches a screen
/// by way of a finding; `FindingText` makes the words.
public struct Finding: BitwiseCopyable, Sendable {
  public let rule: FindingRule
  public let severity: Severity
  /// The file offset of the bytes that show it.
  public let offset: UInt64
  /// The checkpoint it belongs to; nil for the header, an envelope or trailing bytes.
  public let checkpoint: Int?
  /// What part of the stream is meant, for rules that speak of one.
  public let part: StreamPart
  /// A number that the rule's words name first, such as the value found.
  public let value: UInt64
  /// A number that the rule's words name second, such as the limit.
  public let limit: UInt64
  /// What the finding is about, for rules that name it: a PFN, or a vCPU's state (`StatePlace`).
  public let subject: UInt64

  /// - Parameter severity: nil for that of the rule.
  init(
    _ rule: FindingRule, _ severity: Severity? = nil, at offset: UInt64, checkpoint: Int? = nil,
    part: StreamPart = .stream,
    value: UInt64 = 0, limit: UInt64 = 0, subject: UInt64 = 0
  ) {
    self.rule = rule
    self.severity = severity ?? rule.row.severity
    self.offset = offset
    self.checkpoint = checkpoint
    self.part = part
    self.value = value
    self.limit = limit
    self.subject = subject
  }

  /// The same in a checkpoint.
  func belonging(to checkpoint: Int) -> Finding {
    Finding(
      rule, severity, at: offset, checkpoint: checkpoint, part: part, value: value, limit: limit, subject: subject)
  }
}
