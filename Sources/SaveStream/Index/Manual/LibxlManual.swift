extension FindingRule {
  /// What the manual says of the rules about records of libxl.
  static let libxlManual: [FindingRule: Manual] = [
    .libxlVersion: Manual(
      meaning: "the libxl header states another version than 2",
      receivers: "libxl gives up",
      savescope: "reads on",
      logs: [
        LogLine("Unexpected Version: expected …, got …", by: .libxl, in: "4.6 and later"),
        LogLine("Unknown image version: Expected …, got …", by: .verifier),
      ],
      remedy: "restore with the sender's release or a later one",
      source: "`libxl_stream_read.c`, `stream_header_done`"),
    .libxlBigEndian: Manual(
      meaning: "the libxl header says that its records are big endian",
      receivers: "libxl gives up",
      savescope: "reads them",
      logs: [
        LogLine("Unable to handle big endian streams", by: .libxl, in: "4.6 and later")
      ],
      remedy: "restore on a machine of the sender's byte order",
      source: "`libxl_stream_read.c`, `stream_header_done`"),
    .libxlReserved: Manual(
      meaning: "reserved options of the libxl header are set",
      receivers: "libxl ignores them; Xen's verifier does not",
      logs: [
        LogLine("Reserved bits set in image options field: …", by: .verifier)
      ],
      source: "`libxl.py`, `verify_hdr`"),
    .libxlUnknownRecord: Manual(
      meaning: "a libxl record of unknown type, optional or not",
      receivers: "libxl gives up",
      savescope: "goes on by its length",
      logs: [
        LogLine("Unrecognised record …", by: .libxl, in: "4.6 and later"),
        LogLine("Unrecognised record type …", by: .verifier),
      ],
      remedy: "restore with the sender's release or a later one",
      source: "`libxl_stream_read.c`, `process_record`"),
    .libxlRecordLength: Manual(
      meaning: "a libxl record whose length does not go with its type",
      receivers: "libxl gives up",
      savescope: "goes on by its length",
      logs: [
        LogLine("Emulator xenstore data record too short to contain header", by: .libxl, in: "4.6 and later"),
        LogLine("Emulator record too short to contain header", by: .libxl, in: "4.6 and later"),
        LogLine("Libxc context record with non-zero length", by: .verifier),
        LogLine("Checkpoint end record with non-zero length", by: .verifier),
        LogLine("Checkpoint state record with zero length", by: .verifier),
        LogLine("Length must be at least … bytes, got …", by: .verifier),
      ],
      remedy: Remedy("save again; or take the last sound checkpoint of a Remus stream", .cut),
      source: "`libxl_stream_read.c`, `process_record`"),
    .libxlContextRepeated: Manual(
      meaning: "LIBXC_CONTEXT twice",
      receivers: "not guarded against",
      savescope: "what follows is one unknown leaf",
      source: "`libxl_stream_read.c`, `process_record`"),
    .libxlContextMissing: Manual(
      meaning: "a libxl stream that ends without a LIBXC_CONTEXT",
      receivers: "there is no domain to restore",
      remedy: "save again: the guest's memory is not in this stream",
      source: "`libxl_stream_read.c`, `process_record`"),
    .checkpointEndOutside: Manual(
      meaning: "CHECKPOINT_END where no libxc CHECKPOINT stands before it",
      receivers: "libxl gives up",
      logs: [
        LogLine("Unexpected CHECKPOINT_END record in stream", by: .libxl, in: "4.6 and later")
      ],
      remedy: Remedy("give the receiver the checkpoint before", .cut),
      source: "`libxl_stream_read.c`, `process_record`"),
    .checkpointEndMissing: Manual(
      meaning: "libxl's END behind a libxc CHECKPOINT",
      receivers: "the checkpoint is discarded",
      savescope: "the checkpoint is incomplete",
      remedy: Remedy("give the receiver the checkpoint before", .cut),
      source: "`libxl_stream_read.c`, `libxl__xc_domain_restore_done`"),
    .emulatorInPV: Manual(
      meaning: "a record of a device model in the stream of a PV guest, or of a PVH guest by its config",
      receivers: "libxl gives up",
      savescope: "shows it",
      logs: [
        LogLine("Received a xenstore emulator record when none was expected", by: .libxl, in: "4.6 and later"),
        LogLine("Received an emulator context record when none was expected", by: .libxl, in: "4.6 and later"),
      ],
      remedy: "restore with the config that the guest was saved with (`type = \"hvm\"`)",
      source: "`libxl_stream_read.c`, `process_record`"),
    .emulatorUnknown: Manual(
      meaning: "an emulator id above 2",
      receivers: "",
      savescope: "shows the state",
      logs: [
        LogLine("Unrecognised emulator id …", by: .verifier)
      ],
      source: "`libxl.py`, `verify_record_emulator_context`"),
    .emulatorTraditional: Manual(
      meaning: "the device model is qemu-traditional (`qemu_xen_traditional`)",
      receivers: "Xen 4.21 and later cannot run it",
      logs: [
        LogLine("unknown device model version …", by: .libxl, in: "4.21 and later")
      ],
      remedy: "restore with 4.20 or earlier, and move the guest to `qemu-xen` there",
      source:
        "`libxl_dm.c`, `libxl__spawn_local_dm`; `libxl_create.c`, `libxl__domain_build_info_setdefault` (4.21 and"
        + " later)"),
    .emulatorMissing: Manual(
      meaning:
        "the stream of an HVM guest ends without the state of its device model: in libxl's END, or at the "
        + "End_of_image of a XAPI image",
      receivers: "QEMU is started with `-incoming` and finds nothing: the restore fails",
      logs: [LogLine("device model did not start: …", by: .libxl)],
      remedy: "save again",
      source: "`libxl_create.c`, `domcreate_devmodel_started`"),
  ]
}
