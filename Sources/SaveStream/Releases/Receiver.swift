/// Who is to take a stream: the receiver of a release, or Xen's converter by itself.
package enum Receiver: Sendable, Hashable {
  case release(PointRelease)
  /// `convert-legacy-stream`, as the newest release has it.
  case converter

  /// All that are known, the converter last.
  package static let all: [Receiver] = PointRelease.all.map(Receiver.release) + [.converter]
}

/// The code that reads a stream for a receiver. From Xen 4.6 on a legacy stream is read by two: the converter, and what
/// takes its output.
package enum StreamConsumer: Sendable, Hashable {
  /// libxc, libxl and Xen of a release.
  case release(PointRelease)
  /// The converter of a release.
  case converter(PointRelease)
}

/// Receivers that do the same with something in a stream.
package struct ReceiverRange: Sendable, Equatable {
  let isConverter: Bool
  let first: PointRelease
  /// nil where all later ones are meant.
  let last: PointRelease?

  /// From a release through another one.
  static func xen(_ first: PointRelease, _ last: PointRelease?) -> ReceiverRange {
    ReceiverRange(isConverter: false, first: first, last: last)
  }

  /// All points of a release.
  static func xen(_ major: UInt32, _ minor: UInt32) -> ReceiverRange {
    let points = PointRelease.points(of: XenRelease(major, minor))
    return xen(points.first ?? PointRelease(major, minor, 0), points.last)
  }

  /// A release and all later ones.
  static func since(_ major: UInt32, _ minor: UInt32) -> ReceiverRange { xen(PointRelease(major, minor, 0), nil) }

  /// All up to the last point of a release.
  static func through(_ major: UInt32, _ minor: UInt32) -> ReceiverRange {
    xen(PointRelease(4, 0, 0), PointRelease.points(of: XenRelease(major, minor)).last)
  }

  /// All releases.
  static let every = since(4, 0)
  /// Those that read legacy streams themselves.
  static let legacy = through(4, 5)
  /// Those that read v2 streams.
  static let modern = since(4, 6)
  /// `convert-legacy-stream` of any release.
  static let converter = converter(PointRelease(4, 6, 0), nil)

  static func converter(_ first: PointRelease, _ last: PointRelease?) -> ReceiverRange {
    ReceiverRange(isConverter: true, first: first, last: last)
  }

  package func contains(_ consumer: StreamConsumer) -> Bool {
    switch consumer {
    case .release(let release): !isConverter && contains(release)
    case .converter(let release): isConverter && contains(release)
    }
  }

  private func contains(_ release: PointRelease) -> Bool {
    first <= release && (last.map { release <= $0 } ?? true)
  }

  /// `Xen 4.4.0 to 4.4.1`, `Xen's converter`.
  package var words: String {
    guard isConverter else { return PointRelease.words(first, last) }
    return self == .converter ? "Xen's converter" : "the converter of \(PointRelease.words(first, last))"
  }
}
