extension FindingRule {
  /// What receivers do about what is wrong with compressed data.
  static let compressedReceptions: [FindingRule: [Reception]] = [
    .compressedUnexpected: [
      Reception(.converter, .givesUp, LogLine("RuntimeError: todo", by: .converter), source: "read_chunks"),
      Reception(.legacy, .givesUp, source: "pagebuf_get_one: takes it for the end of the body"),
    ],
    .compressedLength: [
      Reception(.legacy, .givesUp, "Error when reading compression buffer", source: "pagebuf_get_one")
    ],
    .deltaZeroRun: decoding("Zero length run encountered for normal page: buffer (d)"),
    // The line before it is another one for a run than for a skip.
    .deltaPastPage: decoding(.pageNotDecoded),
    .deltaTooShort: decoding(.pageNotDecoded),
    .deltaMissing: decoding("Out of bounds exception in compression buffer (a)"),
  ]

  /// Pages are decoded when they are applied: then the checkpoint before is gone.
  private static func decoding(_ log: LogLine) -> [Reception] {
    [Reception(.legacy, .fails, log, source: "xc_compression_uncompress_page in xc_compression.c")]
  }
}
