import SaveStream

/// An inspector and a capture, put together: what a front end, or a test, drives.
///
/// The loop of a front end: `send` each event and carry out the effects that come back; then draw `inspector` into a
/// grid and show what changed; then wait for the next event, or, while `isSearching`, call `continueSearch()` until
/// one arrives.
public final class InspectorSession {
  public private(set) var inspector: Inspector
  private let reader: EffectReader

  public convenience init(capture: Capture, index: IndexSnapshot, inspector: Inspector) {
    self.init(reader: EffectReader(capture: capture, index: index), inspector: inspector)
  }

  init(reader: EffectReader, inspector: Inspector) {
    self.inspector = inspector
    self.reader = reader
  }

  /// Takes an event in, carries out the reads it calls for, and returns the effects that are left for the front
  /// end: never `read`, `search` or `stopSearching`.
  public func send(_ event: InspectorEvent) -> [Effect] {
    if case .index(let snapshot, _) = event { reader.index = snapshot }
    var left: [Effect] = []
    var pending = inspector.update(event)
    // Each answer may call for a further read, a level deeper; a bound keeps a mistake from hanging the program.
    var rounds = 0
    while !pending.isEmpty, rounds < Self.mostRounds {
      rounds += 1
      var next: [Effect] = []
      for effect in pending {
        switch effect {
        case .read(let request): next += inspector.update(.answer(reader.answer(request)))
        case .search(let request): reader.begin(request)
        case .stopSearching: reader.stopSearching()
        default: left.append(effect)
        }
      }
      pending = next
    }
    return left
  }

  /// Whether a search is under way.
  public var isSearching: Bool { reader.isSearching }

  /// Searches on for a few milliseconds; returns effects as `send` does.
  public func continueSearch() -> [Effect] {
    guard let progress = reader.continueSearch() else { return [] }
    return send(.search(progress))
  }

  private static let mostRounds = 64
}
