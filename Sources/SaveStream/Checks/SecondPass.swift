/// What is looked for in a capture once it has been indexed: the one place that knows of all such checks. `verify` goes
/// through it at once, the inspector in slices beside the keys.
package final class SecondPass {
  private let capture: Capture
  private let index: IndexSnapshot
  private var left: [Stage]
  private let stageCount: Int
  private var running: Running?
  private var memory: GuestMemory?
  private var builder: PageSendsBuilder?
  /// What was found so far.
  package private(set) var findings: [Finding] = []

  private enum Stage {
    case senderCache, pageTables
    /// Pages are applied: of those in verify mode, and of deltas without a base.
    case contents
  }

  private enum Running {
    case replay(SenderReplay)
    case relations(PVRelations)
  }

  /// - Parameters:
  ///   - memory: the guest's memory, where it is known already.
  ///   - appliesPages: whether to apply all pages, too: a pass over all contents.
  package init(capture: Capture, index: IndexSnapshot, memory: GuestMemory? = nil, appliesPages: Bool = false) {
    self.capture = capture
    self.index = index
    self.memory = memory
    let checks = index.laterChecks
    left = checks.contains(.senderCache) ? [.senderCache] : []
    if checks.contains(.pageTables) { left.append(.pageTables) }
    if appliesPages, index.stream != nil { left.append(.contents) }
    stageCount = left.count
  }

  /// Whether an index has something for a pass that has to know who sent what.
  package static func needsMemory(for index: IndexSnapshot) -> Bool { index.laterChecks.contains(.pageTables) }

  /// How much of the work is done, 0…1.
  package var part: Double {
    guard stageCount > 0 else { return 1 }
    var now = 0.0
    switch running {
    case .replay(let replay): now = replay.part
    case .relations(let relations): now = relations.part
    case nil: now = builder.map { $0.part / 2 } ?? 0
    }
    let done = Double(stageCount - left.count) - (running == nil ? 0 : 1)
    return min(1, (done + now) / Double(stageCount))
  }

  /// Works for a slice of a few milliseconds; applying pages takes one alone. Returns whether the end has been reached.
  /// - Throws: when the capture cannot be read.
  package func step() throws(CaptureError) -> Bool {
    switch running {
    case .replay(var replay):
      // Taken out, so that what it holds is changed in place.
      running = nil
      let isDone = try replay.step()
      if isDone { findings += replay.findings } else { running = .replay(replay) }
    case .relations(var relations):
      running = nil
      let isDone = try relations.step()
      if isDone { findings += relations.findings } else { running = .relations(relations) }
    case nil: try begin()
    }
    return running == nil && left.isEmpty
  }

  /// Goes to the end.
  /// - Parameter goesOn: is told how much is done, 0…1; false ends the pass, and leaves out what it has not come to.
  package func run(_ goesOn: (Double) -> Bool = { _ in true }) throws(CaptureError) {
    while try !step(), goesOn(part) {}
  }

  /// Begins the next stage, or gets ready for it.
  private func begin() throws(CaptureError) {
    guard let next = left.first else { return }
    if next == .senderCache {
      running = .replay(SenderReplay(of: capture, index: index))
    } else {
      guard let memory = try knownMemory() else { return }
      if next == .contents {
        findings += try MemoryCheck(memory).findings()
      } else {
        running = try PVRelations(memory).map { .relations($0) }
      }
    }
    left.removeFirst()
  }

  /// The guest's memory; nil while it is being found out who sent what.
  private func knownMemory() throws(CaptureError) -> GuestMemory? {
    if let memory { return memory }
    let builder = builder ?? PageSendsBuilder(capture: capture, index: index)
    self.builder = builder
    guard let sends = try builder.step() else { return nil }
    self.builder = nil
    memory = GuestMemory(capture: capture, index: index, sends: sends)
    return memory
  }
}
