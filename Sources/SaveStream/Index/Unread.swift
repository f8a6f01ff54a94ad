/// What a capture or its envelopes hold that is recognised by its first bytes, and not read.
public enum Unread: Sendable, Equatable {
  /// Of a version that is not known.
  case libxcStream(version: UInt32)
  /// A v2 or v3 stream of a domain type that is not known.
  case unknownDomain(type: UInt32)
  /// What QEMU saves, without a stream around it.
  case qemuState
  /// What a receiver sends to `xl migrate`.
  case receiverSide
  /// What the secondary of a COLO run sends to the primary.
  case coloBackChannel

  /// Its name in plain words.
  public var name: String {
    switch self {
    case .libxcStream(let version): "libxc v\(version) stream"
    case .unknownDomain(let type): "libxc stream of an unknown domain type (\(type))"
    case .qemuState: "QEMU device-model state"
    case .receiverSide: "the receiver's side of an xl migration"
    case .coloBackChannel: "COLO back channel"
    }
  }

  /// Who writes it, and who reads it: what goes on after "which".
  var writerAndReader: String {
    switch self {
    case .libxcStream: "no release of Xen writes, and none reads: versions 2 and 3 are known"
    case .unknownDomain: "no release of Xen writes, and none reads: x86 PV and HVM are known"
    case .qemuState: "QEMU writes when a guest is saved (xen-save-devices-state), and reads when it is restored"
    case .receiverSide: "xl migrate-receive writes, and xl migrate reads to learn how the other side fares"
    case .coloBackChannel:
      "the secondary of a COLO run writes (libxl and libxc of xl migrate-receive --colo), and the primary's libxl and "
        + "libxc read to keep in step"
    }
  }

  /// The version or type that is not known; 0 where there is none.
  var number: UInt64 {
    switch self {
    case .libxcStream(let version): UInt64(version)
    case .unknownDomain(let type): UInt64(type)
    case .qemuState, .receiverSide, .coloBackChannel: 0
    }
  }

  /// The part of a stream by which a finding names it.
  var part: StreamPart {
    switch self {
    case .libxcStream, .unknownDomain: .libxcStream
    case .qemuState: .qemuState
    case .receiverSide: .receiverSide
    case .coloBackChannel: .coloBackChannel
    }
  }
}
