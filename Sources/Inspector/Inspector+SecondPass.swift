@_spi(Measuring) import SaveStream

/// What shows only once the capture has been indexed: it is looked for beside the keys, as soon as that is so.
extension Inspector {
  /// Begins to look at what is left, now that the index is another one. What was found by the index before is not of
  /// it.
  mutating func beginSecondPass(_ effects: inout [Effect]) {
    secondFindings = 0
    if work.isRunning(.secondPass) {
      effects.append(.stopWork(.secondPass))
      work.stop(.secondPass)
    }
    guard index.isFinished, !index.notLookedAt.isEmpty else { return }
    let request = WorkRequest.secondPass(usesMemory: SecondPass.needsMemory(for: index))
    work.start(request)
    effects.append(.work(request))
  }

  /// Takes what has been found so far in.
  mutating func take(secondPass found: [Finding], isFinished: Bool) {
    let new = Array(found.dropFirst(secondFindings))
    secondFindings = found.count
    if isFinished { show(index.lookedThrough(finding: new)) } else if !new.isEmpty { show(index.with(new)) }
  }
}
