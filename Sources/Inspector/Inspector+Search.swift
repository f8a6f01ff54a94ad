@_spi(Measuring) import SaveStream

/// Starting searches.
extension Inspector {
  /// Starts a search from the prompt; the refusal in words when the text is none. An empty one goes on with the last.
  mutating func enterSearch(_ text: String, _ effects: inout [Effect]) -> String? {
    if text.isEmpty {
      searchAgain(backwards: false, &effects)
      return nil
    }
    if text.hasPrefix("pfn:") {
      guard let pfn = GoTo.number(text.dropFirst(4)) else {
        return GoTo.meant(text.dropFirst(4)).map { "Hex has 0x in front: pfn:\($0)" }
          ?? "Type pfn: and a number, decimal or hex with 0x"
      }
      searchPFN(pfn, &effects)
      return nil
    }
    do throws(SearchPattern.Refusal) {
      return search(for: try SearchPattern(typed: text), &effects)
    } catch {
      return shown(error.words)
    }
  }

  /// Opens the line that a search is typed into, and says what it looks through.
  mutating func openSearch() {
    let scope = searchScope
    prompt.open(.search)
    prompt.line?.scope = scope
    message = Message("Type \(SearchPattern.forms)")
  }

  /// What a search in the view that is shown looks through.
  private var searchScope: String {
    if let scope = view(current)?.searchScope(scene) { return scope }
    return current.showsPages ? "in guest memory at checkpoint \(searchedCheckpoint ?? 0)" : Self.captureScope
  }

  private static let captureScope = "in the capture's bytes and names"

  /// The checkpoint whose memory is searched.
  private var searchedCheckpoint: Int? {
    position.focus.checkpoint ?? focus.checkpoint ?? index.lastCompleteCheckpoint
      ?? (index.checkpoints.isEmpty ? nil : 0)
  }

  /// Where a target is looked for, as the end of a sentence.
  func scope(of target: SearchRequest.Target) -> String {
    switch target {
    case .pattern: Self.captureScope
    case .memory(_, let checkpoint): "in guest memory at checkpoint \(checkpoint)"
    case .pfn(_, _, .some): "among the rows that the filter lets pass"
    case .pfn: "among the pages sent"
    case .lines: searchedScope ?? "here"
    }
  }

  /// Looks in guest memory from the views that show pages, in the capture from the others.
  private mutating func search(for pattern: SearchPattern, _ effects: inout [Effect]) -> String? {
    if view(current)?.lines(with: pattern, scene) != nil {
      searchLines(for: pattern, backwards: false, &effects)
      return nil
    }
    guard current.showsPages else {
      begin(.pattern(pattern), &effects)
      return nil
    }
    guard let checkpoint = searchedCheckpoint else { return "No memory is known yet" }
    begin(.memory(pattern, checkpoint: checkpoint), &effects)
    return nil
  }

  /// Looks for a PFN among the rows of the Pages view, from the first or, when it is shown, from its cursor.
  mutating func searchPFN(_ pfn: UInt64, _ effects: inout [Effect]) {
    // One comes to Pages by another way than the view that set a filter there.
    if current != .pages { withView(.pages, &effects) { view, scene in view.enter(&scene) } }
    begin(searchTarget(pfn), &effects)
  }

  /// What a search for a PFN looks for: a row that the Pages view lists.
  private func searchTarget(_ pfn: UInt64) -> SearchRequest.Target {
    view(.pages)?.search(forPFN: pfn, scene)?.target ?? .pfn(pfn, allEntries: false, where: nil)
  }

  /// Begins a search from where one is; one for the same again goes on to its next hit, unless the capture has grown.
  private mutating func begin(_ target: SearchRequest.Target, _ effects: inout [Effect]) {
    if search.target == target, search.extent == index.size { return searchAgain(backwards: false, &effects) }
    startSearch(for: target, from: searchPlace(of: target), backwards: false, &effects)
  }

  private mutating func startSearch(
    for target: SearchRequest.Target, from place: UInt64, backwards: Bool, _ effects: inout [Effect]
  ) {
    let request = SearchRequest(
      target: target, stretches: SearchRequest.all(from: place), backwards: backwards, mostHits: HitList.most)
    effects.append(.search(request))
    search.start(request, from: .place(place), extent: index.size)
  }

