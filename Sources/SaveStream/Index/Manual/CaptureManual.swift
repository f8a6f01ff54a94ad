extension FindingRule {
  /// What the manual says of the rules about the capture as a whole.
  static let captureManual: [FindingRule: Manual] = [
    .cutShort: Manual(
      severity: "error in the header and checkpoint 0, warning later",
      meaning: "the capture ends inside the part that is named",
      receivers: "checkpoint 0: give up; later: start from the checkpoint before",
      savescope: "shows all that is there; offset is the end of the capture"),
    .readFailed: Manual(
      meaning: "the medium did not give the bytes",
      receivers: "",
      savescope: "keeps what was read; exit status 2"),
    .unpackingFailed: Manual(
      meaning: "a gzip, zstd or xz capture whose compressed data is cut or damaged",
      receivers: "never see it: captures are compressed by users",
      savescope: "shows what could be unpacked"),
    .notReadYet: Manual(
      meaning: "a kind of stream that is recognised by its magic, but whose content this version does not read",
      receivers: "",
      savescope: "says what it is, who writes it and what reads it; every command ends with status 2"),
    .noStream: Manual(
      meaning: "an envelope with something behind it that is no known stream",
      receivers: "give up",
      savescope: "shows the bytes as unread"),
    .indexingStopped: Manual(
      meaning: "reading was stopped by the user",
      receivers: "",
      savescope: "keeps what was read"),
    .indexFull: Manual(
      meaning: "more rows than an index of this capture may have",
      receivers: "",
      savescope: "keeps what was read"),
    .trailingBytes: Manual(
      severity: "note behind LAST_CHECKPOINT and where they are zeros, else warning",
      meaning: "bytes behind the last checkpoint that belong to nothing known",
      receivers:
        "4.0 to 4.3.1 read on behind an image without LAST_CHECKPOINT: zeros are checkpoints to them, of which a PV "
        + "guest does not start; of anything else they fall back to the image. Others do not read them",
      savescope: "shows them as one unknown leaf"),
    .trailingHandshake: Manual(
      meaning: "the text by which `xl migrate` clears its receiver to unpause",
      receivers: "read it as their cue, not as part of the stream",
      savescope: "shows it as text"),
    .extraDeviceModelRecord: Manual(
      meaning: "a device-model record behind the last tail, as libxl leaves it when a Remus run ends cleanly",
      receivers: "take it for a broken checkpoint and start from the last one",
      savescope: "shows it, belonging to no checkpoint"),
  ]
}
