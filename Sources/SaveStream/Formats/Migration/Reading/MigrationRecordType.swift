/// The type of a record of a v2 or v3 stream (`REC_TYPE_*`, `xg_sr_stream_format.h`).
struct MigrationRecordType: RawRepresentable, Hashable, Sendable {
  let rawValue: UInt32

  static let end = Self(rawValue: 0)
  static let pageData = Self(rawValue: 1)
  static let pvInfo = Self(rawValue: 2)
  static let pvP2MFrames = Self(rawValue: 3)
  static let vcpuBasic = Self(rawValue: 4)
  static let vcpuExtended = Self(rawValue: 5)
  static let vcpuXSAVE = Self(rawValue: 6)
  static let sharedInfo = Self(rawValue: 7)
  static let tscInfo = Self(rawValue: 8)
  static let hvmContext = Self(rawValue: 9)
  static let hvmParams = Self(rawValue: 0xa)
  static let toolstack = Self(rawValue: 0xb)
  static let vcpuMSRs = Self(rawValue: 0xc)
  static let verify = Self(rawValue: 0xd)
  static let checkpoint = Self(rawValue: 0xe)
  static let dirtyPFNList = Self(rawValue: 0xf)
  static let staticDataEnd = Self(rawValue: 0x10)
  static let cpuidPolicy = Self(rawValue: 0x11)
  static let msrPolicy = Self(rawValue: 0x12)

  /// Xen's name without its prefix; nil for a type that no Xen writes.
  var name: String? { RecordNames.name(UInt64(rawValue), in: RecordNames.libxc) }

  /// Whether a receiver that does not know the type skips the record.
  var isOptional: Bool { rawValue >> 31 == 1 }

  /// Whether a receiver takes it in a stream that goes forward. TOOLSTACK was never written by a release.
  var isTaken: Bool { name != nil && self != .toolstack && self != .dirtyPFNList }

  /// Whether a sender puts it before the first page, and once.
  var isStatic: Bool { [.pvInfo, .pvP2MFrames, .staticDataEnd, .cpuidPolicy, .msrPolicy].contains(self) }

  /// The kind of guest that it belongs to; nil for those of both.
  var guest: GuestKind? {
    switch self {
    case .pvInfo, .pvP2MFrames, .sharedInfo, .vcpuBasic, .vcpuExtended, .vcpuXSAVE, .vcpuMSRs: .pv
    case .hvmContext, .hvmParams: .hvm
    default: nil
    }
  }

  /// Whether the record says something of the guest; the others steer how the stream is read.
  var describesGuest: Bool { ![.end, .checkpoint, .verify, .staticDataEnd].contains(self) }

  /// Whether it begins with the number of a vCPU.
  var isOfVcpu: Bool { [.vcpuBasic, .vcpuExtended, .vcpuXSAVE, .vcpuMSRs].contains(self) }

  /// Whether a checkpoint has one record of the type, or one of each vCPU.
  var isOnce: Bool { isOfVcpu || self == .hvmContext }
}
