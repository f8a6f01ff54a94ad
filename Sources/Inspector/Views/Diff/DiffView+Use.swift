@_spi(Measuring) import SaveStream

/// What the guest uses the pages for that differ: asked for when a filter asks for it.
struct DiffUses: Sendable {
  private enum State: Sendable {
    case unasked, asked
    /// nil where nothing is known.
    case answered(ComparedUses?)
  }

  private var state = State.unasked

  var isUnasked: Bool { if case .unasked = state { true } else { false } }
  var isAnswered: Bool { if case .answered = state { true } else { false } }

  mutating func ask() { state = .asked }
  mutating func take(_ uses: ComparedUses?) { state = .answered(uses) }
  /// Nobody finds it out any more.
  mutating func stop() { if !isAnswered { state = .answered(nil) } }

  func row(_ page: PageDifference) -> UsedRow<PageDifference> {
    guard case .answered(let uses?) = state else { return UsedRow(page) }
    return uses.row(page)
  }
}

extension DiffView {
  /// Whether rows wait for it to be known.
  var isAwaitingUses: Bool { asksForUse && !uses.isAnswered }

  private var asksForUse: Bool { list.asksFor(fieldsFrom: UsedRow<PageDifference>.firstListField) }

  /// Asks for it where the filter does.
  mutating func prepareUses(_ scene: inout Scene) {
    guard let request, answer != nil, asksForUse, uses.isUnasked else { return }
    uses.ask()
    scene.work(.comparedUses(request))
  }

  mutating func take(_ found: GuestFacts.Part<ComparedUses>, of request: DiffRequest, _ scene: inout Scene) {
    guard request == self.request else { return }
    switch found {
    case .known(let found): uses.take(found)
    case .missing(let words):
      uses.take(nil)
      scene.say("Uses are not known: \(words)")
    case .awaited: return
    }
    list.forget(from: 0)
    updateList(scene)
  }
}
