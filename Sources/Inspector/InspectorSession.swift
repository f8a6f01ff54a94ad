@_spi(Measuring) import SaveStream

/// An inspector and a capture, put together: what a front end, or a test, drives.
///
/// The loop of a front end: `send` each event and carry out the effects that come back; then draw `inspector` into a
/// grid and show what changed; then wait for the next event, or, while `isWorking`, call `continueWork()` until one
/// arrives.
@_spi(Measuring) public final class InspectorSession {
  public private(set) var inspector: Inspector
  /// What the views show is of this index.
  public var index: IndexSnapshot { reader.index }
  private var reader: EffectReader
  /// Reads that wait until it is known who sent what.
  private var waiting: [ReadRequest] = []
  /// Reads that wait until the deltas of a page have been gone through.
  private var waitingForWalk: [ReadRequest] = []

  public convenience init(capture: Capture, index: IndexSnapshot, inspector: Inspector) {
    self.init(reader: EffectReader(capture: capture, index: index), inspector: inspector)
  }

  init(reader: EffectReader, inspector: Inspector) {
    self.inspector = inspector
    self.reader = reader
  }

  /// Takes the capture that the first is to be compared with.
  package func compare(with other: OtherCapture) -> [Effect] {
    reader.other = other
    return send(.other(path: other.path, other.index))
  }

  /// Takes an event in, carries out the reads it calls for, and returns the effects that are left for the front
  /// end: never `read`, `search`, `stopSearching`, `work` or `stopWork`.
  ///
  /// Work that is begun gets its first slice at once, so that what is small is there in the next frame.
  package func send(_ event: InspectorEvent) -> [Effect] {
    switch event {
    case .index(let snapshot, _): reader.index = snapshot
    case .reread(let snapshot, _): reader = reader.begunAnew(with: snapshot)
    default: return settle(inspector.update(event))
    }
    waiting = []
    waitingForWalk = []
    return settle(inspector.update(event))
  }

  /// Carries out effects and those that follow from them; returns those that are left for the front end.
  private func settle(_ effects: [Effect]) -> [Effect] {
    var left: [Effect] = []
    var pending = effects
    // Each answer may call for a further read, a level deeper; a bound keeps a mistake from hanging the program.
    var rounds = 0
    while !pending.isEmpty, rounds < Self.mostRounds {
      rounds += 1
      var next: [Effect] = []
      for effect in pending {
        if !carryOut(effect, &next) { left.append(effect) }
      }
      pending = next
    }
    return left
  }

  /// Carries out an effect, if it is one of the session's; what follows from it is added to `next`.
  private func carryOut(_ effect: Effect, _ next: inout [Effect]) -> Bool {
    switch effect {
    case .read(let request) where !reader.canAnswer(request):
      waiting = waiting.suffix(Self.mostWaiting - 1) + [request]
      reader.beginSends()
      next += workOnce()
    case .read(let request): next += answer(request)
    case .search(let request): reader.begin(request)
    case .stopSearching: reader.stopSearching()
    case .work(let request):
      let hasToWait = !reader.canRun(request)
      reader.begin(request)
      next += workOnce()
      if hasToWait, reader.canRun(request) { next += workOnce() }
    case .stopWork(let kind):
      reader.stop(kind)
      if kind == .pageWalk { waitingForWalk = [] }
    default: return false
    }
    return true
  }

  /// Answers a read, or begins the work that it has to wait for.
  private func answer(_ request: ReadRequest) -> [Effect] {
    guard let way = reader.longWalk(for: request) else { return inspector.update(.answer(reader.answer(request))) }
    waitingForWalk = waitingForWalk.suffix(Self.mostWaiting - 1) + [request]
    reader.begin(way)
    return workOnce()
  }

  /// Whether a search or other work is under way.
  public var isWorking: Bool { reader.isSearching || reader.hasWork || inspector.isBehind }

  /// Searches or works on for a few milliseconds; returns effects as `send` does.
  package func continueWork() -> [Effect] {
    guard reader.isSearching || reader.hasWork else { return send(.goOn) }
    // In turn, so that neither keeps the other waiting.
    searchesNext.toggle()
    if reader.isSearchWaiting {
      if !reader.hasWork { reader.beginSends() }
    } else if reader.isSearching, searchesNext || !reader.hasWork {
      switch reader.continueSearch() {
      case .progress(let progress): return send(.search(progress))
      case .failed(let error): return send(.searchFailed(error))
      case nil: return []
      }
    }
    return settle(workOnce())
  }

  /// Works for a slice, and answers the reads that waited for it.
  private func workOnce() -> [Effect] {
    switch reader.continueWork() {
    case .progress(let progress):
      var effects = inspector.update(.work(progress))
      guard progress.isFinished else { return effects }
      switch progress.request.kind {
      case .sends: effects += waiting.taken().flatMap(answer)
      // Whatever still takes long now has to.
      case .pageWalk: effects += waitingForWalk.taken().flatMap { inspector.update(.answer(reader.answer($0))) }
      default: break
      }
      return effects
    case .failed(let request, let error):
      if request.kind == .pageWalk { waitingForWalk = [] }
      if request == .sends {
        waiting = []
        if reader.isSearchWaiting { reader.stopSearching() }
      }
      return inspector.update(.workFailed(request.kind, error))
    case nil: return []
    }
  }

  private var searchesNext = false

  /// Reads that wait at most: a screen asks for a few, and older ones are of no use any more.
  private static let mostWaiting = 8

  private static let mostRounds = 64
}

extension [ReadRequest] {
  /// All elements, which are not there any more.
  fileprivate mutating func taken() -> [ReadRequest] {
    defer { self = [] }
    return self
  }
}
