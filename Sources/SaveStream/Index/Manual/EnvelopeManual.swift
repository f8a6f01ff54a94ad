extension FindingRule {
  /// What the manual says of the rules about envelopes.
  static let envelopeManual: [FindingRule: Manual] = [
    .xlByteOrder: Manual(
      severity: "warning for a big-endian header, else error",
      meaning: "the byte-order word of the xl header does not read as 0x01020304 on this machine",
      receivers: "xl refuses the file",
      savescope: "reads a header of either order",
      logs: [
        LogLine("File has wrong byte order", by: .xl)
      ],
      remedy: "restore it on a machine of the sender's byte order; if the word was damaged, write it anew",
      source: "`xl_vmcontrol.c`, `create_domain` (`xl_cmdimpl.c` up to 4.9)"),
    .xlUnknownFlag: Manual(
      meaning: "a mandatory flag that is not known",
      receivers: "xl refuses the file",
      savescope: "reads on",
      logs: [
        LogLine("Savefile has mandatory flag(s) … which are not supported; need newer xl", by: .xl)
      ],
      remedy: "restore with the release that saved it, or a later one",
      source: "`xl_vmcontrol.c`, `create_domain`"),
    .xlConfigOverrun: Manual(
      meaning: "the config length is larger than the optional data",
      receivers: "xl calls the file truncated",
      savescope: "takes the config to end with the optional data",
      logs: [
        LogLine("Savefile truncated.", by: .xl)
      ],
      remedy: Remedy(
        "make the lengths agree, in a copy of the file: that of the optional data (at byte 44) is 4 more than that of the "
          + "config (at byte 48)"),
      source: "`xl_vmcontrol.c`, `create_domain`"),
    .xlStreamVersion: Manual(
      meaning:
        "the header's flag for a v2 stream (bit 1 of mandatory_flags, at byte 36) and the stream disagree; offset"
        + " is that word",
      receivers: "xl reads the stream as what the flag says, and gives up",
      savescope: "names the right value, and goes by the stream",
      logs: [
        LogLine("Unexpected extended info marker …", by: .converter, in: "4.6 and later"),
        LogLine("Invalid ident: expected …, got …", by: .libxl, in: "4.6 and later"),
      ],
      remedy: Remedy("write the right value into the word, in a copy of the file", .rightWord4),
      source: "`xl_vmcontrol.c`, `create_domain` (4.6 and later)"),
    .xendConfigLength: Manual(
      meaning:
        "the big-endian config length in a record of xend does not lead to the end of the config, and a stream "
        + "begins there",
      receivers: "xend refuses the file, or xc_restore reads the stream from a wrong place",
      savescope: "goes on behind the last parenthesis of the config",
      logs: [
        LogLine("not a valid guest state file: config read", by: .xend, in: "up to 4.4"),
        LogLine("not a valid guest state file: config parse", by: .xend, in: "up to 4.4"),
        LogLine("not a valid guest state file: found '…'", by: .xend, in: "up to 4.4"),
      ],
      remedy: Remedy(
        "write the right value into the word, most significant byte first, in a copy of the file",
        .rightWordBig4),
      source: "`XendCheckpoint.py`, `restore` (up to 4.4)"),
    .libvirtVersion: Manual(
      meaning: "the version in a libvirt header is neither 1 nor 2",
      receivers: "libvirt refuses a later one, and takes 0 for 2",
      savescope: "goes by the stream",
      logs: [
        LogLine("image version is not supported (… > …)", by: .libvirt)
      ],
      remedy: Remedy(
        "restore with the libvirt that saved it; if the word was damaged, write 1 for a legacy stream, 2 for one "
          + "of libxl"),
      source: "`libxl_domain.c`, `libxlDomainSaveImageOpen`"),
    .libvirtXMLLength: Manual(
      meaning: "xmlLen is 0, or does not lead to the end of the XML where a stream begins behind that",
      receivers: "libvirt refuses the image, or reads the stream from a wrong place",
      savescope: "goes on behind the NUL of the XML, where a stream begins there",
      logs: [
        LogLine("invalid XML length: …", by: .libvirt),
        LogLine("failed to parse xml", by: .libvirt),
        LogLine("Failed to read XML", by: .libvirt),
      ],
      remedy: Remedy("write the right value into the word, in a copy of the file", .rightWord4),
      source: "`libxl_domain.c`, `libxlDomainSaveImageOpen`"),
    .libvirtStreamVersion: Manual(
      meaning:
        "the version in a libvirt header (1: legacy stream, 2: libxl v2 stream; at byte 16) and the stream "
        + "disagree; offset is that word",
      receivers: "with 1 libxl starts the converter, with 2 it reads a v2 stream: either gives up on the other",
      savescope: "names the right value, and goes by the stream",
      logs: [
        LogLine("Unexpected extended info marker …", by: .converter, in: "4.6 and later"),
        LogLine("Invalid ident: expected …, got …", by: .libxl, in: "4.6 and later"),
      ],
      remedy: Remedy("write the right value into the word, in a copy of the file", .rightWord4),
      source: "`libxl_driver.c`, `libxlDomainRestoreFlags` (libvirt 1.3.4 and later)"),
    .xapiStreamType: Manual(
      meaning:
        "a record of a XAPI image announces another kind of stream than the one that follows; offset is its type",
      receivers: "libxc, or the converter, gives up",
      savescope: "names the right type, and goes by the stream",
      logs: [
        LogLine("Invalid marker: Got …", in: "4.6 and later"),
        LogLine("Unexpected extended info marker …", by: .converter, in: "4.6 and later"),
      ],
      remedy: Remedy("write the right type into the record's head, in a copy of the image", .rightWord8),
      source: "`suspend_image.ml`, `read_header`; `domain.ml`, `restore_common`"),
    .xapiRecordUnknown: Manual(
      meaning:
        "a XAPI image has a record of an unknown type, such as the zeros of a suspend VDI whose writer died "
        + "before End_of_image",
      receivers: "xenopsd gives up",
      savescope: "goes on behind it where its length leads to a sound record, else shows the rest as not understood",
      logs: [
        LogLine("Invalid_header_type", by: .xenopsd)
      ],
      remedy: "suspend again; the state is lost where the writer died before its last record",
      source: "`suspend_image.ml`, `header_type_of_int64`"),
    .xapiRecordRefused: Manual(
      meaning: "a XAPI image has a record of type Libxl or Qemu_xen, or a second stream",
      receivers: "xenopsd knows these types, and refuses the image",
      savescope: "reads the first stream",
      logs: [
        LogLine("Suspend_image_failure", by: .xenopsd)
      ],
      remedy: "ask the writer's side which program made the image: none of xenopsd's releases writes such a record",
      source: "`domain.ml`, `restore_common`"),
    .xapiQemuLength: Manual(
      meaning: "the device model's state in a XAPI image is longer than 1 MiB",
      receivers: "xenopsd refuses the image",
      savescope: "shows it",
      logs: [
        LogLine("QEMU record length in header too large (… bytes)", by: .xenopsd)
      ],
      remedy: "suspend the guest with less device-model state (fewer emulated devices), or raise the limit in xenopsd",
      source: "`domain.ml`, `consume_qemu_record`"),
    .xapiDemuLength: Manual(
      meaning: "a Demu record (state of a virtual GPU), the length of which means nothing",
      receivers: "its own reader knows where it ends",
      savescope: "looks for the next record that is beyond doubt, in 256 MiB at most"),
    .nestedEnvelope: Manual(
      meaning: "an envelope inside an envelope",
      receivers: "refuse it",
      savescope: "reads it, up to 64 layers deep",
      logs: [
        LogLine("Invalid ident: expected …, got …", by: .libxl, in: "4.6 and later"),
        LogLine("Invalid marker: Got …", in: "4.6 and later"),
        LogLine("Unexpected extended info marker …", by: .converter, in: "4.6 and later"),
      ],
      remedy: Remedy(
        "cut out what lies inside the outer envelope: `tail -c +N FILE`, with N the offset of the inner one and 1")),
  ]
}
