/// What a capture or its envelopes hold that is recognised by its first bytes, and not read.
public enum Unread: Sendable, Equatable {
  /// Of a version that is not known.
  case libxcStream(version: UInt32)
  /// A v2 or v3 stream of a domain type that is not known.
  case unknownDomain(type: UInt32)
  case xapiImage, legacyXapiImage
  case libvirtImage
  /// What QEMU saves, without a stream around it.
  case qemuState
  /// What a receiver sends to `xl migrate`.
  case receiverSide
  /// A whole file inside the envelope of another.
  case xlFile, xendFile

  /// Its name in plain words.
  public var name: String {
    switch self {
    case .libxcStream(let version): "libxc v\(version) stream"
    case .unknownDomain(let type): "libxc stream of an unknown domain type (\(type))"
    case .xapiImage: "XAPI v2 suspend image"
    case .legacyXapiImage: "XAPI suspend image of 2014 or before"
    case .libvirtImage: "libvirt save image"
    case .qemuState: "QEMU device-model state"
    case .receiverSide: "the receiver's side of an xl migration"
    case .xlFile: "xl save file"
    case .xendFile: "xend save file"
    }
  }

  /// The part of a stream by which a finding names it.
  var part: StreamPart {
    switch self {
    case .libxcStream, .unknownDomain: .libxcStream
    case .xapiImage, .legacyXapiImage: .xapiImage
    case .libvirtImage: .libvirtImage
    case .qemuState: .qemuState
    case .receiverSide: .receiverSide
    case .xlFile, .xendFile: .stream
    }
  }
}
