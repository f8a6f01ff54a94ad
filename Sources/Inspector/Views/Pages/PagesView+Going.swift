@_spi(Measuring) import SaveStream

/// Ways from row to row: by checkpoint, and from one time that a page was sent to another.
extension PagesView {
  func goToTree(_ scene: inout Scene) {
    guard let row = selectedRow else { return }
    if let offset = row.offset {
      scene.go(to: .tree(.node(kinds: [.image, .delta], offset: offset)))
    } else {
      scene.go(to: .tree(.node(kinds: [.entry], offset: row.entryOffset)))
    }
  }

  /// Goes to the next checkpoint that rows are listed of, or to the one before.
  mutating func goToCheckpoint(_ step: Int, _ scene: inout Scene) {
    if list.request.isFilterBorrowed, let listed = checkpointListed { return turn(to: listed + step, &scene) }
    let count = tableCount(scene)
    let here = selectedPosition(scene)
    let rows = positions(ofCheckpoint: checkpoint(at: here, scene), scene)
    let target: UInt64?
    if step > 0 {
      target = list.nextPosition(from: rows.upperBound, count)
    } else if let first = list.firstPlace(in: rows, count), first < cursor.selected {
      // Going back from the middle of a checkpoint goes to its first row, as paragraphs do in vi.
      target = here
    } else {
      target = list.lastPosition(before: rows.lowerBound, count)
    }
    guard let target else {
      return scene.say(step > 0 ? "No checkpoint follows" : "No checkpoint before this one")
    }
    scene.go(to: .pagesOfCheckpoint(checkpoint(at: target, scene)))
  }

  /// Where the rows of one checkpoint are listed, lists those of another.
  private func turn(to checkpoint: Int, _ scene: inout Scene) {
    guard scene.index.checkpoints.indices.contains(checkpoint) else {
      return scene.say(checkpoint > 0 ? "No checkpoint follows" : "No checkpoint before this one")
    }
    scene.go(to: .checkpointAlone(checkpoint))
  }

  mutating func showFirstRow(ofCheckpoint checkpoint: Int, _ scene: inout Scene) {
    guard checkpoint >= 0, checkpoint < scene.index.checkpoints.count else { return }
    let (count, rows) = (tableCount(scene), positions(ofCheckpoint: checkpoint, scene))
    // Another view asks for the rows whether the filter lets them pass or not.
    let isLeftOut = list.isWorking || list.request.hasFilter && list.firstPlace(in: rows, count) == nil
    if scene.askingView != nil, !rows.isEmpty, isLeftOut {
      return seek(rows.lowerBound, for: .otherView, &scene)
    }
    if let place = list.firstPlace(in: rows, count) { return select(place: place, scene) }
    guard let next = list.nextPosition(from: rows.lowerBound, count),
      let place = list.firstPlace(in: next..<next + 1, count)
    else { return scene.say("\(noRows(ofCheckpoint: checkpoint)), and none of those after it") }
    select(place: place, scene)
    scene.say("\(noRows(ofCheckpoint: checkpoint)); this is the next one")
  }

  private func noRows(ofCheckpoint checkpoint: Int) -> String {
    list.selection == nil ? "Checkpoint \(checkpoint) sent no pages" : "No row of checkpoint \(checkpoint) is listed"
  }

  /// The positions of a checkpoint's rows; none behind the last checkpoint.
  private func positions(ofCheckpoint checkpoint: Int, _ scene: Scene) -> Range<UInt64> {
    scene.index.positions(of: checkpoint, contentOnly: !allEntries)
  }

  /// The checkpoint that a row belongs to.
  private func checkpoint(at position: UInt64, _ scene: Scene) -> Int {
    let checkpoints = 0..<scene.index.checkpoints.count
    return max(checkpoints.partitioningIndex { positions(ofCheckpoint: $0, scene).lowerBound <= position } - 1, 0)
  }

  /// Looks for the next time that the page was sent, or the last one before, among the rows that the filter lets pass.
  func searchSend(backwards: Bool, _ scene: inout Scene) {
    guard let row = selectedRow else { return }
    let here = selectedPosition(scene)
    guard !backwards || here > 0 else { return scene.say("This PFN was not sent before") }
    let request = SearchRequest(
      target: target(forPFN: row.pfn), stretches: [backwards ? 0..<here : here + 1..<UInt64.max], backwards: backwards,
      mostHits: 1)
    scene.requests.append(.effect(.search(request)))
  }

  private func target(forPFN pfn: UInt64) -> SearchRequest.Target {
    .pfn(pfn, allEntries: allEntries, where: list.request.filter)
  }

  func search(forPFN pfn: UInt64, _ scene: Scene) -> (target: SearchRequest.Target, start: UInt64)? {
    (target(forPFN: pfn), selectedPosition(scene))
  }

  func isAt(_ hit: SearchHit, _ scene: Scene) -> Bool {
    hit.match == .row ? hit.place == selectedPosition(scene) : isAtPage(of: hit, scene)
  }
}
