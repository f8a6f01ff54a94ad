/// The type of a record of libxl's v2 stream (`REC_TYPE_*`, `libxl_sr_stream_format.h`).
struct LibxlRecordType: RawRepresentable, Hashable, Sendable {
  let rawValue: UInt32

  static let end = Self(rawValue: 0)
  static let libxcContext = Self(rawValue: 1)
  static let xenstoreData = Self(rawValue: 2)
  static let emulatorContext = Self(rawValue: 3)
  static let checkpointEnd = Self(rawValue: 4)
  static let checkpointState = Self(rawValue: 5)

  /// Xen's name without its prefix; nil for a type that no Xen writes.
  var name: String? { RecordNames.name(UInt64(rawValue), in: RecordNames.libxl) }

  /// Whether it begins with the id and index of a device model.
  var isOfEmulator: Bool { self == .xenstoreData || self == .emulatorContext }

  /// Bytes of a CHECKPOINT_STATE's body.
  static let stateByteCount: UInt32 = 4
  /// Bytes of the id and index of a device model.
  static let emulatorByteCount: UInt32 = 8

  /// The length that a record of the type has; nil where it may have any.
  var byteCount: UInt32? {
    switch self {
    case .end, .libxcContext, .checkpointEnd: 0
    case .checkpointState: Self.stateByteCount
    default: nil
    }
  }
}