  /// The place of the cursor among what a target is looked for in.
  private func searchPlace(of target: SearchRequest.Target) -> UInt64 {
    switch target {
    case .pattern: position.offset ?? 0
    case .memory: ((position.focus.pfn ?? focus.pfn ?? 0) << 12) + UInt64(position.byteOfPage ?? 0)
    case .pfn(let pfn, _, _): view(.pages)?.search(forPFN: pfn, scene)?.start ?? 0
    case .lines: 0
    }
  }
}

/// Stepping through hits.
extension Inspector {
  mutating func searchAgain(backwards: Bool, _ effects: inout [Effect]) {
    guard let target = search.target else {
      let way = keys.keyName(of: .search, in: current).map { ": \($0) starts a search" } ?? ""
      message = Message("Nothing to look for yet" + way)
      return
    }
    if let pattern = target.pattern, searchAgain(for: pattern, target, backwards: backwards, &effects) { return }
    // The rows may be others than when it was looked for first.
    if case .pfn(let pfn, _, _) = target, searchTarget(pfn) != target {
      return startSearch(
        for: searchTarget(pfn), from: searchPlace(of: target) + (backwards ? 0 : 1), backwards: backwards, &effects)
    }
    let origin = isAtHit ? HitList.Origin.current : .place(searchPlace(of: target))
    if search.isForOne {
      let place = search.list.currentHit.map { backwards ? $0.place : $0.place + 1 }
      return startSearch(
        for: target, from: isAtHit ? place ?? 0 : searchPlace(of: target), backwards: backwards, &effects)
    }
    step(from: origin, backwards: backwards, &effects)
  }

  /// Goes to the next hit where it is known, else looks for it.
  private mutating func step(from origin: HitList.Origin, backwards: Bool, _ effects: inout [Effect]) {
    guard let target = search.target else { return }
    switch search.list.step(from: origin, backwards: backwards) {
    case .hit(let hit, let hasWrapped): arrive(atHit: hit, hasWrapped: hasWrapped, &effects)
    case .further where !search.list.isFull:
      if let request = search.seek(from: origin, backwards: backwards) { effects.append(.search(request)) }
    case .further, .elsewhere:
      // What was found does not help, or there is no more room for hits: look anew from here.
      let place = isAtHit ? search.list.currentHit.map { backwards ? $0.place : $0.place + 1 } : nil
      startSearch(for: target, from: place ?? searchPlace(of: target), backwards: backwards, &effects)
    case .nothing: message = Message("Not found \(scope(of: target))")
    }
  }

  /// Whether the cursor is still where the last hit was.
  private var isAtHit: Bool {
    guard let hit = search.list.currentHit else { return false }
    return switch hit.match {
    // In a view that has no place in the file, one is where the tree was left.
    case .bytes, .node:
      position.offset == hit.place
        || (current == .tree || position.offset == nil) && view(.tree)?.isAt(hit, scene) == true
    case .memory: view(current)?.isAt(hit, scene) == true
    case .row: view(.pages)?.isAt(hit, scene) == true
    case .line: view(current)?.isAt(hit, scene) == true
    }
  }

  /// Goes to a hit from the list of them.
  mutating func arrive(atListedHit hit: Int, _ effects: inout [Effect]) {
    guard search.list.hits.indices.contains(hit) else { return }
    if case .lines = search.target, let searchedView { show(searchedView, &effects) }
    arrive(atHit: hit, hasWrapped: false, &effects)
  }

  private mutating func arrive(atHit hit: Int, hasWrapped: Bool, _ effects: inout [Effect]) {
    search.select(hit)
    guard let found = search.list.currentHit, let target = search.target else { return }
    let place: Place
    switch (found.match, target) {
    case (.node(let path), _): place = .node(path)
    case (.memory, .memory(_, let checkpoint)):
      place = .memory(address: found.place, count: max(found.count, 1), checkpoint: checkpoint)
    case (.row, .pfn(_, let allEntries, _)): place = .pageRow(found.place, allEntries: allEntries)
    case (.line, _): place = view(current)?.place(ofLine: Int(clamping: found.place)) ?? .row(found.place)
    default: place = .bytes(found.place)
    }
    go(to: place, &effects)
    announceHit(hasWrapped: hasWrapped)
  }

