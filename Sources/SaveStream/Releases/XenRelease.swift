/// A release of Xen by its first two numbers: 4.5 stands for 4.5.0 and all its point releases.
package struct XenRelease: Sendable, Hashable, Comparable {
  package let major: UInt32
  package let minor: UInt32

  package init(_ major: UInt32, _ minor: UInt32) {
    self.major = major
    self.minor = minor
  }

  /// `4.5`.
  package var text: String { "\(major).\(minor)" }

  package static func < (left: XenRelease, right: XenRelease) -> Bool {
    (left.major, left.minor) < (right.major, right.minor)
  }
}
