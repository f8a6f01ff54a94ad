/// What a libxc stream of Xen 4.6 and later says before its first record, to be written.
package struct WrittenStreamHeader: Sendable {
  /// 2, or 3 since Xen 4.14.
  package var version: UInt32
  package var guest: GuestKind
  /// The release that writes; major 0 says that a legacy stream was converted, and minor then by which converter.
  package var xen: (major: UInt32, minor: UInt32)

  package init(version: UInt32 = 3, guest: GuestKind, xen: (major: UInt32, minor: UInt32)) {
    self.version = version
    self.guest = guest
    self.xen = xen
  }

  /// What stands in the place of a release where a legacy stream was converted: the version of Xen's converter, whose
  /// only one is 1, as the stream holds no more than it would have written.
  package static let converted: (major: UInt32, minor: UInt32) = (0, 1)

  /// The bytes on the wire. The image header is big endian whatever the rest is.
  ///
  /// ```
  /// 0  u64 marker ~0   8  u32 "XENF"   12  u32 version   16  u16 options   18  zeros
  /// 24 u32 type        28 u16 page_shift = 12   30 u16 0   32  u32 xen_major   36  u32 xen_minor
  /// ```
  func encoded(_ order: ByteOrder) -> [UInt8] {
    var image = OrderedBytes(.big)
    image.append(UInt64.max)
    image.append(text: "XENF")
    image.append(version)
    image.append(UInt16(order == .big ? 1 : 0))
    image.append(UInt16(0))
    image.append(UInt32(0))
    var domain = OrderedBytes(order)
    domain.append(UInt32(guest == .pv ? 1 : 2))
    domain.append(UInt16(12))
    domain.append(UInt16(0))
    domain.append(xen.major)
    domain.append(xen.minor)
    return image.bytes + domain.bytes
  }
}
