/// What a receiver makes of a stream.
package struct ReceiverOutcome: Sendable, Equatable {
  /// Whether it takes the stream.
  package enum Verdict: String, Sendable, CaseIterable {
    case takes
    /// It drops what stands behind a checkpoint, and starts from that one.
    case takesPart
    /// It waits for another checkpoint first.
    case waits
    /// It starts the guest with the memory of one checkpoint and the state of another.
    case mixes
    case refuses
  }

  /// What becomes of the domain.
  package enum Domain: String, Sendable, CaseIterable {
    case starts
    /// It was made, and is destroyed.
    case destroyed
    /// It is never made.
    case notCreated
    /// A converter makes none: its output can be restored.
    case converted
  }

  /// What decides it: a finding, or something that only some receivers take.
  package struct Cause: Sendable, Equatable {
    /// The rule; nil where what decides is no fault.
    package let rule: FindingRule?
    /// What it is, in a few words or a sentence.
    package let words: String
    /// The file offset of the bytes that show it.
    package let offset: UInt64
    /// The line that is logged, with the numbers that are known; `…` stands for others. nil where none is known.
    package let log: String?
    /// Function and file of the receiver; empty where that is not known.
    package let source: String
  }

  package let verdict: Verdict
  package let domain: Domain
  /// The checkpoint that the guest starts from; nil where it does not start, or the stream is one image.
  package let checkpoint: Int?
  /// nil where nothing stands in the way.
  package let cause: Cause?

  /// Whether no guest runs as it was saved.
  package var isRefusal: Bool { verdict == .refuses || verdict == .mixes }
}

/// The same outcome for receivers that follow each other.
package struct SharedOutcome: Sendable, Equatable {
  /// nil for the converter.
  package let first: PointRelease?
  package let last: PointRelease?
  package let outcome: ReceiverOutcome

  /// `Xen 4.4`, `Xen's converter`.
  package var receivers: String {
    guard let first, let last else { return "Xen's converter" }
    return PointRelease.words(first, last)
  }
}
