@_spi(Measuring) import SaveStream

/// A list of places to walk through: what a search has found, or what was marked and noted.
struct PlacesView: InspectorView {
  /// What is listed.
  private(set) var list = PlaceList.hits
  private var cursor = ListCursor()

  private func count(_ scene: Scene) -> Int {
    switch list {
    case .hits: scene.search.list.hits.count
    case .marks: scene.marks.count
    }
  }

  private func height(_ scene: Scene) -> Int { max(scene.rows - 1, 1) }

  mutating func perform(_ command: Command, _ scene: inout Scene) {
    if cursor.perform(command, count: count(scene), height: height(scene)) { return }
    switch command {
    case .activate: go(&scene)
    case .copy:
      guard cursor.selected < count(scene) else { return scene.say("There is nothing to copy") }
      let text = text(at: cursor.selected, scene).left
      scene.requests.append(.effect(.copy(text)))
      scene.say("Copied \(text)")
    default: break
    }
  }

  private func go(_ scene: inout Scene) {
    guard cursor.selected < count(scene) else { return }
    switch list {
    case .hits: scene.requests.append(.hit(cursor.selected))
    case .marks: scene.go(to: scene.marks[cursor.selected].place)
    }
  }

  mutating func click(row: Int, column: Int, isDouble: Bool, _ scene: inout Scene) {
    let place = cursor.top + row - 1
    guard row > 0, place < count(scene) else { return }
    cursor.select(place, count: count(scene), height: height(scene))
    if isDouble { go(&scene) }
  }

  mutating func wheel(by rows: Int, row: Int, column: Int, _ scene: inout Scene) {
    cursor.scroll(by: rows, count: count(scene), height: height(scene))
  }

  mutating func go(to place: Place, _ scene: inout Scene) {
    switch place {
    case .places(let list):
      self.list = list
      let current = list == .hits ? scene.search.list.current ?? 0 : 0
      cursor = ListCursor()
      cursor.select(current, count: count(scene), height: height(scene))
    case .row(let row): cursor.select(Int(clamping: row), count: count(scene), height: height(scene))
    case .within(.places(let list), .row(let row, _)):
      self.list = list
      cursor.select(row, count: count(scene), height: height(scene))
    default: break
    }
  }

  mutating func prepare(_ scene: inout Scene) { cursor.fit(count: count(scene), height: height(scene)) }

  func position(_ scene: Scene) -> ViewPosition {
    var position = ViewPosition(place: .places(list))
    position.unit = list == .hits ? "matches" : "places"
    position.spot = .row(cursor.selected)
    position.words = list == .hits ? "what the search has found" : "what was marked and noted"
    if count(scene) > 0 { position.row = (UInt64(cursor.selected) + 1, UInt64(count(scene))) }
    return position
  }
}

/// Drawing.
extension PlacesView {
  func draw(into grid: inout Grid, _ scene: Scene) {
    grid.clear(row: 0, style: .heading)
    grid.put(TextWidth.fitted(head(scene), scene.columns - 2, scene.glyphs), row: 0, column: 1, style: .heading)
    guard count(scene) > 0 else {
      grid.put(lines: emptyWords(scene), row: 1, column: 1, style: .dim)
      return
    }
    for (line, place) in cursor.visible(count: count(scene), height: height(scene)).enumerated() {
      let text = text(at: place, scene)
      let end = grid.put(text.left, row: line + 1, column: 2, style: .offset, limit: Self.leftWidth)
      let start = max(Self.leftWidth + 3, end + 1)
      let shown = Self.shown(text.right, text.lit, in: scene.columns - start, scene.glyphs)
      grid.put(shown.words, row: line + 1, column: start)
      if let lit = shown.lit {
        grid.restyle(row: line + 1, columns: start + lit.lowerBound..<start + lit.upperBound, .match)
      }
      if place == cursor.selected { grid.select(row: line + 1, sign: scene.glyphs, at: 0) }
    }
  }

  private static let leftWidth = 18

  /// Words and the cells of the match in them; from further on where the match would lie beyond the edge.
  private static func shown(
    _ words: String, _ lit: Range<Int>?, in room: Int, _ glyphs: Glyphs
  ) -> (words: String, lit: Range<Int>?) {
    guard let lit else { return (words, nil) }
    // The cell before a match is for the sign that stands for what is left out.
    let shift = min(lit.lowerBound - 1, lit.upperBound - room)
    guard shift > 0 else { return (words, lit) }
    return (
      String(glyphs.ellipsis) + TextWidth.dropping(words, shift + 1), lit.lowerBound - shift..<lit.upperBound - shift
    )
  }

  private func head(_ scene: Scene) -> String {
    switch list {
    case .hits:
      "\(NumberText.counted(count(scene), "match"))\(scene.search.list.isComplete ? "" : " so far")"
        + (scene.search.list.isFull ? ", as many as are kept" : "") + (scene.searchScope.map { " \($0)" } ?? "")
    case .marks: "marks and notes"
    }
  }

  private func emptyWords(_ scene: Scene) -> String {
    switch list {
    case .hits:
      let key = scene.keys.keyWord(of: .search, in: .places)
      return "Nothing was found so far: \(key) starts a search."
    case .marks:
      let key = scene.keys.keyWord(of: .mark, in: .summary)
      return "Nothing was marked so far: \(key) and a letter marks a place, :note TEXT notes something on it."
    }
  }

  /// What stands in a row: where it is, what is there, and the cells of that which are the match.
  private func text(at place: Int, _ scene: Scene) -> (left: String, right: String, lit: Range<Int>?) {
    switch list {
    case .marks:
      let mark = scene.marks[place]
      // The note comes first: it is what there is no room to lose.
      let note = mark.note.map { EscapedText.of($0, unicode: scene.glyphs.isUnicode) + "  " } ?? ""
      let words = EscapedText.of(mark.words, unicode: scene.glyphs.isUnicode)
      return (mark.letter.map(String.init) ?? "note", note + words, nil)
    case .hits:
      let hit = scene.search.list.hits[place]
      switch hit.match {
      case .bytes, .memory, .node: return (NumberText.hex(hit.place), excerpt(of: hit), hit.excerpt?.match)
      case .row: return ("row \(NumberText.grouped(hit.place + 1))", "", nil)
      case .line:
        let words = EscapedText.of(hit.words ?? "", unicode: scene.glyphs.isUnicode)
        return ("line \(NumberText.grouped(hit.place + 1))", words, scene.pattern?.cells(in: words).first)
      }
    }
  }

  private func excerpt(of hit: SearchHit) -> String {
    var text = String.UnicodeScalarView()
    for byte in hit.excerpt?.bytes ?? [] { text.append(Unicode.Scalar(EscapedText.character(of: byte))) }
    return String(text)
  }
}
