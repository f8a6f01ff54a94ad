/// Says what the receivers of Xen's releases make of a stream: whether they take it, up to which checkpoint, what they
/// log, and what becomes of the domain.
package struct ReceiverJudge: Sendable {
  private let index: IndexSnapshot
  private let stream: StreamDescription
  private let obstacles: [Obstacle]
  private let isLegacy: Bool
  /// The last checkpoint that is all there.
  private let last: Int?

  /// - Parameter findings: all that are known, those of a second pass included.
  /// - Returns: nil where there is no stream of a format that Xen reads.
  /// - Throws: when the capture cannot be read.
  package init?(
    of index: IndexSnapshot, in capture: Capture, findings: some Sequence<Finding>
  ) throws(CaptureError) {
    guard let stream = index.stream, let shape = index.shape else { return nil }
    switch shape {
    case .legacy: isLegacy = true
    case .migration: isLegacy = false
    case .other: return nil
    }
    self.index = index
    self.stream = stream
    last = index.lastCompleteCheckpoint
    let reader = TreeReader(capture: capture, index: index).reading(index.entryFormat.order)
    let state = try last.flatMap { checkpoint throws(CaptureError) in
      try shape.reading.state(of: checkpoint, reader)
    }
    var traits = try shape.reading.traits(reader) + GuestTraits.list(state ?? [], reader)
    for envelope in index.envelopes { traits += try envelope.traits(capture) }
    // Of findings that are alike the first decides: a damaged capture has thousands.
    var seen: Set<FindingKind> = []
    let first = findings.sorted { $0.offset < $1.offset }.filter { seen.insert(FindingKind($0)).inserted }
    obstacles = (first.map(Obstacle.finding) + traits.map(Obstacle.trait)).sorted { $0.offset < $1.offset }
  }

  // MARK: Receivers

  /// What one receiver makes of it.
  package func outcome(for receiver: Receiver) -> ReceiverOutcome {
    switch receiver {
    case .converter:
      let outcome = pass(.converter(.newest), upTo: last)
      return outcome.isRefusal ? outcome : outcome.with(domain: .converted)
    case .release(let release):
      guard isLegacy, release.release > XenRelease(4, 5) else { return pass(.release(release), upTo: last) }
      let converted = pass(.converter(release), upTo: last)
      guard !converted.isRefusal else { return converted }
      let outcome = pass(.release(release), upTo: converted.checkpoint ?? last)
      return outcome.isRefusal || outcome.verdict == .takesPart ? outcome : converted
    }
  }

  /// What some receivers make of it: those that follow each other and do the same stand together.
  package func outcomes(for receivers: [Receiver]) -> [SharedOutcome] {
    var shared: [SharedOutcome] = []
    for receiver in receivers {
      let outcome = outcome(for: receiver)
      guard case .release(let release) = receiver else {
        shared.append(SharedOutcome(first: nil, last: nil, outcome: outcome))
        continue
      }
      if let before = shared.last, let first = before.first, before.outcome == outcome {
        shared[shared.count - 1] = SharedOutcome(first: first, last: release, outcome: outcome)
      } else {
        shared.append(SharedOutcome(first: release, last: release, outcome: outcome))
      }
    }
    return shared
  }

  // MARK: Reading

  /// What comes of reading it, by one consumer.
  /// - Parameter limit: the last checkpoint that comes to it.
  private func pass(_ consumer: StreamConsumer, upTo limit: Int?) -> ReceiverOutcome {
    var met = obstacles.compactMap { $0.met(by: consumer, of: stream.guest, isNative: isNative(consumer)) }
    if let rejected = met.first(where: { $0.action == .rejects }) {
      return ReceiverOutcome(verdict: .refuses, domain: .notCreated, checkpoint: nil, cause: rejected.cause)
    }
    guard var end = consumer.readsOnlyTheFirst ? limit.map({ min($0, 0) }) : limit else {
      return refused(by: met.first { $0.action != .waits })
    }
    var stop: Obstacle.Met?
    // What the converter does not come to does not come to a receiver behind it.
    if !isNative(consumer) { met.removeAll { $0.place > end } }
    // Nothing behind a checkpoint to which the receiver commits is read.
    if let commit = met.first(where: { $0.action == .commits }) {
      end = min(end, commit.checkpoint ?? end)
      stop = commit
      met.removeAll { $0.place > end }
    }
    if consumer.failsOver, let fault = met.first(where: { $0.action == .givesUp && $0.place > 0 }) {
      if fault.place <= end || stop == nil { stop = fault }
      end = min(end, fault.place - 1)
    }
    let fatal = met.first { fault in
      fault.action == .givesUp && !(consumer.failsOver && fault.place > 0)
        || fault.action == .fails && fault.place <= end
    }
    let atStart = met.first { $0.action == .failsAtStart && ($0.checkpoint ?? end) == end }
    if let fault = fatal ?? atStart { return refused(by: fault) }
    return started(from: end, met, stop?.cause ?? (consumer.readsOnlyTheFirst ? endOfConversion : nil))
  }

  private func refused(by fault: Obstacle.Met?) -> ReceiverOutcome {
    ReceiverOutcome(verdict: .refuses, domain: .destroyed, checkpoint: nil, cause: fault?.cause)
  }

  private func started(from end: Int, _ met: [Obstacle.Met], _ stop: ReceiverOutcome.Cause?) -> ReceiverOutcome {
    let isOfMany = index.isCheckpointed == true || index.checkpoints.count > 1
    let checkpoint = isOfMany ? end : nil
    if let mixed = met.first(where: { $0.action == .mixes }), index.lastAppliedCheckpoint != nil {
      return ReceiverOutcome(verdict: .mixes, domain: .starts, checkpoint: checkpoint, cause: mixed.cause)
    }
    if end < index.checkpoints.count - 1 {
      return ReceiverOutcome(verdict: .takesPart, domain: .starts, checkpoint: checkpoint, cause: stop)
    }
    if let wait = met.first(where: { $0.action == .waits }) {
      return ReceiverOutcome(verdict: .waits, domain: .starts, checkpoint: checkpoint, cause: wait.cause)
    }
    return ReceiverOutcome(verdict: .takes, domain: .starts, checkpoint: checkpoint, cause: nil)
  }

  /// Why the converter makes one image of a stream of many.
  private var endOfConversion: ReceiverOutcome.Cause? {
    index.checkpoints.first.map { first in
      ReceiverOutcome.Cause(
        rule: nil, words: "the converter ends behind the first checkpoint", offset: first.end, log: nil,
        source: "read_legacy_stream")
    }
  }

  /// Whether the stream comes to a consumer as it is.
  private func isNative(_ consumer: StreamConsumer) -> Bool {
    switch consumer {
    case .converter: false
    case .release(let release): isLegacy == (release.release <= XenRelease(4, 5))
    }
  }
}

/// What makes findings the same to every receiver.
private struct FindingKind: Hashable {
  let rule: FindingRule
  let severity: Severity
  let checkpoint: Int?

  init(_ finding: Finding) { (rule, severity, checkpoint) = (finding.rule, finding.severity, finding.checkpoint) }
}

extension StreamConsumer {
  /// Whether it starts from the checkpoint before where it gives up reading one. Xen 4.4 destroys the domain
  /// (`xc_domain_restore`: both `goto out`).
  fileprivate var failsOver: Bool {
    if case .release(let release) = self { release.release != XenRelease(4, 4) } else { false }
  }

  /// Whether it knows of no checkpoints: the converter ends behind the first image.
  fileprivate var readsOnlyTheFirst: Bool { if case .converter = self { true } else { false } }
}

extension ReceiverOutcome {
  /// The same with another fate of the domain.
  fileprivate func with(domain: Domain) -> ReceiverOutcome {
    ReceiverOutcome(verdict: verdict, domain: domain, checkpoint: checkpoint, cause: cause)
  }
}
