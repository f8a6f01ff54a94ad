/// What there is to know of each rule, by the tables of the parts of a capture. A sentence says what is wrong and,
/// where that is known, what Xen's receiver does about it; what each rule means is listed in `docs/findings.md`.
extension FindingRule {
  /// The part of a capture that a rule is about, as the manual of findings heads it.
  enum Stage: String, CaseIterable {
    case capture = "The capture as a whole"
    case envelope = "Envelopes"
    case header = "The legacy header"
    case body = "Bodies"
    case compressed = "Compressed data"
    case tail = "Tails"
    case processor = "vCPUs and devices"
    case relations = "PV relations"
    case records = "Records of v2 and v3 streams"
    case libxl = "Records of libxl"

    /// The rules about it.
    var rows: [FindingRule: Row] {
      switch self {
      case .capture: captureRows
      case .envelope: envelopeRows
      case .header: legacyHeaderRows
      case .body: bodyRows
      case .compressed: compressedDataRows
      case .tail: tailRows
      case .processor: processorRows
      case .relations: relationRows
      case .records: recordRows
      case .libxl: libxlRows
      }
    }
  }

  /// What there is to know of a rule.
  struct Row: Sendable {
    /// How bad it is to break it, where nothing makes it less so.
    let severity: Severity
    /// What is wrong, in plain words without the offset.
    let words: @Sendable (Finding) -> String

    init(_ severity: Severity, _ words: String) { self.init(severity) { _ in words } }

    init(_ severity: Severity, _ words: @escaping @Sendable (Finding) -> String) {
      self.severity = severity
      self.words = words
    }
  }

  typealias Text = FindingText
  typealias Number = NumberText

  /// The stage and row of every rule. A test sees to it that each rule stands in one table.
  private static let table: [FindingRule: (stage: Stage, row: Row)] = {
    var table: [FindingRule: (Stage, Row)] = [:]
    for stage in Stage.allCases { for (rule, row) in stage.rows { table[rule] = (stage, row) } }
    return table
  }()

  var row: Row { Self.table[self]?.row ?? Row(.error, rawValue) }

  var stage: Stage { Self.table[self]?.stage ?? .capture }
}
