/// A number of a log that is the first bytes of something: text, the magic of a stream, or the p2m_size of a legacy
/// one.
struct MagicNumber: Sendable {
  /// What it is, in words.
  let meaning: String
  /// Whether a stream begins with it.
  let isStream: Bool
  /// The rules that are broken where it stands in the place of something else.
  let rules: [FindingRule]

  /// nil where it is just a number.
  /// - Parameters:
  ///   - count: its bytes, 4 or 8.
  ///   - isFirst: whether the line says that something begins with it.
  init?(_ number: UInt64, bytes count: Int, isFirst: Bool = false) {
    let little = (0..<count).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * $0)) }
    for bytes in [little, little.reversed()] where number > 0 {
      if let known = Self.known.first(where: { bytes.starts(with: $0.bytes.prefix(count)) }) {
        meaning = "\"\(String(decoding: bytes, as: UTF8.self))\": \(known.words)"
        (isStream, rules) = (known.isStream, known.isStream ? Self.otherStream : Self.outOfStep)
        return
      }
    }
    if number == .max, count == 8 {
      meaning = "eight bytes of 0xff: a libxc v2 or v3 stream begins with them"
      (isStream, rules) = (true, Self.otherStream)
    } else if isFirst, let size = Self.p2mSize(little.reversed()) ?? Self.p2mSize(little) {
      meaning = "p2m_size \(NumberText.hex(size)): a legacy stream, under a flag that says v2"
      (isStream, rules) = (true, Self.otherStream)
    } else if little.allSatisfy({ (0x20..<0x7f).contains($0) }) {
      meaning = "text, \"\(String(decoding: little, as: UTF8.self))\""
      (isStream, rules) = (false, Self.outOfStep)
    } else {
      return nil
    }
  }

  /// The p2m_size of a 64-bit toolstack, or of a 32-bit one that something else follows.
  private static func p2mSize(_ bytes: [UInt8]) -> UInt64? {
    let low = bytes.prefix(4).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return low > 0 && low < 1 << 28 && bytes[3] == 0 ? low : nil
  }

  private static let otherStream: [FindingRule] = [.xlStreamVersion, .libvirtStreamVersion, .xapiStreamType, .noStream]
  private static let outOfStep: [FindingRule] = [.batchTooLarge, .unknownChunk, .deviceModelSignature]

  private static let known: [(bytes: [UInt8], words: String, isStream: Bool)] = [
    (Array("QemuDeviceModelRecord".utf8), "a device-model record where something else was expected", false),
    (Array("DeviceModelRecord0002".utf8), "a device-model record where something else was expected", false),
    (Array("RemusDeviceModelState".utf8), "a device-model record where something else was expected", false),
    (Array("QEVM".utf8), "the state of QEMU where something else was expected", false),
    (Array("LinuxGuestRecord".utf8), "a record of xend (xm save)", true),
    (Array("LibxlFmt".utf8), "a libxl v2 stream", true),
    (Array("XENF".utf8), "the image header of a libxc v2 or v3 stream", true),
    (Array("XenSavedDom".utf8), "a suspend image of XAPI", true),
    (Array("Xen saved domain".utf8), "an xl header", true),
    (Array("libvirt".utf8), "a save image of libvirt", true),
    (Array("xl migration".utf8), "what the receiver of an xl migration says", false),
  ]
}
