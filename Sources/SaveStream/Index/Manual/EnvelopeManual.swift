extension FindingRule {
  /// What the manual says of the rules about envelopes.
  static let envelopeManual: [FindingRule: Manual] = [
    .xlByteOrder: Manual(
      severity: "warning for a big-endian header, else error",
      meaning: "the byte-order word of the xl header does not read as 0x01020304 on this machine",
      receivers: "xl refuses the file",
      savescope: "reads a header of either order"),
    .xlUnknownFlag: Manual(
      meaning: "a mandatory flag that is not known",
      receivers: "xl refuses the file",
      savescope: "reads on"),
    .xlConfigOverrun: Manual(
      meaning: "the config length is larger than the optional data",
      receivers: "xl calls the file truncated",
      savescope: "takes the config to end with the optional data"),
    .xlStreamVersion: Manual(
      meaning:
        "the header's flag for a v2 stream (bit 1 of mandatory_flags, at byte 36) and the stream disagree; "
        + "offset is that word",
      receivers:
        "xl reads the stream as what the flag says: without the flag its converter logs `Unexpected extended "
        + "info marker`, with it libxl logs `Invalid ident`",
      savescope: "names the right value, and goes by the stream",
      logs: ["Unexpected extended info marker", "Invalid ident"]),
    .xendConfigLength: Manual(
      meaning:
        "the big-endian config length in a record of xend does not lead to the end of the config, and a stream "
        + "begins there",
      receivers: "xend logs `not a valid guest state file`, or xc_restore reads the stream from a wrong place",
      savescope: "goes on behind the last parenthesis of the config",
      logs: ["not a valid guest state file"]),
    .libvirtVersion: Manual(
      meaning: "the version in a libvirt header is neither 1 nor 2",
      receivers: "libvirt refuses a later one, `image version is not supported (3 > 2)`, and takes 0 for 2",
      savescope: "goes by the stream",
      logs: ["image version is not supported (3 > 2)"]),
    .libvirtXMLLength: Manual(
      meaning: "xmlLen is 0, or does not lead to the end of the XML where a stream begins behind that",
      receivers: "libvirt logs `invalid XML length`, or `failed to parse xml`, or reads the stream from a wrong place",
      savescope: "goes on behind the NUL of the XML, where a stream begins there",
      logs: ["invalid XML length", "failed to parse xml"]),
    .libvirtStreamVersion: Manual(
      meaning:
        "the version in a libvirt header (1: legacy stream, 2: libxl v2 stream; at byte 16) and the stream "
        + "disagree; offset is that word",
      receivers:
        "with 1 the converter logs `Unexpected extended info marker`, with 2 libxl logs `Invalid ident: "
        + "expected 0x4c6962786c466d74`",
      savescope: "names the right value, and goes by the stream",
      logs: ["Unexpected extended info marker", "Invalid ident: expected 0x4c6962786c466d74"]),
    .xapiStreamType: Manual(
      meaning:
        "a record of a XAPI image announces another kind of stream than the one that follows; offset is its "
        + "type",
      receivers: "libxc logs `Invalid marker`, or the converter `Unexpected extended info marker`",
      savescope: "names the right type, and goes by the stream",
      logs: ["Invalid marker", "Unexpected extended info marker"]),
    .xapiRecordUnknown: Manual(
      meaning:
        "a XAPI image has a record of an unknown type, such as the zeros of a suspend VDI whose writer died "
        + "before End_of_image",
      receivers: "xenopsd fails with `Invalid_header_type`",
      savescope: "goes on behind it where its length leads to a sound record, else shows the rest as not understood",
      logs: ["Invalid_header_type"]),
    .xapiRecordRefused: Manual(
      meaning: "a XAPI image has a record of type Libxl or Qemu_xen, or a second stream",
      receivers: "xenopsd knows these types, and refuses the image",
      savescope: "reads the first stream"),
    .xapiQemuLength: Manual(
      meaning: "the device model's state in a XAPI image is longer than 1 MiB",
      receivers: "xenopsd fails with `QEMU record length in header too large`",
      savescope: "shows it",
      logs: ["QEMU record length in header too large"]),
    .xapiDemuLength: Manual(
      meaning: "a Demu record (state of a virtual GPU), the length of which means nothing",
      receivers: "its own reader knows where it ends",
      savescope: "looks for the next record that is beyond doubt, in 256 MiB at most"),
    .nestedEnvelope: Manual(
      meaning: "an envelope inside an envelope",
      receivers: "refuse it: `Invalid ident`, `Invalid marker`, or `Unexpected extended info marker`",
      savescope: "reads it, up to 64 layers deep",
      logs: ["Invalid ident", "Invalid marker", "Unexpected extended info marker"]),
  ]
}
