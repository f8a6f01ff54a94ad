extension FindingRule {
  /// What receivers do about what is wrong with envelopes.
  static let envelopeReceptions: [FindingRule: [Reception]] = [
    .xlUnknownFlag: [
      Reception(.every, .rejects, flagsRefused, source: "load_domain_config in xl") {
        "Savefile has mandatory flag(s) \(NumberText.hex($0.value)) which are not supported; need newer xl"
      }
    ],
    .xlStreamVersion: [
      Reception(.modern, .givesUp, source: "stream_header_done in libxl_stream_read.c"),
      Reception(.legacy, .rejects, flagsRefused, source: "load_domain_config in xl_cmdimpl.c") {
        "Savefile has mandatory flag(s) \(NumberText.hex($0.value)) which are not supported; need newer xl"
      },
    ],
    .libvirtStreamVersion: [Reception(.modern, .givesUp, source: "libxl_stream_read.c")],
    .xapiStreamType: [Reception(.modern, .givesUp, source: "read_headers in xg_sr_restore.c")],
    .nestedEnvelope: [Reception(.modern, .givesUp), Reception(.legacy, .givesUp)],
  ]

  /// What xl says of a flag that it does not know.
  static let flagsRefused = LogLine(
    "Savefile has mandatory flag(s) … which are not supported; need newer xl", by: .xl)
}
