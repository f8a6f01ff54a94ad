extension FindingRule {
  /// What the manual says of the rules about records of libxl.
  static let libxlManual: [FindingRule: Manual] = [
    .libxlVersion: Manual(
      meaning: "the libxl header states another version than 2",
      receivers: "libxl gives up",
      savescope: "reads on"),
    .libxlBigEndian: Manual(
      meaning: "the libxl header says that its records are big endian",
      receivers: "libxl gives up",
      savescope: "reads them"),
    .libxlReserved: Manual(
      meaning: "reserved options of the libxl header are set",
      receivers: "libxl ignores them; Xen's verifier does not"),
    .libxlUnknownRecord: Manual(
      meaning: "a libxl record of unknown type, optional or not",
      receivers: "libxl gives up",
      savescope: "goes on by its length"),
    .libxlRecordLength: Manual(
      meaning: "a libxl record whose length does not go with its type",
      receivers: "libxl gives up",
      savescope: "goes on by its length"),
    .libxlContextRepeated: Manual(
      meaning: "LIBXC_CONTEXT twice",
      receivers: "not guarded against",
      savescope: "what follows is one unknown leaf"),
    .libxlContextMissing: Manual(
      meaning: "a libxl stream that ends without a LIBXC_CONTEXT",
      receivers: "there is no domain to restore"),
    .checkpointEndOutside: Manual(
      meaning: "CHECKPOINT_END where no libxc CHECKPOINT stands before it",
      receivers: "libxl gives up"),
    .checkpointEndMissing: Manual(
      meaning: "libxl's END behind a libxc CHECKPOINT",
      receivers: "the checkpoint is discarded",
      savescope: "the checkpoint is incomplete"),
    .emulatorInPV: Manual(
      meaning: "a record of a device model in the stream of a PV guest",
      receivers: "libxl gives up",
      savescope: "shows it"),
    .emulatorUnknown: Manual(
      meaning: "an emulator id above 2",
      receivers: "",
      savescope: "shows the state"),
    .emulatorTraditional: Manual(
      meaning: "the device model is qemu-traditional (`qemu_xen_traditional`)",
      receivers: "Xen 4.21 and later cannot run it: \"unknown device model version\"",
      logs: ["unknown device model version"]),
  ]
}
