/// A release of Xen that was published, by all of its numbers: `4.4.1`.
package struct PointRelease: Sendable, Hashable, Comparable {
  /// The release that it is a point of.
  package let release: XenRelease
  /// Its last number; 0 for the first of a release.
  package let point: UInt32

  package init(_ major: UInt32, _ minor: UInt32, _ point: UInt32) {
    release = XenRelease(major, minor)
    self.point = point
  }

  /// `4.4.1`.
  package var text: String { "\(release.text).\(point)" }

  package static func < (left: PointRelease, right: PointRelease) -> Bool {
    (left.release, left.point) < (right.release, right.point)
  }

  /// Those since Xen 4.0, in ascending order, by the tags of Xen's repository. 4.6.2 never came out, and 4.1.6.1 counts
  /// as 4.1.6.
  package static let all: [PointRelease] = lastPoints.enumerated().flatMap { minor, last in
    (0...last).map { PointRelease(4, UInt32(minor), $0) }
  }.filter { $0 != PointRelease(4, 6, 2) }

  /// The last point of 4.0, 4.1 and so on.
  private static let lastPoints: [UInt32] = [
    4, 6, 5, 4, 4, 5, 6, 6, 5, 4, 4, 4, 4, 5, 6, 7, 7, 7, 6, 6, 4, 2, 0,
  ]

  /// The last of all.
  static let newest = PointRelease(4, UInt32(lastPoints.count - 1), lastPoints.last ?? 0)

  /// The points of a release that were published; none of one that is not known.
  package static func points(of release: XenRelease) -> [PointRelease] { all.filter { $0.release == release } }

  /// The releases that these are points of.
  package static let releases: [XenRelease] = all.reduce(into: []) { releases, point in
    if releases.last != point.release { releases.append(point.release) }
  }

  /// The last that was published before a release.
  static func last(before release: XenRelease) -> PointRelease? { all.last { $0.release < release } }
  /// The last that was published before another one.
  static func last(before point: PointRelease) -> PointRelease? { all.last { $0 < point } }

  /// Whether it is the first point of its release, or the last that was published.
  var isFirst: Bool { point == 0 }
  var isLast: Bool { Self.points(of: release).last == self }
}

extension PointRelease {
  /// The words for releases that follow each other: `Xen 4.4`, `Xen 4.1 to 4.3.1`, `Xen 4.6 or later`. A release stands
  /// for all of its points.
  /// - Parameter last: nil where all later ones are meant.
  package static func words(_ first: PointRelease, _ last: PointRelease?) -> String {
    let start = first.isFirst ? first.release.text : first.text
    guard let last, last != newest else { return "Xen \(start) or later" }
    guard first.release == last.release else {
      return "Xen \(start) to \(last.isLast ? last.release.text : last.text)"
    }
    if first.isFirst, last.isLast { return "Xen \(start)" }
    return first == last ? "Xen \(first.text)" : "Xen \(first.text) to \(last.text)"
  }
}

extension PointRelease {
  /// The words for releases in ascending order, of which some may be left out: `Xen 4.6 to 4.9 and 4.11 or later`; nil
  /// for none.
  package static func words(for points: [PointRelease]) -> String? {
    guard !points.isEmpty else { return nil }
    let wanted = Set(points)
    let runs = all.split { !wanted.contains($0) }.compactMap { run in run.first.map { words($0, run.last) } }
    return ([runs.first] + runs.dropFirst().map { String($0.dropFirst("Xen ".count)) }).compactMap(\.self)
      .joined(separator: " and ")
  }
}
