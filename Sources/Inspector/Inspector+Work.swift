@_spi(Measuring) import SaveStream

/// What goes on beside the keys.
extension Inspector {
  /// What goes on, in words for the status line; nil where nothing does.
  var whatRuns: String? {
    let wayToStop = keys.keyName(of: .stop, in: current).map { ", \($0) stops" } ?? ""
    if search.isRunning { return "searching \(Int(search.part * 100)) %\(wayToStop) " }
    if let (kind, part) = work.shown {
      return "\(kind.words) \(Int(part * 100)) %\(kind == .sends ? "" : wayToStop) "
    }
    return exportWords.map { "\($0)\(wayToStop) " }
  }

  /// Takes news of a piece of work.
  mutating func take(_ progress: WorkProgress, _ effects: inout [Effect]) {
    work.take(progress)
    if case .secondPass(let found) = progress.answer {
      take(secondPass: found, isFinished: progress.isFinished)
    } else if let answer = progress.answer {
      take(answer, &effects)
    }
  }

  /// The medium failed, and with it the work of a kind.
  mutating func take(_ error: CaptureError, of kind: WorkKind, _ effects: inout [Effect]) {
    giveUp(kind, &effects)
    take(.failed(error), &effects)
  }

  /// The work of a kind was given up, by the user or because the medium failed.
  private mutating func giveUp(_ kind: WorkKind, _ effects: inout [Effect]) {
    work.stop(kind)
    if kind == .sends {
      // What waits for it would wait for ever.
      for waiting in work.waitingForSends {
        effects.append(.stopWork(waiting))
        giveUp(waiting, &effects)
      }
      if search.running?.target.needsMemory == true { search.stop() }
    }
    for view in ViewKind.allCases { withView(view, &effects) { view, _ in view.workStopped(kind) } }
  }

  /// Stops what goes on: of several things the one that the status line tells of.
  mutating func stop(_ effects: inout [Effect]) {
    if search.isRunning {
      stopSearch(&effects)
    } else if let (kind, _) = work.shown, kind != .sends {
      effects.append(.stopWork(kind))
      giveUp(kind, &effects)
      message = Message("Stopped; what was found so far stays")
    } else if let exporting {
      effects.append(.stopExport)
      message = Message("Stopping; \(shown(exporting.file)) is not written")
    } else if isFollowing {
      effects.append(.follow(false))
    } else if !index.isFinished {
      effects.append(.stopIndexing)
      message = Message("Stopping to read the capture; what was read stays")
    } else {
      let ways = [(Command.leave, "goes back"), (.quit, "quits")].compactMap { command, words in
        keys.keyName(of: command, in: current).map { "\($0) \(words)" }
      }
      let way = ways.isEmpty ? "" : ": " + ways.joined(separator: ", ")
      message = Message("Nothing is running" + way)
    }
  }

  /// Follows a capture that is still being written, or not any more.
  mutating func follow(_ effects: inout [Effect]) { effects.append(.follow(!isFollowing)) }

  /// The file has grown: it is still being written.
  mutating func takeGrowth() {
    guard !isStillWritten, !isFollowing else { return }
    isStillWritten = true
    let way = keys.keyName(of: .follow, in: current).map { "; \($0) follows it" } ?? ""
    message = message ?? Message("The file has grown since it was read: it is still being written\(way)")
    show(index)
  }

  mutating func take(following isOn: Bool) {
    isFollowing = isOn
    if isOn, isStillWritten {
      isStillWritten = false
      show(index)
    }
    let others = other.map { "; \(shown($0.name)) stays as it was read" } ?? ""
    message = Message(
      isOn
        ? "Following the capture\(others); \(keys.keyWord(of: .follow, in: current)) stops"
        : "Not following any more; what was read stays")
  }
}
