extension FindingRule {
  /// The rules of libxl's v2 stream around a libxc stream (`libxl_stream_read.c`).
  static let libxlRows: [FindingRule: Row] = [
    .libxlVersion: Row(.error) {
      "the libxl header states version \(Text.number($0.value)), where \(Text.number($0.limit)) is known; libxl gives up"
    },
    .libxlBigEndian: Row(
      .error, "the libxl header says that its records are big endian, which libxl refuses; they are read all the same"),
    .libxlReserved: Row(
      .note, "reserved options of the libxl header are set; libxl ignores them, Xen's verifier does not"),
    .libxlUnknownRecord: Row(.error) {
      "a libxl record of unknown type \(Number.hex($0.value)); libxl gives up even where the type says it is optional"
    },
    .libxlRecordLength: Row(.error) {
      "a libxl record's length is \(Text.number($0.value)), where its content asks for \(Text.number($0.limit)) bytes; "
        + "libxl gives up"
    },
    .libxlContextRepeated: Row(
      .error, "a second LIBXC_CONTEXT, where one stream is allowed; libxl would read another domain into this one"),
    .libxlContextMissing: Row(.error, "a libxl stream that holds no LIBXC_CONTEXT; there is nothing to restore in it"),
    .checkpointEndOutside: Row(
      .error, "CHECKPOINT_END where no libxc CHECKPOINT stands before it; libxl gives up"),
    .checkpointEndMissing: Row(
      .error,
      "libxl's END behind a libxc CHECKPOINT without a CHECKPOINT_END; a receiver discards the checkpoint"),
    .emulatorInPV: Row(.error) {
      "a \(RecordNames.name($0.value, in: RecordNames.libxl) ?? "record") in the stream of a "
        + "\($0.limit == 0 ? "PV" : "PVH") guest, which has no device model; libxl gives up (\"record when none was expected\")"
    },
    .emulatorMissing: Row(.error) {
      "the \($0.part == .xapiImage ? "image" : "stream") of an HVM guest ends without the state of its device model; QEMU has "
        + "nothing to start from, and the restore fails"
    },
    .emulatorUnknown: Row(.warning) {
      "the emulator id is \(Text.number($0.value)), where 0 to \(Text.number($0.limit)) are known; what runs the guest "
        + "cannot be told"
    },
    .emulatorTraditional: Row(
      .note,
      "the device model is qemu-traditional; Xen 4.21 and later cannot run it (\"unknown device model version\")"),
  ]
}
