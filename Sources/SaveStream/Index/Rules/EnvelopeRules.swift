extension FindingRule {
  /// The rules of envelopes.
  static let envelopeRows: [FindingRule: Row] = [
    .xlByteOrder: Row(.error) {
      "the byte-order word of the xl header is \(Number.hex($0.value)), where this machine's is 0x01020304; xl refuses such a "
        + "file"
    },
    .xlUnknownFlag: Row(.error) {
      "the xl header has a mandatory flag that is not known (flags \(Number.hex($0.value))); xl refuses such a file"
    },
    .xlConfigOverrun: Row(.error) {
      "the configuration in the xl header claims more bytes than the header holds\(Text.claim($0)); xl calls the "
        + "file truncated"
    },
    .xlStreamVersion: Row(.error) { "mandatory_flags of the xl header is \(otherStream($0, .xl))" },
    .xendConfigLength: Row(.error) {
      "the record of xend gives its config \(Number.counted($0.value, "byte")), and the config has "
        + "\(Number.counted($0.limit, "byte")); xend calls it not a valid guest state file"
    },
    .libvirtVersion: Row(.error) {
      "the libvirt header has version \(Number.grouped($0.value)), where 1 and 2 are known; libvirt refuses a later one: "
        + "image version is not supported"
    },
    .libvirtXMLLength: Row(.error) {
      "the libvirt header gives its XML \(Number.counted($0.value, "byte")), and the XML has "
        + "\(Number.counted($0.limit, "byte")) with its NUL; libvirt reads the wrong bytes, or calls it an invalid XML length"
    },
    .libvirtStreamVersion: Row(.error) { "the version in the libvirt header is \(otherStream($0, .libvirt))" },
    .xapiStreamType: Row(.error) { "the type of the XAPI record is \(otherStream($0, .xapi))" },
    .xapiRecordUnknown: Row(.error) {
      "a XAPI record of unknown type \(Number.hex($0.value)), so nothing tells where it ends; xenopsd gives up "
        + "(Invalid_header_type)"
    },
    .xapiRecordRefused: Row(.error) {
      let what = [0xf1: "Libxl", 0xf01: "Qemu_xen"][$0.value] ?? "a second stream"
      return "a XAPI record of type \(Number.hex($0.value)) (\(what)) has no place here; xenopsd refuses the image"
    },
    .xapiQemuLength: Row(.error) {
      "the QEMU record has \(Number.counted($0.value, "byte")), where \(Text.number($0.limit)) are allowed; xenopsd "
        + "refuses the image: QEMU record length in header too large"
    },
    .xapiDemuLength: Row(
      .note,
      "a Demu record (state of a virtual GPU) begins here, whose end only its own reader knows; the next record is looked "
        + "for behind it"),
    .nestedEnvelope: Row(
      .error,
      "another envelope begins inside this one, where a stream should; it is read all the same, and no receiver does so"
    ),
  ]

  /// What is said of a word that names another kind of stream than the one that follows: its value, what it stands for,
  /// the right value where there is one, and what becomes of the stream.
  private static func otherStream(_ finding: Finding, _ layer: Layer.Kind) -> String {
    let named = WrappedStream.named(by: finding.value, in: layer)
    let value = Number.hex(finding.value)
    guard let found = WrappedStream.named(by: finding.limit, in: layer), found != named else {
      return "\(value), and what follows is no \(named?.words ?? "stream of that kind"); a receiver logs "
        + "\"\(named?.receiversLog ?? WrappedStream.libxc.receiversLog)\" and gives up"
    }
    return "\(value) (\(named?.words ?? "nothing known")), but a \(found.words) follows, for which "
      + "\(Number.hex(finding.limit)) is right; a receiver logs \"\(named?.receiversLog ?? found.receiversLog)\""
  }
}
