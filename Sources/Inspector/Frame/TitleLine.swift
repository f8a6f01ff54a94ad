@_spi(Measuring) import SaveStream

/// The first line: the names of the captures, and what is known of the first.
struct TitleLine {
  let scene: Scene
  /// Whether the view shows both captures, where two are compared.
  let isComparing: Bool

  func draw(into grid: inout Grid) {
    grid.clear(row: 0, style: .title)
    // Two names are worth more than what is known of the first capture.
    let wanted = min(TextWidth.of(names(.max).joined(separator: " ")), scene.other == nil ? 24 : grid.columns * 2 / 3)
    let right = facts.first { TextWidth.of($0) + wanted + 3 <= grid.columns } ?? ""
    let names = names(grid.columns - TextWidth.of(right) - 3)
    grid.put(right, row: 0, endingAt: grid.columns, style: .title)
    let end = grid.put(" \(names[0]) ", row: 0, column: 0, style: .titleCurrent)
    // Every view but one shows the first of two captures alone.
    grid.put(names.dropFirst().joined(), row: 0, column: end, style: isComparing ? .titleCurrent : .title)
  }

  /// The name of the capture, or that and what it is compared with, in at most `width` cells with a blank between.
  private func names(_ width: Int) -> [String] {
    if let other = scene.other { return other.names.texts(width, scene.glyphs) }
    // The folder tells files of one name apart, where there is room for it.
    let parts = scene.path.split(separator: "/").suffix(2)
    let forms = [parts.joined(separator: "/"), parts.last.map(String.init) ?? scene.path].map {
      EscapedText.of($0, unicode: scene.glyphs.isUnicode)
    }
    let withFolder = CaptureNames.shortened(forms[0], width, fewest: Self.fewestFolderCells, scene.glyphs)
    return [withFolder ?? TextWidth.fitted(forms[1], width, scene.glyphs)]
  }

  private static let fewestFolderCells = 8

  /// What is known of the capture, from all of it to the least.
  private var facts: [String] {
    let index = scene.index
    let checkpoints = index.checkpoints.isEmpty ? [] : [NumberText.counted(index.checkpoints.count, "checkpoint")]
    let size = [NumberText.size(index.size, scene.units)]
    var facts = [checkpoints + size, size]
    if let stream = index.stream {
      facts.insert([StreamText.short(stream)] + checkpoints + size, at: 0)
      facts.insert([StreamText.shortest(stream)] + checkpoints + size, at: 1)
    }
    // Worth more than all that is known of it: what is shown may be in the file no more, or a receiver not see it so.
    let warnings = (scene.isFileChanged ? ["file changed"] : []) + (scene.isDamaged ? ["damaged"] : [])
    if !warnings.isEmpty { facts = (facts + [[]]).map { warnings + $0 } }
    return facts.map { $0.joined(separator: " \(scene.glyphs.dot) ") + " " }
  }
}
