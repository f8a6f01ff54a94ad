/// The header of a libxl v2 stream, always big endian (`tools/libs/light/libxl_sr_stream_format.h`).
enum LibxlHeader {
  /// The only version there is.
  static let version: UInt64 = 2

  static let layout = Layout(
    "libxl stream header", byteCount: 16,
    [
      .init("ident", at: 0, .text(bytes: 8)),
      .init("version", at: 8, .bigEndian(bytes: 4)),
      .init("options", at: 12, .bigEndian(bytes: 4), "bit 0: the records are big endian; bit 1: converted"),
    ])
}
