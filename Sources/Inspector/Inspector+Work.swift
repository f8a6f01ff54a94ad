import SaveStream

/// Work that goes on beside the keys.
extension Inspector {
  /// Whether the view that is shown has more to do: `InspectorEvent.goOn` lets it.
  var isBehind: Bool { view(current)?.isBehind(scene) ?? false }

  /// Takes news of a piece of work.
  mutating func take(_ progress: WorkProgress, _ effects: inout [Effect]) {
    work.take(progress)
    if let answer = progress.answer { take(answer, &effects) }
  }

  /// The work of a kind was given up, by the user or because the medium failed.
  mutating func giveUp(_ kind: WorkKind, _ effects: inout [Effect]) {
    work.stop(kind)
    if kind == .sends, search.running?.target.needsMemory == true { search.stop() }
    for view in ViewKind.allCases { withView(view, &effects) { view, _ in view.workStopped(kind) } }
  }
}
