/// What libvirt writes before the stream of a save image, to be written.
package struct WrittenLibvirtHeader: Sendable, Equatable {
  /// The domain's XML, without the NUL behind it.
  package var xml: String
  /// 1 where a legacy stream follows, 2 where a libxl v2 stream does.
  package var version: UInt32

  package init(xml: String, version: UInt32 = 2) {
    self.xml = xml
    self.version = version
  }

  /// The bytes on the wire.
  package var encoded: [UInt8] {
    var header = OrderedBytes()
    header.append(bytes: LibvirtHeader.magic)
    header.append(version)
    header.append(UInt32(xml.utf8.count + 1))
    header.append(bytes: [UInt8](repeating: 0, count: 40))
    header.append(text: xml)
    header.append(UInt8(0))
    return header.bytes
  }
}
