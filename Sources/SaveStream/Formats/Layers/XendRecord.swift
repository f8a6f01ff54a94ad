/// The record with which xend begins a save file or a migration.
///
///     0                  16           20
///     | LinuxGuestRecord | config_len | config (SXP) |
///
/// The length is big endian. On the relocation port the word `receive` or `sslreceive` and a newline come first, and
/// belong to the envelope here. Source: `tools/python/xen/xend/XendCheckpoint.py`, Xen 4.2.
enum XendRecord {
  static let signature = Array("LinuxGuestRecord".utf8)
  /// The bytes before the config, without a prefix.
  static let byteCount: UInt64 = 20

  static let layout = Layout(
    "LinuxGuestRecord", byteCount: 20,
    [
      .init("signature", at: 0, .text(bytes: 16)),
      .init("config_len", at: 16, .bigEndian(bytes: 4), "bytes of config, big endian"),
    ])

  /// The bytes of the word that comes before a record sent over the relocation port, judged by its first letter.
  static func prefixLength(firstByte: UInt8?) -> UInt64 {
    switch firstByte {
    case UInt8(ascii: "r"): 8
    case UInt8(ascii: "s"): 11
    default: 0
    }
  }
}

/// Reads the record of xend, and enters what follows it.
struct XendReader: LayerReader {
  let prefixLength: UInt64
  let detector: LayerDetector
  /// What the config says of the guest.
  private(set) var hint: GuestKind?
  private var hasPassedRecord = false
  private var hasEntered = false

  init(prefixLength: UInt64, detector: LayerDetector) {
    self.prefixLength = prefixLength
    self.detector = detector
  }

  mutating func step(_ position: inout UInt64, into draft: CheckpointDraft) throws(CaptureError) -> LayerStep {
    guard hasPassedRecord else {
      hasPassedRecord = true
      let header = position + prefixLength + XendRecord.byteCount
      guard let length = try draft.window.uint32(at: header - 4) else {
        _ = try draft.pass(prefixLength + XendRecord.byteCount, from: &position)
        return .goOn
      }
      let configLength = UInt64(length.byteSwapped)
      if try draft.pass(prefixLength + XendRecord.byteCount + configLength, from: &position) {
        hint = GuestHint.sxp(try draft.bytes(at: header, count: configLength))
      }
      return .goOn
    }
    if hasEntered { return .end }
    hasEntered = true
    return try detector.layer(at: position, draft, inside: .xend, hint: hint)
  }
}
