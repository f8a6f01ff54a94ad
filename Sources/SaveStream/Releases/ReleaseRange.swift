/// The releases of Xen under which a guest can have been saved, as far as its stream gives that away.
package struct ReleaseRange: Sendable, Equatable {
  /// All that speaks for a bound, each once, in the order of the capture.
  package let evidence: [ReleaseEvidence]
  /// The first release that can have written all of it; nil where nothing excludes the oldest one.
  package let first: XenRelease?
  /// The last release that can have; nil where nothing excludes the newest one.
  package let last: XenRelease?

  init(_ evidence: [ReleaseEvidence]) {
    var seen: [ReleaseEvidence] = []
    for item in evidence where !seen.contains(item) { seen.append(item) }
    self.evidence = seen
    first = seen.compactMap(\.first).max()
    last = seen.compactMap(\.last).min()
  }

  /// Whether no release can have written all of it.
  package var isContradictory: Bool {
    guard let first, let last else { return false }
    return last < first
  }

  package func contains(_ release: XenRelease) -> Bool {
    (first.map { $0 <= release } ?? true) && (last.map { release <= $0 } ?? true)
  }

  /// The first piece of evidence for each bound: one where both are the same.
  package var deciding: [ReleaseEvidence] {
    let lower = first.flatMap { bound in evidence.first { $0.first == bound } }
    let upper = last.flatMap { bound in evidence.first { $0.last == bound } }
    return lower == upper ? [lower].compactMap(\.self) : [lower, upper].compactMap(\.self)
  }

  /// `Xen 4.1 to 4.5`, `Xen 4.17`, `Xen 4.6 or later`, or what contradicts what; nil where nothing is known.
  package var words: String? {
    guard let first, let last, isContradictory else { return Self.words(first, last) }
    return "contradictory releases: not before Xen \(first.text), and not after Xen \(last.text)"
  }

  static func words(_ first: XenRelease?, _ last: XenRelease?) -> String? {
    switch (first, last) {
    case (let first?, let last?) where first == last: "Xen \(first.text)"
    case (let first?, let last?): "Xen \(first.text) to \(last.text)"
    case (let first?, nil): "Xen \(first.text) or later"
    case (nil, let last?): "Xen \(last.text) or earlier"
    case (nil, nil): nil
    }
  }
}
