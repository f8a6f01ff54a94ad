extension FindingRule {
  /// What receivers do about records of v2 and v3 streams.
  static let recordReceptions: [FindingRule: [Reception]] = [
    .recordTooLong: [
      Reception(.modern, .givesUp, exceeds, source: "read_record") { exceedsLine($0) }
    ],
    .recordOverEightMiB: [
      Reception(
        .xen(PointRelease(4, 6, 0), PointRelease(4, 9, 4)), .givesUp, exceeds, source: "read_record: REC_LENGTH_MAX"
      ) { exceedsLine($0) }
    ],
    .staticDataInV2: [
      Reception(
        .xen(PointRelease(4, 6, 0), PointRelease(4, 13, 5)), .fails, "Mandatory record … not handled",
        source: "restore in xc_sr_restore.c")
    ],
    .vcpuRecordEmpty: [
      (PointRelease(4, 6, 0), PointRelease(4, 6, 5)), (PointRelease(4, 7, 0), PointRelease(4, 7, 2)),
      (PointRelease(4, 8, 0), PointRelease(4, 8, 1)),
    ].map { first, last in
      Reception(
        .xen(first, last), .fails, "… record truncated: length 8, min 9",
        source: "handle_x86_pv_vcpu_blob in xc_sr_restore_x86_pv.c")
    } + [
      Reception(
        .xen(PointRelease(4, 6, 6), PointRelease(4, 10, 4)), .fails, "Restore failed",
        source: "handle_x86_pv_vcpu_blob in xc_sr_restore_x86_pv.c: takes it, and reports a failure")
    ],
    .vcpuZeroMissing: [
      Reception(
        .modern, .failsAtStart, "Sender didn't send vcpu0's basic state",
        source: "update_vcpu_context in xg_sr_restore_x86_pv.c")
    ],
    .hvmContextMissing: [
      Reception(.modern, .failsAtStart, "Unable to restore HVM context", source: "x86_hvm_stream_complete")
    ],
  ]

  private static let exceeds: LogLine = "Record (…) length … exceeds max (…)"

  private static func exceedsLine(_ finding: Finding) -> String {
    "Record (…) length \(NumberText.hex(finding.value)) exceeds max (\(NumberText.hex(finding.limit)))"
  }
}
