/// The words for findings.
public enum FindingText {
  /// What is wrong, in one plain sentence without the offset.
  public static func message(for finding: Finding) -> String { finding.rule.rawValue }
}
