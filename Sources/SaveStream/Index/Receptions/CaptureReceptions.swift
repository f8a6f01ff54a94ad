extension FindingRule {
  /// What receivers do about what is wrong with a capture as a whole.
  static let captureReceptions: [FindingRule: [Reception]] = [
    .cutShort: [
      Reception(.legacy, .givesUp, source: "pagebuf_get_one, buffer_tail in xc_domain_restore.c") {
        $0.part.legacyLog ?? "Error when reading batch"
      },
      Reception(.converter, .givesUp, LogLine("Stream truncated", by: .converter), source: "rdexact"),
      Reception(.modern, .givesUp, source: "read_record in xg_sr_restore.c, stream_continue in libxl_stream_read.c") {
        $0.part.modernLog
      },
    ]
  ]
}

extension StreamPart {
  /// What a receiver of Xen 4.0 to 4.5 logs when a legacy stream ends inside it.
  fileprivate var legacyLog: String? {
    switch self {
    case .p2mSize: "read: p2m_size"
    case .extendedInfo: "read extended-info chunk signature failed"
    case .p2mFrameList: "read p2m_frame_list failed"
    case .chunkID, .body, .nextCheckpoint: "Error when reading batch size"
    case .pfnArray: "Error when reading region pfn types"
    case .pageData: "Error when reading pages"
    case .compressedData: "Error when reading compression buffer"
    case .unmappedList: "Error when reading pfntab"
    case .vcpuContext, .extendedContext, .xsave: "Error when reading ctxt"
    case .sharedInfo: "Error when reading shared info page"
    case .magicPFNs: "Error reading magic PFNs"
    case .hvmContext: "Error reading HVM params"
    case .deviceModelSignature: "Error reading QEMU signature"
    case .deviceModelRecord: "Error reading QEMU state"
    default: nil
    }
  }

  /// What a receiver since Xen 4.6 logs when a v2 or v3 stream ends inside it.
  fileprivate var modernLog: String {
    switch self {
    case .imageHeader: "Failed to read Image Header from stream"
    case .domainHeader: "Failed to read Domain Header from stream"
    case .recordHead, .nextRecord: "Failed to read Record Header from stream"
    case .record, .pageData, .pfnArray: "Failed to read … bytes of data for record"
    default: "Restore failed"
    }
  }
}
