/// What runs beside the keys, and how far it is.
struct WorkState: Sendable {
  private var running: [(kind: WorkKind, part: Double)] = []

  /// What the status line tells of: the last that was begun, as the user waits for that.
  var shown: (kind: WorkKind, part: Double)? { running.last }

  func isRunning(_ kind: WorkKind) -> Bool { running.contains { $0.kind == kind } }

  mutating func start(_ request: WorkRequest) {
    running.removeAll { $0.kind == request.kind }
    running.append((request.kind, 0))
  }

  mutating func take(_ progress: WorkProgress) {
    let kind = progress.request.kind
    let place = running.firstIndex { $0.kind == kind }
    if progress.isFinished {
      if let place { running.remove(at: place) }
    } else if let place {
      running[place].part = progress.part
    } else {
      // Work that others wait for is begun without the inspector asking.
      running.insert((kind, progress.part), at: 0)
    }
  }

  mutating func stop(_ kind: WorkKind) { running.removeAll { $0.kind == kind } }
}
