@_spi(Measuring) import SaveStream

/// The views, what they see and what they want.
extension Inspector {
  /// What a view sees.
  var scene: Scene {
    Scene(
      index: index, path: path, isPacked: isPacked, glyphs: glyphs, rows: max(rows - Frame.otherRows, 1),
      columns: max(columns, 1), findings: findings, pattern: search.pattern, settings: settings,
      helpFor: history.viewsBefore.last ?? .summary, focus: focus, markedCheckpoint: markedCheckpoint, other: other,
      work: work, search: search, searchScope: search.target.map { scope(of: $0) }, marks: marks,
      isStillWritten: isStillWritten, isFileChanged: isFileChanged, isDamaged: isDamaged)
  }

  /// Lets a view change itself, and does what it wants.
  mutating func withView(
    _ kind: ViewKind, _ effects: inout [Effect], _ body: (inout any InspectorView, inout Scene) -> Void
  ) {
    // Taken out meanwhile, so that what it holds is changed in place and not copied.
    guard var view = views.removeValue(forKey: kind) else { return }
    var scene = scene
    body(&view, &scene)
    views[kind] = view
    for request in scene.requests {
      switch request {
      case .effect(let effect):
        if case .search(let request) = effect {
          search.start(request, from: .place(request.start), extent: index.size)
        }
        if case .work(let request) = effect { work.start(request) }
        effects.append(effect)
      case .go(let place): go(to: place, askedBy: kind, &effects)
      case .show(let kind): show(kind, &effects)
      case .hit(let hit): arrive(atListedHit: hit, &effects)
      case .say(let text): message = Message(text)
      }
    }
  }

  func view(_ kind: ViewKind) -> (any InspectorView)? { views[kind] }

  /// Where one is in the view that is shown.
  var position: ViewPosition { view(current)?.position(scene) ?? ViewPosition(place: .summary) }

  /// Whether the view that is shown has more to do: `InspectorEvent.goOn` lets it.
  var isBehind: Bool { view(current)?.isBehind(scene) ?? false }

  /// Shows a view as it was left, or with what was looked at last. Going to one that `q` would come back to goes back
  /// to it.
  mutating func show(_ kind: ViewKind, _ effects: inout [Effect]) {
    guard kind != current else { return }
    turn(to: kind)
    withView(kind, &effects) { view, scene in view.enter(&scene) }
  }

  /// - Parameter asker: the view that leads there; nil where the user names it.
  private mutating func turn(to kind: ViewKind, askedBy asker: ViewKind? = nil) {
    guard kind != current else { return }
    // The rows of another view have other fields.
    if prompt.line?.kind == .filter { prompt.close() }
    focus.adopt(position.focus)
    if asker == current { history.follow(to: kind) } else { history.turn(to: kind) }
  }

  /// Goes to a place and remembers the one it left.
  /// - Parameter asker: the view that asks for it; nil where the user names it.
  mutating func go(to place: Place, askedBy asker: ViewKind? = nil, _ effects: inout [Effect]) {
    // From the help one comes back to nothing but the help, and only while it is shown.
    if current != .help || place.view == .help { history.leave(position.origin) }
    arrive(at: place, askedBy: asker, &effects)
  }

  /// Goes to a place.
  mutating func arrive(at place: Place, askedBy asker: ViewKind? = nil, _ effects: inout [Effect]) {
    if let kind = place.view { turn(to: kind, askedBy: asker) }
    let asker = asker == current ? nil : asker
    withView(current, &effects) { view, scene in
      scene.askingView = asker
      view.go(to: place, &scene)
    }
  }
}

/// The screen.
extension Inspector {
  /// Draws the screen. The grid should have the size of the last `resize`.
  public func draw(into grid: inout Grid) {
    guard grid.rows >= Frame.fewestRows, grid.columns >= Frame.fewestColumns else {
      return drawTooSmall(into: &grid)
    }
    let scene = scene
    let area = Rect(row: Frame.rowsAbove, column: 0, rows: scene.rows, columns: scene.columns)
    grid.inside(area) { grid in
      guard let view = view(current) else { return }
      view.draw(into: &grid, scene)
      if keys.views(of: .nextPane).contains(current) { grid.focus(on: view.focusedPane(scene), glyphs) }
    }
    frame.draw(into: &grid)
    if !glyphs.isUnicode { grid.keepASCII() }
  }

  private func drawTooSmall(into grid: inout Grid) {
    let need = "\(Frame.fewestColumns)x\(Frame.fewestRows)"
    let texts = [
      "savescope needs \(need) characters; this is \(grid.columns)x\(grid.rows)", "savescope needs \(need)",
      "needs \(need)", need,
    ]
    // A number that is cut off would be another one.
    guard let text = texts.first(where: { TextWidth.of($0) <= grid.columns }) else { return }
    grid.put(text, row: grid.rows / 2, column: max(0, (grid.columns - TextWidth.of(text)) / 2))
  }

  /// What stands around the view.
  var frame: Frame {
    let scene = scene
    let view = view(current)
    return Frame(
      scene: scene, rows: rows, current: current, position: position, missing: view?.whatIsMissing(scene),
      message: message, line: prompt.line, awaited: awaitedKey?.words, note: noteHere,
      progress: rate.text(index, settings.units, isFollowing: isFollowing), running: whatRuns,
      offers: { view?.offers($0, scene) ?? true })
  }
}
