/// The head of a record of a XAPI suspend image since 2014, and where its payload is.
///
///     0         8         16
///     | type    | length  | payload, not padded |
///
/// Both numbers are 64 bits, signed and little endian. The length means nothing where a stream follows, and in Demu.
/// Source: `suspend_image.ml` and `domain.ml` of xenopsd.
struct XapiRecord: Sendable, Equatable {
  /// What a record holds, by the number on the wire.
  enum Kind: UInt64, CaseIterable, Sendable {
    case xenops = 0x000f
    case libxc = 0x00f0
    case libxl = 0x00f1
    case libxcLegacy = 0x00f2
    case qemuTraditional = 0x0f00
    case qemuXen = 0x0f01
    case demu = 0x0f10
    case varstored = 0x0f11
    case swtpm0 = 0x0f12
    case swtpm = 0x0f13
    case endOfImage = 0xffff

    /// Its name in xenopsd.
    var name: String {
      switch self {
      case .xenops: "Xenops"
      case .libxc: "Libxc"
      case .libxl: "Libxl"
      case .libxcLegacy: "Libxc_legacy"
      case .qemuTraditional: "Qemu_trad"
      case .qemuXen: "Qemu_xen"
      case .demu: "Demu"
      case .varstored: "Varstored"
      case .swtpm0: "Swtpm0"
      case .swtpm: "Swtpm"
      case .endOfImage: "End_of_image"
      }
    }

    /// The stream that follows the head; nil for all that hold their own bytes.
    var stream: WrappedStream? { .named(by: rawValue, in: .xapi) }

    /// Whether the length counts the bytes of the payload.
    var hasLength: Bool { stream == nil && self != .demu && self != .endOfImage }

    /// The kind that announces a stream.
    init(announcing stream: WrappedStream) {
      switch stream {
      case .legacy: self = .libxcLegacy
      case .libxl2: self = .libxl
      case .libxc: self = .libxc
      }
    }
  }

  static let headByteCount: UInt64 = 16
  /// Where the length is in the head.
  static let lengthOffset: UInt64 = 8

  /// The file offset of its head.
  let offset: UInt64
  /// The type as it stands there.
  let type: UInt64
  /// The length as it stands there.
  let length: UInt64

  /// nil for a type that is not known.
  var kind: Kind? { Kind(rawValue: type) }
  /// One past its head.
  var headEnd: UInt64 { offset + Self.headByteCount }
  /// Bytes of payload as stated, where the length counts them.
  var payloadLength: UInt64 { kind?.hasLength == true ? length : 0 }
  /// One past its payload as stated; `UInt64.max` where that is past any file.
  var end: UInt64 { offset(behind: payloadLength) }

  /// The file offset behind so many bytes of payload.
  func offset(behind length: UInt64) -> UInt64 {
    let (end, overflow) = headEnd.addingReportingOverflow(length)
    return overflow ? .max : end
  }

  /// The record at a file offset; nil where the capture ends inside its head.
  static func read(_ window: ByteWindow, at offset: UInt64) throws(CaptureError) -> XapiRecord? {
    guard try window.capture.wait(for: offset.addingReportingOverflow(headByteCount).partialValue),
      let type = try window.uint64(at: offset), let length = try window.uint64(at: offset + lengthOffset)
    else { return nil }
    return XapiRecord(offset: offset, type: type, length: length)
  }

  static let headLayout = Layout(
    "XAPI record", byteCount: Int(headByteCount),
    [
      .init(
        "type", at: 0,
        .choice(bytes: 8, names: Dictionary(uniqueKeysWithValues: Kind.allCases.map { ($0.rawValue, $0.name) }))),
      .init("length", at: Int(lengthOffset), .number(bytes: 8), "bytes that follow; nothing where a stream does"),
    ])
}
