/// The words for findings, out of the table of rules (`FindingRule.row`).
package enum FindingText {
  /// What is wrong, in plain words without the offset.
  public static func message(for finding: Finding) -> String { finding.rule.row.words(finding) }

  // MARK: Parts of sentences

  /// What a receiver does when the checkpoint of a finding cannot be read to its end.
  static func loss(_ finding: Finding) -> String {
    guard let checkpoint = finding.checkpoint, checkpoint > 0 else {
      return "a receiver gives up and destroys the domain"
    }
    return "a receiver starts from checkpoint \(checkpoint - 1)"
  }

  /// How much is there of what was cut, where the finding has such numbers.
  static func amount(_ finding: Finding) -> String {
    finding.limit > finding.value ? " (\(number(finding.value)) of \(number(finding.limit)) bytes are there)" : ""
  }

  /// "(V where L are left)", where the finding has such numbers.
  static func claim(_ finding: Finding) -> String {
    finding.value == 0 && finding.limit == 0
      ? "" : " (\(number(finding.value)) where there are \(number(finding.limit)))"
  }

  /// The word of a page at which a delta is wrong, where the finding has it.
  static func place(_ finding: Finding) -> String {
    finding.limit == 0 ? "" : " (at word \(number(finding.value)) of \(number(finding.limit)))"
  }

  /// How many entries of a batch are wrong in the same way.
  static func others(_ finding: Finding) -> String {
    finding.value > 1 ? ", as are \(number(finding.value)) of this batch in all" : ""
  }

  /// The bytes that a finding counts, and that they lie somewhere.
  static func lyingBytes(_ finding: Finding) -> String {
    finding.value == 0 ? "bytes lie" : finding.value == 1 ? "1 byte lies" : "\(number(finding.value)) bytes lie"
  }

  /// The signature of a device-model record of xend, by the number that a finding has for it.
  static func deviceModelForm(_ finding: Finding) -> String {
    finding.value == 0 ? "QemuDeviceModelRecord" : "RemusDeviceModelState"
  }

  /// A chunk id as the signed number it is on the wire.
  static func chunkID(_ value: UInt64) -> String { "\(Int32(truncatingIfNeeded: value))" }

  static func number(_ value: UInt64) -> String { NumberText.grouped(value) }
}
