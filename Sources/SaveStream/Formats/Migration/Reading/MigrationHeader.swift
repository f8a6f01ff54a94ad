/// The image header and the domain header with which a v2 or v3 stream begins.
///
/// ```
/// 0 marker (all ones)   8 "XENF"   12 u32 version   16 u16 options   18 zeros        always big endian
/// 24 u32 type   28 u16 page_shift   30 u16 zero   32 u32 xen_major   36 u32 xen_minor    in the order of options
/// ```
/// Source: `xc_sr_ihdr`, `xc_sr_dhdr` (`xg_sr_stream_format.h`).
struct MigrationHeader: Sendable, Equatable {
  /// The file offset of its first byte.
  let offset: UInt64
  let version: UInt32
  /// The order of everything behind the image header.
  let order: ByteOrder
  /// What the image header says of that.
  let saysBigEndian: Bool
  let type: UInt32
  let pageShift: UInt16
  /// The release that saved the guest; 0.1 from Xen's converter.
  let xenMajor: UInt32
  let xenMinor: UInt32
  /// The file offset of the first reserved field that is not zero.
  let reserved: UInt64?
  /// Whether the headers are lost, and this is what they must have said; they name no release then.
  var isAssumed = false

  static let imageByteCount: UInt64 = 24
  static let byteCount: UInt64 = 40

  /// From the 40 bytes at a file offset; nil from fewer.
  init?(_ bytes: [UInt8], at offset: UInt64) {
    guard bytes.count >= Int(Self.byteCount) else { return nil }
    self.offset = offset
    version = UInt32(truncatingIfNeeded: bytes.number(at: 12, bytes: 4, .big))
    let options = bytes.number(at: 16, bytes: 2, .big)
    let statedOrder: ByteOrder = options & 1 == 1 ? .big : .little
    // A flag with one bit wrong: of the two orders only one gives a type that there is.
    let isStatedRight = Self.isKnown(bytes.number(at: 24, bytes: 4, statedOrder))
    let isOtherRight = Self.isKnown(bytes.number(at: 24, bytes: 4, statedOrder == .big ? .little : .big))
    order = !isStatedRight && isOtherRight ? statedOrder == .big ? .little : .big : statedOrder
    saysBigEndian = statedOrder == .big
    type = UInt32(truncatingIfNeeded: bytes.number(at: 24, bytes: 4, order))
    pageShift = UInt16(truncatingIfNeeded: bytes.number(at: 28, bytes: 2, order))
    xenMajor = UInt32(truncatingIfNeeded: bytes.number(at: 32, bytes: 4, order))
    xenMinor = UInt32(truncatingIfNeeded: bytes.number(at: 36, bytes: 4, order))
    if options > 1 {
      reserved = offset + 16
    } else if bytes[18..<24].contains(where: { $0 != 0 }) {
      reserved = offset + 18
    } else {
      reserved = bytes[30] | bytes[31] == 0 ? nil : offset + 30
    }
  }

  /// Headers that are lost, or damaged.
  /// - Parameter first: the file offset of the first record behind them.
  init(assumedBefore first: UInt64, version: UInt32, guest: GuestKind) {
    offset = first - min(first, Self.byteCount)
    self.version = version
    order = .little
    saysBigEndian = false
    type = guest == .pv ? 1 : 2
    pageShift = 12
    (xenMajor, xenMinor) = (0, 0)
    reserved = nil
    isAssumed = true
  }

  private static func isKnown(_ type: UInt64) -> Bool { type == 1 || type == 2 }

  /// The kind of guest; nil for a type that no Xen writes. PVH guests are HVM ones here.
  var guest: GuestKind? {
    switch type {
    case 1: .pv
    case 2: .hvm
    default: nil
    }
  }

  /// Says that the type is not that of the guest whose records follow.
  var typeFinding: Finding {
    Finding(.domainType, at: offset + 24, part: .domainHeader, value: UInt64(type), limit: type == 1 ? 2 : 1)
  }

  /// Whether Xen's converter made the stream of a legacy one.
  var isConverted: Bool { xenMajor == 0 && !isAssumed }

  /// Why the stream is read as it is, a sentence each.
  var reasons: [String] {
    if isAssumed {
      let guest = guest == .pv ? "PV" : "HVM"
      let why =
        version == 2
        ? "no record says that it is of version 3, and so it is read as one of version 2"
        : "by its records it is of version \(version)"
      return ["its headers are damaged: \(why); by its records the guest is an x86 \(guest) one"]
    }
    let reasons = [
      "the image header states version \(version), \(order == .little ? "little" : "big") endian",
      "the domain header says x86 \(guest == .pv ? "PV" : "HVM (PVH guests too)")",
    ]
    guard isConverted else { return reasons }
    return reasons + [
      "saved by \"Xen \(xenMajor).\(xenMinor)\": Xen's convert-legacy-stream made it of a legacy stream"
    ]
  }

  static let imageLayout = Layout(
    "image header", byteCount: 24,
    [
      .init("marker", at: 0, .address(bytes: 8), "all ones"),
      .init("id", at: 8, .text(bytes: 4)),
      .init("version", at: 12, .bigEndian(bytes: 4)),
      .init("options", at: 16, .bigEndian(bytes: 2), "bit 0: what follows is big endian"),
      .init("reserved", at: 18, .bytes(6)),
    ])

  static let domainLayout = Layout(
    "domain header", byteCount: 16,
    [
      .init("type", at: 0, .choice(bytes: 4, names: [1: "x86 PV", 2: "x86 HVM"])),
      .init("page_shift", at: 4, .number(bytes: 2)),
      .init("reserved", at: 6, .number(bytes: 2)),
      .init("xen_major", at: 8, .number(bytes: 4), "0: made by Xen's converter"),
      .init("xen_minor", at: 12, .number(bytes: 4)),
    ])
}

extension StreamFormat {
  /// What Xen 4.6 to 4.13 write.
  package static let libxcV2 = StreamFormat(
    name: "libxc-v2", words: "libxc v2 migration stream (Xen 4.6 to 4.13, and Xen's converter)", judges: .since(4, 6))
  /// What Xen 4.14 and later write.
  package static let libxcV3 = StreamFormat(
    name: "libxc-v3", words: "libxc v3 migration stream (Xen 4.14 and later)", judges: .since(4, 14))
}

extension EntryFormat {
  /// A word of PAGE_DATA: page type in bits 63-60, zeros in 59-52, PFN in the rest. Source: `PAGE_DATA_*_MASK`,
  /// `xg_sr_stream_format.h`; receivers refuse the types 5 to 8 (`is_known_page_type`, `xg_sr_common.h`).
  package static func migration(_ order: ByteOrder) -> EntryFormat {
    EntryFormat(
      wordBytes: 8, order: order, typeShift: 60, pfnMask: 1 << 52 - 1, undefinedTypes: 0b1_1110_0000,
      unmappedHasPFN: true, reservedMask: 0xff << 52)
  }
}
