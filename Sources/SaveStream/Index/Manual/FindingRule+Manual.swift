extension FindingRule {
  /// What is to be known of a rule beside the sentence that a finding gets. `docs/findings.md` is made from it.
  package struct Manual: Sendable {
    /// When a finding has another severity than the rule's, in words; nil where it never has.
    package let severity: String?
    /// What is wrong, in general.
    package let meaning: String
    /// What Xen's receivers do about it; empty where there is nothing to say.
    package let receivers: String
    /// What savescope does with it.
    package let savescope: String
    /// What is logged where it is met.
    package let logs: [LogLine]
    /// What a user can do about it.
    package let remedy: Remedy
    /// Where the rule comes from: release, file and function.
    package let source: String

    init(
      severity: String? = nil, meaning: String, receivers: String, savescope: String = "", logs: [LogLine] = [],
      remedy: Remedy = "", source: String = ""
    ) {
      self.severity = severity
      self.meaning = meaning
      self.receivers = receivers
      self.savescope = savescope
      self.logs = logs
      self.remedy = remedy
      self.source = source
    }
  }

  /// What the manual says of it.
  package var manual: Manual { Self.manuals[self] ?? Manual(meaning: "", receivers: "") }

  private static let manuals: [FindingRule: Manual] = Stage.allCases.reduce(into: [:]) { manuals, stage in
    manuals.merge(stage.manuals) { first, _ in first }
  }
}

extension FindingRule.Stage {
  /// What the manual says of its rules.
  var manuals: [FindingRule: FindingRule.Manual] {
    switch self {
    case .capture: FindingRule.captureManual
    case .envelope: FindingRule.envelopeManual
    case .header: FindingRule.legacyHeaderManual
    case .body: FindingRule.batchManual.merging(FindingRule.bodyManual) { first, _ in first }
    case .compressed: FindingRule.compressedDataManual
    case .tail: FindingRule.tailManual
    case .processor: FindingRule.processorManual.merging(FindingRule.processorStateManual) { first, _ in first }
    case .relations: FindingRule.relationManual
    case .records:
      [FindingRule.guestRecordManual, FindingRule.pageRecordManual].reduce(FindingRule.recordManual) { all, manual in
        all.merging(manual) { first, _ in first }
      }
    case .libxl: FindingRule.libxlManual
    }
  }
}