  /// Says where one is among the hits; as more of them come in, that is said again.
  private mutating func announceHit(hasWrapped: Bool) {
    guard let hit = search.list.currentHit else { return }
    var words: String
    switch hit.match {
    case .bytes: words = "Match \(search.rank), at \(NumberText.hex(hit.place))"
    case .node: words = "Match \(search.rank), in a name"
    case .memory: words = "Match \(search.rank), at address \(NumberText.hex(hit.place))"
    case .line: words = "Line \(search.rank) with that text"
    case .row:
      words = "Row \(search.rank) with that PFN"
      if case .pfn(let pfn, _, _) = search.target { words = "\(Self.words(forPFN: pfn)): row \(search.rank)" }
    }
    if hasWrapped { words += "; went on from the other end" }
    message = Message(words)
    message?.ofHit = (hit, hasWrapped)
  }
}

/// Searching lines that a view knows.
extension Inspector {
  /// Goes on with a search in the view that is shown where that knows its lines, or where those were searched in
  /// another one; false for any other search.
  private mutating func searchAgain(
    for pattern: SearchPattern, _ target: SearchRequest.Target, backwards: Bool, _ effects: inout [Effect]
  ) -> Bool {
    if view(current)?.lines(with: pattern, scene) != nil {
      searchLines(for: pattern, backwards: backwards, &effects)
      return true
    }
    guard case .lines = target else { return false }
    _ = search(for: pattern, &effects)
    return true
  }

  /// Goes to the next line with a pattern. The lines may be others than the last time.
  private mutating func searchLines(for pattern: SearchPattern, backwards: Bool, _ effects: inout [Effect]) {
    guard let lines = view(current)?.lines(with: pattern, scene) else { return }
    let hits = lines.hits.prefix(HitList.most).map { SearchHit(place: UInt64($0), match: .line) }
    if search.isRunning { effects.append(.stopSearching) }
    search.start(.lines(pattern), hits: hits, extent: index.size)
    searchedView = current
    searchedScope = view(current)?.searchScope(scene)
    let place = UInt64(lines.cursor)
    let isAtOne = hits.contains { $0.place == place }
    step(from: .place(isAtOne && !backwards ? place + 1 : place), backwards: backwards, &effects)
  }
}

/// What comes in.
extension Inspector {
  /// Takes news of a search.
  mutating func take(_ progress: SearchProgress, _ effects: inout [Effect]) {
    guard search.take(progress) else { return }
    if let (origin, backwards) = search.awaited {
      switch search.list.step(from: origin, backwards: backwards) {
      case .hit(let hit, let hasWrapped): arrive(atHit: hit, hasWrapped: hasWrapped, &effects)
      case .further, .elsewhere, .nothing:
        guard progress.isFinished else { return }
        search.stopWaiting()
        let words = search.isForOne ? "No further one" : "Not found"
        message = Message("\(words) \(scope(of: progress.request.target))")
      }
    } else if let (hit, hasWrapped) = message?.ofHit, hit == search.list.currentHit {
      announceHit(hasWrapped: hasWrapped)
    }
  }

  /// The search was given up, as the medium failed; what was found stays.
  mutating func take(searchFailed error: CaptureError, _ effects: inout [Effect]) {
    search.stop()
    take(.failed(error), &effects)
  }

  /// The search was stopped by the user; what was found stays.
  mutating func stopSearch(_ effects: inout [Effect]) {
    effects.append(.stopSearching)
    search.stop()
    let count = search.list.hits.count
    let found = count == 0 ? "" : " after \(NumberText.counted(count, "hit")), which \(count == 1 ? "is" : "are") kept"
    let way = keys.keyName(of: .searchNext, in: current).map { "; \($0) goes on" } ?? ""
    message = Message("The search was stopped" + found + way)
  }
}

extension ViewKind {
  /// Whether the view shows pages of the guest, so that a search looks in its memory.
  var showsPages: Bool { self == .pages || self == .map || self == .page }
}
