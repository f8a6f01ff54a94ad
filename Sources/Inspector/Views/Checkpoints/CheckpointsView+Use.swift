@_spi(Measuring) import SaveStream

/// Bars by what a Linux guest used the pages for, and by whose they were.
extension CheckpointsView {
  /// Stacks the bars by what comes next; owners that are known to be unknown are passed over.
  mutating func changeStack(_ scene: inout Scene) {
    stack = stack.next
    guard stack == .owner, let words = uses.ownerGap else { return scene.say("Bars \(stack.words)") }
    stack = stack.next
    scene.say("Owners are not known: \(words)")
  }

  /// Asks for what is missing of the checkpoints on the screen.
  mutating func prepareUses(_ scene: inout Scene) {
    guard stack != .kind, scene.index.checkpoints.count > 0 else { return }
    let shown = cursor.visible(count: list.count, height: height(scene)).compactMap { checkpoint(at: $0, scene) }
    uses.lookAtOwners(of: shown)
    let missing = uses.ask(for: shown.filter { isWhole($0, scene) })
    if !missing.isEmpty { scene.work(.sentUses(missing)) }
  }

  /// Whether nothing more can come to a checkpoint.
  private func isWhole(_ checkpoint: Int, _ scene: Scene) -> Bool {
    scene.index.isFinished || checkpoint <= scene.index.lastCompleteCheckpoint ?? -1
  }

  /// Takes what was found out of a checkpoint; where the guest has no kernel, the kinds of bytes are shown again.
  mutating func take(_ found: GuestFacts.Part<SentUses>, of checkpoint: Int, _ scene: inout Scene) {
    uses.take(found, of: checkpoint)
    guard stack != .kind else { return }
    switch found {
    case .missing(let words) where uses.isEmpty && !scene.work.isRunning(.sentUses):
      stack = .kind
      scene.say("Uses are not known: \(words)")
    case .known(let uses):
      guard stack == .owner, uses.owners.isEmpty, let words = uses.ownerRemark else { return }
      stack = .use
      scene.say("Owners are not known: \(words)")
    default: break
    }
  }

  /// The bar of a checkpoint; nil while it is not known how it is parted.
  func bar(of shown: TimelineRow, part: Double, _ glyphs: Glyphs) -> StackedBar? {
    guard stack != .kind else { return StackedBar(bytes: shown.totals.bytes, part: part, glyphs) }
    return uses.parts(of: shown, by: stack).map { StackedBar($0.map(\.segment), part: part) }
  }
}
