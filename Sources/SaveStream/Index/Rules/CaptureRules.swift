extension FindingRule {
  /// The rules of capture as a whole.
  static let captureRows: [FindingRule: Row] = [
    .cutShort: Row(.error) { "the capture ends inside \($0.part.rawValue)\(Text.amount($0)); \(Text.loss($0))" },
    .readFailed: Row(.error, "the bytes here could not be read, and what lies behind them is not shown"),
    .unpackingFailed: Row(
      .error,
      "the compressed data is cut or damaged here: what could be unpacked is shown, and may be wrong towards its end"),
    .notReadYet: Row(.error) {
      "\($0.part.rawValue)\($0.value > 0 ? " (\(Text.number($0.value)))" : "") begins here: it is recognised, and this "
        + "version does not read it"
    },
    .noStream: Row(.error, "what follows the envelope is no stream that savescope knows"),
    .indexingStopped: Row(.note, "reading was stopped here, and what follows has not been looked at"),
    .indexFull: Row(.error, "the index is full, and what follows has not been looked at"),
    .lostStretch: Row(.error) {
      let place = $0.part == .pfnArray ? "in a PFN array" : "where \($0.part.rawValue) should begin"
      return
        "\(NumberText.size($0.value)) of zeros \(place), as a lost block or a sparse file leaves them; \(following($0))"
    },
    .streamDamaged: Row(.error) {
      let again = "the stream goes on at \(Number.hex($0.subject))\(because($0))"
      if $0.part == .pfnArray { return damagedArray($0) }
      if $0.part == .body {
        return "the END of the body is lost: its tail begins here (\($0.sign?.certainty.word ?? "likely"))"
      }
      guard $0.value > 0 else { return "\($0.part.rawValue) is damaged and ends elsewhere than it says; \(again)" }
      return
        "\(Number.counted($0.value, "byte")) \($0.value == 1 ? "makes" : "make") no sense where \($0.part.rawValue) should begin; "
        + ($0.limit > 0 ? again : "nothing that can be read follows")
    },
    .pagesShifted: Row(.error) {
      let bytes = Number.counted($0.value, "byte")
      let what = $0.subject & 1 == 0 ? "\(bytes) are missing among" : "\(bytes) too many stand among"
      return
        "\(what) the page images of a batch, about here; those before are placed from its front and those behind from "
        + "its end\(because($0)), and \(Number.counted($0.limit, "page")) may be out of step"
    },
    .pfnUnordered: Row(.warning) {
      let isOne = $0.value == 1
      let what = isOne ? "a page's PFN is" : "the PFNs of \(Number.counted($0.value, "page")), from here on, are"
      return
        "\(what) out of order in a batch, and senders write them in ascending order: \(isOne ? "it" : "they") may be other pages"
    },
    .wordCorrected: Row(.error) {
      "a number is \(Number.hex($0.value)) here, which makes no sense; with one bit changed it is \(Number.hex($0.limit)), and "
        + "what follows fits: it is read as that\(because($0))"
    },
    .deltasLost: Row(.error) {
      "compressed data is damaged here, and \(Number.counted($0.value, "page delta")) lost; from \(Number.hex($0.subject)) "
        + "on \(Number.counted($0.limit, "page delta")) decode to the end of the body, and belong to its last entries (\($0.sign?.certainty.word ?? "likely"))"
    },
    .trailingBytes: Row(.warning) {
      "\(Text.lyingBytes($0)) behind the stream; receivers since Xen 4.3.2 do not read them, those before take what "
        + "follows a legacy stream without LAST_CHECKPOINT for a checkpoint"
    },
    .trailingHandshake: Row(.note, "the text by which xl migrate tells its receiver to unpause follows the stream"),
    .extraDeviceModelRecord: Row(
      .note,
      "a device-model record that belongs to no checkpoint follows the last tail, as libxl leaves it when a Remus "
        + "run ends cleanly"),
  ]
  /// How sure it is that the stream goes on at a place, and why, in brackets.
  private static func because(_ finding: Finding) -> String { finding.sign.map { " (\($0.words))" } ?? "" }

  /// An array that is put together from both ends.
  private static func damagedArray(_ finding: Finding) -> String {
    let next = Number.hex(finding.subject)
    let what =
      finding.value == 0
      ? "other bytes stand in a PFN array here: its entries go on at \(next), and none is lost"
      : "\(Number.counted(finding.value, "entry")) of a PFN array \(finding.value == 1 ? "is" : "are") lost here: what stands "
        + "behind goes on at \(next)"
    return
      "\(what); its images are placed from both ends, doubtful where the entries tell too little, as the stream goes on behind "
      + "them\(because(finding))"
  }

  /// What can be read again behind a stretch that was lost.
  private static func following(_ finding: Finding) -> String {
    if finding.part == .pfnArray {
      return "a receiver takes them for PFN 0, and what belongs to other pages for its content"
    }
    let unit = finding.part == .batch ? "whole batch" : "whole record"
    return finding.limit == 0
      ? "nothing that can be read follows"
      : "\(Number.counted(finding.limit, unit)) from \(Number.hex(finding.subject)) on"
  }
}
