/// The wrappers that a capture may put around a libxc stream (design: "envelope").
public enum EnvelopeKind: String, Sendable, CaseIterable {
  case xl
  case xend
  case libvirt
  case xapi
  case xapiLegacy = "xapi-legacy"
  case libxl2 = "libxl-v2"
}

/// A wrapper found in a capture: only its own bytes, not what it wraps.
public struct EnvelopeSpan: Sendable, Equatable {
  public let kind: EnvelopeKind
  /// The file offset of its first byte.
  public let offset: UInt64
  /// The bytes of its header and of the data that belongs to it.
  public let length: UInt64
}
