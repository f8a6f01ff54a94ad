extension FindingText {
  /// Rules about tails.
  static func tailMessage(_ finding: Finding) -> String? {
    switch finding.rule {
    case .unmappedCount:
      "the unmapped list claims \(NumberText.count(finding.value, "PFN")), where \(number(finding.limit)) are allowed; a "
        + "receiver gives up"
    case .unmappedOutOfRange:
      "the unmapped list names PFN \(NumberText.hex(finding.value)), and p2m_size is \(NumberText.hex(finding.limit))"
    case .vcpuPageTableBase:
      "a vCPU's page-table base leads to PFN \(NumberText.hex(finding.value)), which is no top-level page table of this "
        + "stream; a receiver gives up"
    case .vcpuDescriptorTable:
      "a vCPU's descriptor table does not fit\(claim(finding)); a receiver gives up"
    case .xsaveSize:
      "an XSAVE area states another size than the header\(claim(finding)); Xen's receiver loses its place"
    case .hvmContextHeader:
      "the HVM context does not start with the header record that Xen writes; Xen refuses the context"
    case .hvmContextOverrun:
      "a record of the HVM context claims more bytes than are left\(claim(finding)); Xen refuses the context"
    case .hvmContextNoEnd: "the HVM context has no END record; Xen refuses the context"
    case .hvmContextUnknownRecord:
      "the HVM context has a record of unknown type \(number(finding.value)); a Xen that does not know it refuses the "
        + "context"
    case .hvmContextRecordLength:
      "a record of the HVM context has a length that no known Xen gives its type\(claim(finding)); Xen refuses the context"
    case .deviceModelSignature:
      "the device-model record has a signature that is not known; \(consequence(ofLosing: finding.checkpoint))"
    case .deviceModelMagic: "the device-model state does not start with QEVM; a receiver gives up"
    default: nil
    }
  }
}
