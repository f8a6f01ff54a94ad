extension FindingText {
  /// Rules about the header of a legacy stream.
  static func headerMessage(_ finding: Finding) -> String? {
    switch finding.rule {
    case .p2mSizeOutOfRange:
      "p2m_size is \(number(finding.value)), where a sender allows 1 to \(number(finding.limit)); a receiver does not "
        + "check it"
    case .extendedInfoOverrun:
      "a block of the extended info claims more bytes than are left of it\(claim(finding)); a receiver gives up"
    case .extendedInfoUnknownBlock:
      "the extended info has a block of an unknown kind (\(NumberText.count(finding.value, "byte"))); a receiver skips it"
    case .vcpuBlockSize:
      "the vcpu block has \(number(finding.value)) bytes, where a 32-bit guest has 2,800 and a 64-bit guest 5,168; a "
        + "receiver gives up"
    case .xcntBlockSize:
      "the xcnt block states \(NumberText.count(finding.value, "byte")) instead of 4; a receiver loses its place behind it"
    case .p2mFrameOutOfRange:
      "the p2m frame list names PFN \(NumberText.hex(finding.value)), and p2m_size is \(NumberText.hex(finding.limit)); "
        + "a receiver gives up at the very end"
    default: nil
    }
  }
}
