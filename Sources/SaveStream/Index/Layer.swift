/// A layer of a capture: something that wraps a libxc stream, or the stream itself.
///
/// Layers nest. Two of them may also take turns: between the checkpoints of a Remus stream come records of libxl, which
/// belong to the checkpoint they end.
public struct Layer: Sendable, Equatable {
  /// What wraps a libxc stream (design: "envelope"), and the stream.
  public enum Kind: String, Sendable, CaseIterable {
    case xl
    /// What the receiver of an `xl migrate` says before the sender begins.
    case tap
    case xend
    case libvirt
    case xapi
    case xapiLegacy = "xapi-legacy"
    case libxl2 = "libxl-v2"
    /// The libxc stream itself.
    case stream
  }

  public let kind: Kind
  /// Layers around it.
  public let depth: Int
  /// From its first byte to its last one, what it wraps included. File offsets.
  public internal(set) var range: Range<UInt64>
  /// The bytes that are its own and lie outside every checkpoint, such as a header and a trailer, in ascending order.
  /// File offsets.
  public internal(set) var own: [Range<UInt64>] = []
  /// Whether its header leads to no stream, and one was found behind it.
  package internal(set) var isDamaged = false
}

extension IndexSnapshot {
  /// The layers around the stream, from the outermost inwards.
  public var envelopes: [Layer] { layers.filter { $0.kind != .stream } }
}

extension Layer {
  /// The file offset of its first byte.
  public var offset: UInt64 { range.lowerBound }
  /// Bytes of its header, the first of those that are its own.
  public var length: UInt64 { own.first.map { $0.upperBound - $0.lowerBound } ?? 0 }

  /// Takes back the bytes that are its own from a file offset on.
  mutating func giveUp(from offset: UInt64) {
    own = own.filter { $0.lowerBound < offset }
    if let last = own.last, last.upperBound > offset { own[own.count - 1] = last.lowerBound..<offset }
  }

  /// Adds bytes that are its own.
  mutating func claim(_ bytes: Range<UInt64>) {
    guard !bytes.isEmpty else { return }
    range = range.lowerBound..<max(range.upperBound, bytes.upperBound)
    if let last = own.last, last.upperBound == bytes.lowerBound {
      own[own.count - 1] = last.lowerBound..<bytes.upperBound
    } else {
      own.append(bytes)
    }
  }
}
