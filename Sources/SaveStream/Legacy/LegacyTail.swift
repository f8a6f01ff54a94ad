/// The tail of a legacy checkpoint by its parts, as far as the capture holds them.
///
/// ```
/// HVM:  ioreq, buffered ioreq, xenstore PFN (8 each)   length (4)   HVM context   device-model record
/// PV:   count (4)   unmapped PFNs (one toolstack word each)   vCPU records   shared info (4096)
/// ```
struct LegacyTail: Sendable {
  /// What a part of a tail is.
  enum Kind: Sendable, Equatable {
    case magicPFNs
    case hvmContextLength
    case hvmContext
    /// Signature, length and state.
    case deviceModel
    /// Count and PFNs.
    case unmapped
    /// Context, extended context and XSAVE of the vCPU with this place in the map.
    case vcpu(Int)
    case sharedInfo
  }

  struct Part: Sendable, Equatable {
    let kind: Kind
    /// File offsets; ends with the capture when the part is cut.
    let range: Range<UInt64>
  }

  var parts: [Part] = []
  /// What the capture ends in, when it ends inside the tail.
  var cutIn: StreamPart?
  /// Whether something in it makes a receiver give up.
  var isRefused = false
  var findings: [Finding] = []

  /// Whether the capture holds all of it and a receiver would take it.
  var isComplete: Bool { cutIn == nil && !isRefused }
}

/// The three signatures by which a device-model record is known: 21 bytes, no NUL.
enum DeviceModelSignature: String, Sendable, CaseIterable {
  /// Raw QEMU data until the end of the file (xend, and libxl of Xen 4.0).
  case untilEnd = "QemuDeviceModelRecord"
  /// A 32-bit length and that many bytes (libxl 4.1 to 4.5).
  case libxl = "DeviceModelRecord0002"
  /// The same, from xend's Remus.
  case xendRemus = "RemusDeviceModelState"
  /// Anything else; receivers give up.
  case unknown = ""

  /// Bytes of each signature.
  static let byteCount = 21

  init(bytes: [UInt8]) {
    self = Self(rawValue: String(decoding: bytes, as: UTF8.self)) ?? .unknown
  }
}
