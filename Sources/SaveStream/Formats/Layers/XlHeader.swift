/// The header of an xl save file, and the config behind it.
///
///     0        32          36                40               44                   48           52
///     | magic  | byteorder | mandatory_flags | optional_flags | optional_data_len | config_len | config | rest |
///                                                             |<-------- optional_data_len bytes ------------>|
///
/// All numbers are in the byte order that `byteorder` shows. Source: `struct save_file_header`
/// (`tools/libxl/xl_cmdimpl.c`, Xen 4.5).
struct XlHeader {
  static let magic: [UInt8] = Array("Xen saved domain, xl format\n".utf8) + [0x20, 0, 0x20, 0x0d]
  /// The bytes before the optional data.
  static let byteCount: UInt64 = 48
  /// The bytes that hold every number: the header and config_len.
  static let numbersEnd: UInt64 = 52

  /// Where mandatory_flags are.
  static let flagsOffset: UInt64 = 36
  /// `XL_MANDATORY_FLAG_JSON`: the config is JSON, text otherwise.
  static let configIsJSON: UInt32 = 1
  /// `XL_MANDATORY_FLAG_STREAMv2`: a libxl v2 stream follows, a legacy one otherwise.
  static let streamIsV2: UInt32 = 2

  /// Whether the marker is that of a big-endian writer.
  let isBigEndian: Bool
  /// Whether the marker is that of either byte order.
  let isByteOrderKnown: Bool
  /// The marker as this machine reads it.
  let byteOrderWord: UInt32
  let mandatoryFlags: UInt32
  let optionalFlags: UInt32
  let optionalDataLength: UInt32
  /// nil when there is none in the optional data, or it is cut.
  let configLength: UInt32?

  /// Reads a header from its first 48 to 52 bytes; nil from fewer.
  init?(_ bytes: [UInt8]) {
    guard bytes.count >= XlHeader.byteCount else { return nil }
    let marker = Array(bytes[32..<36])
    let isBigEndian = marker == [1, 2, 3, 4]
    func number(at offset: Int) -> UInt32 {
      let field = bytes[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      return isBigEndian ? field : field.byteSwapped
    }
    self.isBigEndian = isBigEndian
    isByteOrderKnown = isBigEndian || marker == [4, 3, 2, 1]
    byteOrderWord = UInt32(truncatingIfNeeded: marker.number())
    mandatoryFlags = number(at: 36)
    optionalFlags = number(at: 40)
    optionalDataLength = number(at: 44)
    configLength = optionalDataLength >= 4 && bytes.count >= XlHeader.numbersEnd ? number(at: 48) : nil
  }

  /// The table of the header in either byte order.
  static func layout(isBigEndian: Bool) -> Layout {
    let number: FieldType = isBigEndian ? .bigEndian(bytes: 4) : .number(bytes: 4)
    let flags: FieldType = isBigEndian ? number : .flags(bytes: 4, names: [0: "JSON config", 1: "libxl v2 stream"])
    return Layout(
      "xl header", byteCount: Int(byteCount),
      [
        .init("magic", at: 0, .text(bytes: 32)),
        .init("byteorder", at: 32, .address(bytes: 4), isBigEndian ? "big endian" : "little endian"),
        .init("mandatory_flags", at: 36, flags, "a reader that does not know one refuses the file"),
        .init("optional_flags", at: 40, number),
        .init("optional_data_len", at: 44, number, "bytes between this header and the stream"),
      ])
  }
}
