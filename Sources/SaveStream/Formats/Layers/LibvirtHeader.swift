/// The header of a save image of libvirt's libxl driver, and the domain XML behind it.
///
///     0        16        20       24       64
///     | magic  | version | xmlLen | unused | XML |
///
/// In the writer's byte order, which nothing tells: little endian on every machine that runs Xen. Source:
/// `src/libxl/libxl_conf.h` of libvirt.
enum LibvirtHeader {
  static let magic: [UInt8] = Array("libvirt-xml\n".utf8) + [0x20, 0, 0x20, 0x0d]
  /// The bytes before the XML.
  static let byteCount: UInt64 = 64
  static let versionOffset: UInt64 = 16
  static let lengthOffset: UInt64 = 20
  /// The versions that libvirt knows.
  static let versions: ClosedRange<UInt32> = 1...2
  /// Bytes of XML that are searched for its NUL, should the stated length be wrong.
  static let mostXML = UInt64(ByteWindow.capacity)

  static let layout = Layout(
    "libxlSavefileHeader", byteCount: 64,
    [
      .init("magic", at: 0, .text(bytes: 16)),
      .init("version", at: 16, .choice(bytes: 4, names: [1: "legacy stream", 2: "libxl v2 stream"])),
      .init("xmlLen", at: 20, .number(bytes: 4), "bytes of XML, its NUL included"),
      .init("unused", at: 24, .bytes(40)),
    ])
}
