/// The forms a report can take.
public enum ReportFormat: String, Sendable, CaseIterable {
  /// For people: aligned, with units and thousands; its wording may change.
  case text
  /// One JSON document.
  case json
  /// A JSON object a line.
  case jsonl
  /// Comma-separated values with a header (RFC 4180).
  case csv
}
