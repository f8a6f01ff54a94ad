/// Something in a capture that only some releases of Xen write.
package struct ReleaseEvidence: Sendable, Equatable {
  /// The first release that writes it; nil where that is not known, or says nothing.
  package let first: XenRelease?
  /// The last release that writes it; nil where later ones do too.
  package let last: XenRelease?
  /// What it is, as what goes on after a release and a colon.
  package let reason: String

  init(from first: XenRelease? = nil, through last: XenRelease? = nil, _ reason: String) {
    self.first = first
    self.last = last
    self.reason = reason
  }

  /// Its range and what it is: `Xen 4.2 or later: the stream has a TOOLSTACK chunk`.
  package var text: String { "\(ReleaseRange.words(first, last) ?? "any Xen"): \(reason)" }
}
