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

  static func scan(
    _ source: EnvelopeSource, prefixLength: UInt64, into scan: inout EnvelopeScan
  ) throws(CaptureError) {
    let header = prefixLength + byteCount
    guard let length = try source.window.uint32(at: header - 4) else {
      try scan.addSpan(.xend, length: header, source)
      return
    }
    let configLength = UInt64(length.byteSwapped)
    guard try scan.addSpan(.xend, length: header + configLength, source) else { return }
    scan.guestHint = GuestHint.sxp(try source.bytes(at: header, count: configLength))
    try EnvelopeReader.scanContent(source, into: &scan)
  }
}
