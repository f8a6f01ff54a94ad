extension FindingText {
  /// Rules about the capture as a whole and about envelopes.
  static func captureMessage(_ finding: Finding) -> String? {
    switch finding.rule {
    case .cutShort: cutMessage(finding)
    case .readFailed: "the bytes here could not be read, and what lies behind them is not shown"
    case .unpackingFailed:
      "the compressed data is cut or damaged here: what could be unpacked is shown, and may be wrong towards its end"
    case .notReadYet: "\(finding.part.rawValue) begins here: it is recognised, and this version does not read it"
    case .noStream: "what follows the envelope is no stream that savescope knows"
    case .indexingStopped: "reading was stopped here, and what follows has not been looked at"
    case .indexFull: "the index is full, and what follows has not been looked at"
    case .trailingBytes:
      "\(trailing(finding)) behind the stream; receivers since Xen 4.1 never read them, 4.0 takes them for a checkpoint"
    case .trailingHandshake: "the text by which xl migrate tells its receiver to unpause follows the stream"
    case .extraDeviceModelRecord:
      "a device-model record that belongs to no checkpoint follows the last tail, as libxl leaves it when a Remus run "
        + "ends cleanly"
    case .xlByteOrder:
      "the byte-order word of the xl header does not hold this machine's 0x01020304; xl refuses such a file"
    case .xlUnknownFlag:
      "the xl header has a mandatory flag that is not known (\(flags(finding))); xl refuses such a file"
    case .xlConfigOverrun:
      "the configuration in the xl header claims more bytes than the header holds\(claim(finding)); xl calls the file "
        + "truncated"
    case .xlStreamVersion: "the xl header names another kind of stream than the one that follows it"
    default: nil
    }
  }

  private static func cutMessage(_ finding: Finding) -> String {
    let amount =
      finding.limit > finding.value ? " (\(number(finding.value)) of \(number(finding.limit)) bytes are there)" : ""
    return "the capture ends inside \(finding.part.rawValue)\(amount); \(consequence(ofLosing: finding.checkpoint))"
  }

  private static func trailing(_ finding: Finding) -> String {
    finding.value == 0 ? "bytes lie" : finding.value == 1 ? "1 byte lies" : "\(number(finding.value)) bytes lie"
  }

  private static func flags(_ finding: Finding) -> String { "flags \(NumberText.hex(finding.value))" }

  /// "(V where L are left)", where the finding has such numbers.
  static func claim(_ finding: Finding) -> String {
    finding.value == 0 && finding.limit == 0
      ? "" : " (\(number(finding.value)) where there are \(number(finding.limit)))"
  }
}
