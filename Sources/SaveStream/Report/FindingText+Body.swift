extension FindingText {
  /// Rules about the chunks of a legacy body.
  static func bodyMessage(_ finding: Finding) -> String? {
    switch finding.rule {
    case .unknownChunk:
      "\(chunkID(finding.value)) is the id of no known chunk, so nothing tells where it ends; "
        + consequence(ofLosing: finding.checkpoint)
    case .batchTooLarge:
      "a batch of \(number(finding.value)) entries, where \(number(finding.limit)) are allowed; "
        + consequence(ofLosing: finding.checkpoint)
    case .vcpuInfoMissing: "the body has no VCPU_INFO chunk; a receiver takes it that vCPU 0 is the only one"
    case .vcpuInfoRepeated: "the body has a second VCPU_INFO chunk; the last one counts"
    case .vcpuLimit:
      "the highest vCPU id is \(chunkID(finding.value)), where 0 to 4,095 is allowed; a receiver gives up, but not on a "
        + "negative one"
    case .ioreqServerPair:
      "one of HVM_IOREQ_SERVER_PFN and HVM_NR_IOREQ_SERVER_PAGES is there without the other; a receiver logs an error "
        + "and goes on"
    case .acpiPortsValue:
      "the ACPI I/O ports location is \(number(finding.value)), where 0 or 1 is allowed; a receiver logs an error and "
        + "goes on"
    case .hvmChunkInPV: "a chunk that belongs to HVM guests stands in the stream of a PV guest"
    case .toolstackLayout: "the TOOLSTACK chunk does not have the layout that libxl writes\(claim(finding))"
    case .tmemLayout:
      "the TMEM chunk does not have the layout that a sender writes, so nothing tells for sure where it ends"
    case .verifyInRemus:
      "verify mode is on in a checkpointed stream; Xen's receiver never applies a page again, in later checkpoints "
        + "either: it ends with the memory of before and the state of the last checkpoint"
    case .verifyMismatch:
      "page \(NumberText.hex(finding.value)) differs from what was sent before in "
        + "\(NumberText.count(finding.limit, "word")); a receiver logs it and keeps what it has"
    case .lastCheckpointMissing:
      "no LAST_CHECKPOINT, although nothing follows; receivers of Xen 4.1 to 4.3.1 wait for another checkpoint"
    case .lastCheckpointInRemus:
      "LAST_CHECKPOINT stands in a stream that goes on; a receiver commits here and ignores the rest"
    case .compressionEnabledLate:
      "ENABLE_COMPRESSION stands behind checkpoint 0, where no sender puts it"
    default: nil
    }
  }

  /// Rules about PFN arrays.
  static func pageMessage(_ finding: Finding) -> String? {
    switch finding.rule {
    case .batchWithoutContent:
      "a batch with unmapped entries only, which no sender since Xen 4.1 writes; it changes nothing"
    case .pfnOutOfRange:
      "a PFN is not below p2m_size (\(NumberText.hex(finding.limit)))\(others(finding)); a receiver gives up or crashes"
    case .pfnRepeated: "a PFN stands twice in one batch, which no sender writes; the last one counts"
    case .pageTypeUndefined: "a page type that does not exist (5, 6 or 7); a receiver gives up when it applies the page"
    case .pinWithoutTable: "the pin bit on a page that is no page table (type 8); a receiver ignores the bit"
    case .allocateOnlyLate:
      "an XALLOC entry after checkpoint 0, where no sender writes one; a receiver allocates the page without content"
    default: nil
    }
  }

  private static func others(_ finding: Finding) -> String {
    finding.value > 1 ? ", as are \(number(finding.value)) of this batch in all" : ""
  }
}
