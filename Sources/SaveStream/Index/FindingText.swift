/// The words for findings.
///
/// A sentence says what is wrong and, where that is known, what Xen's receiver does about it. What each rule means is
/// listed in `docs/findings.md`.
public enum FindingText {
  /// What is wrong, in plain words without the offset.
  public static func message(for finding: Finding) -> String {
    captureMessage(finding) ?? headerMessage(finding) ?? bodyMessage(finding) ?? pageMessage(finding)
      ?? compressedMessage(finding) ?? tailMessage(finding) ?? finding.rule.rawValue
  }

  /// A finding on one line: `0x1a2b: error: what is wrong [rule-id] (checkpoint 3)`.
  public static func line(for finding: Finding, style: TextStyle = .plain) -> String {
    let checkpoint = finding.checkpoint.map { " (checkpoint \($0))" } ?? ""
    return "\(NumberText.hex(finding.offset)): \(style.severity(finding.severity, finding.severity.rawValue)): "
      + message(for: finding) + style.faint(" [\(finding.rule.rawValue)]\(checkpoint)")
  }

  /// What a receiver does when a checkpoint cannot be read to its end.
  static func consequence(ofLosing checkpoint: Int?) -> String {
    guard let checkpoint, checkpoint > 0 else { return "a receiver gives up and destroys the domain" }
    return "a receiver starts from checkpoint \(checkpoint - 1)"
  }

  /// A chunk id as the signed number it is on the wire.
  static func chunkID(_ value: UInt64) -> String { "\(Int32(truncatingIfNeeded: value))" }

  static func number(_ value: UInt64) -> String { NumberText.grouped(value) }
}

extension FindingText {
  /// Whether a capture is sound, in a few words: `sound, 2 notes`, `not sound: 1 error, 3 warnings`.
  public static func verdict(on index: IndexSnapshot) -> String {
    let counts = Severity.allCases.reversed().compactMap { severity -> String? in
      let count = index.findingCounts[severity] ?? 0
      return count == 0 ? nil : NumberText.count(UInt64(count), severity.rawValue)
    }
    let list = counts.joined(separator: ", ")
    if (index.findingCounts[.error] ?? 0) + (index.findingCounts[.warning] ?? 0) > 0 { return "not sound: \(list)" }
    return counts.isEmpty ? "sound" : "sound, with \(list)"
  }
}
