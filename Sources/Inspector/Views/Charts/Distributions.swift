@_spi(Measuring) import SaveStream

/// The distributions that a view shows, as far as they are known: those of some checkpoints, and of all.
struct Distributions: Sendable {
  private let asker: ViewKind
  private var known: [DistributionRequest: (Distribution, isFinished: Bool)] = [:]
  /// What is known, or was asked for, in the order in which it was asked for.
  private var asked: [DistributionRequest] = []
  /// Those of which nobody counts the rest any more.
  private var stopped: Set<DistributionRequest> = []

  /// Distributions that are kept at most.
  private static let most = 64

  init(for asker: ViewKind) { self.asker = asker }

  /// What a histogram shows of a checkpoint, as far as it is known.
  /// - Parameter checkpoint: nil for all checkpoints.
  func side(_ kind: HistogramKind, ofCheckpoint checkpoint: Int?, _ index: IndexSnapshot) -> HistogramPanel.Side {
    let request = request(kind.subject, checkpoint, index)
    return HistogramPanel.Side(
      request.flatMap { known[$0] }, kind, isStopped: request.map(stopped.contains) ?? false)
  }

  /// Asks for what is not known, once.
  mutating func ask(
    _ subject: DistributionRequest.Subject, ofCheckpoint checkpoint: Int?, _ scene: inout Scene
  ) {
    guard let request = request(subject, checkpoint, scene.index), !isUnderWay(request, scene) else { return }
    // There is one of each kind at a time: what this takes the place of is asked for again when it is wanted again.
    asked.removeAll { $0 == request || ($0.checkpoint == nil) == (checkpoint == nil) && known[$0]?.isFinished != true }
    asked.append(request)
    stopped.remove(request)
    while asked.count > Self.most { known[asked.removeFirst()] = nil }
    scene.work(.distribution(request))
  }

  /// Whether it is known, or comes by itself, or was given up. Another view may have asked for one of its kind
  /// meanwhile, which took its place: nobody counts on then.
  private func isUnderWay(_ request: DistributionRequest, _ scene: Scene) -> Bool {
    guard asked.contains(request) else { return false }
    return known[request]?.isFinished == true || stopped.contains(request)
      || scene.work.isRunning(WorkRequest.distribution(request).kind)
  }

  mutating func take(_ request: DistributionRequest, _ distribution: Distribution, isFinished: Bool) {
    if asked.contains(request) { known[request] = (distribution, isFinished) }
  }

  /// Nobody counts on: of one checkpoint, or of all.
  mutating func stop(ofAll: Bool) {
    stopped.formUnion(asked.filter { ($0.checkpoint == nil) == ofAll && known[$0]?.isFinished != true })
  }

  /// The request for a checkpoint, or all; nil while that is still being read.
  private func request(
    _ subject: DistributionRequest.Subject, _ checkpoint: Int?, _ index: IndexSnapshot
  ) -> DistributionRequest? {
    guard let checkpoint else {
      guard index.isFinished else { return nil }
      return DistributionRequest(subject: subject, checkpoint: nil, end: index.bytesRead, asker: asker)
    }
    guard index.checkpoints.indices.contains(checkpoint) else { return nil }
    let row = index.checkpoints[checkpoint]
    guard row.isComplete || index.isFinished else { return nil }
    return DistributionRequest(subject: subject, checkpoint: checkpoint, end: row.end, asker: asker)
  }
}
