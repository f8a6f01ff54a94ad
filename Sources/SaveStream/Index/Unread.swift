/// What a capture or its envelopes hold that is recognised by its first bytes, and not read.
public enum Unread: Sendable, Equatable {
  case libxlStream
  /// The version is nil where the capture ends before it.
  case libxcStream(version: UInt32?)
  /// What QEMU saves, without a stream around it.
  case qemuState
  /// What a receiver sends to `xl migrate`.
  case receiverSide
  /// What the secondary of a COLO run sends to the primary.
  case coloBackChannel

  /// Its name in plain words.
  public var name: String {
    switch self {
    case .libxlStream: "libxl v2 stream"
    case .libxcStream(let version): version.map { "libxc v\($0) stream" } ?? "libxc stream"
    case .qemuState: "QEMU device-model state"
    case .receiverSide: "the receiver's side of an xl migration"
    case .coloBackChannel: "COLO back channel"
    }
  }

  /// Who writes it, and who reads it: what goes on after "which".
  var writerAndReader: String {
    switch self {
    case .libxlStream: "libxl writes since Xen 4.6, and xl restore or a migration's receiver reads"
    case .libxcStream: "libxc writes since Xen 4.6, and the libxc of a receiver reads"
    case .qemuState: "QEMU writes when a guest is saved (xen-save-devices-state), and reads when it is restored"
    case .receiverSide: "xl migrate-receive writes, and xl migrate reads to learn how the other side fares"
    case .coloBackChannel:
      "the secondary of a COLO run writes (libxl and libxc of xl migrate-receive --colo), and the primary's libxl and "
        + "libxc read to keep in step"
    }
  }

  /// The part of a stream by which a finding names it.
  var part: StreamPart {
    switch self {
    case .libxlStream: .libxlStream
    case .libxcStream: .libxcStream
    case .qemuState: .qemuState
    case .receiverSide: .receiverSide
    case .coloBackChannel: .coloBackChannel
    }
  }
}
