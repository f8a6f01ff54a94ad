/// The first bytes by which envelopes and streams are told apart. A legacy libxc stream has none: it begins with
/// p2m_size, a number below 2^28, which no magic is when its first four bytes are taken for one.
enum LayerMagic: CaseIterable {
  case xl, xend, xendSent, xendSentSecurely
  case xapi, xapiLegacy
  case libvirt
  case libxl2
  case libxc
  case deviceModel
  case receiverSide

  /// Whether what begins with it holds a stream, and is none.
  var isEnvelope: Bool {
    switch self {
    case .xl, .xend, .xendSent, .xendSentSecurely, .xapi, .xapiLegacy, .libvirt, .receiverSide: true
    case .libxl2, .libxc, .deviceModel: false
    }
  }

  /// The bytes, as the writers define them.
  var bytes: [UInt8] {
    switch self {
    case .xl: XlHeader.magic
    case .xend: XendRecord.signature
    case .xendSent: Array("receive\n".utf8) + XendRecord.signature
    case .xendSentSecurely: Array("sslreceive\n".utf8) + XendRecord.signature
    case .xapi: Array("XenSavedDomv2-\n".utf8)
    case .xapiLegacy: Array("XenSavedDomain\n".utf8)
    case .libvirt: LibvirtHeader.magic
    case .libxl2: Array("LibxlFmt".utf8)
    case .libxc: [UInt8](repeating: 0xff, count: 8) + Array("XENF".utf8)
    case .deviceModel: QEMUState.magic
    case .receiverSide: Array("xl migration receiver ready".utf8)
    }
  }

  /// That with which such a stream begins; nil for a legacy one, which has none.
  init?(_ stream: WrappedStream) {
    switch stream {
    case .legacy: return nil
    case .libxl2: self = .libxl2
    case .libxc: self = .libxc
    }
  }

  /// The bytes that are looked at.
  static let longest = allCases.map(\.bytes.count).max() ?? 0
  /// Fewer bytes than these could be any stream.
  static let shortest = 4

  /// The magic that bytes would begin with if one bit of them were another, and the place of that bit's byte; nil where
  /// there is none. Short magics are not guessed.
  static func nearest(_ bytes: [UInt8]) -> (magic: LayerMagic, place: Int)? {
    for magic in allCases where magic.bytes.count >= leastGuessed && bytes.count >= magic.bytes.count {
      let places = magic.bytes.indices.filter { magic.bytes[$0] != bytes[$0] }
      guard places.count == 1, let place = places.first,
        (magic.bytes[place] ^ bytes[place]).nonzeroBitCount == 1
      else { continue }
      return (magic, place)
    }
    return nil
  }

  private static let leastGuessed = 8

  /// What a stretch that begins with `bytes` is. When these are fewer than `longest`, the capture ends behind them:
  /// then the beginning of a magic is enough.
  static func detect(_ bytes: [UInt8]) -> LayerMagic? {
    guard bytes.count >= shortest else { return nil }
    return allCases.first { magic in
      bytes.starts(with: magic.bytes) || (bytes.count < magic.bytes.count && magic.bytes.starts(with: bytes))
    }
  }
}
