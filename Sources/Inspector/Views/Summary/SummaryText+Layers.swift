@_spi(Measuring) import SaveStream

/// What is wrapped around what.
extension SummaryText {
  /// A line for each layer, with a bar that shows how far it reaches in the capture; nothing where there is but one.
  func layersOfTheCapture() -> [[StyledText]] {
    let layers = index.layers
    guard layers.count > 1, index.size > 0 else { return [] }
    let names = layers.map { String(repeating: " ", count: $0.depth) + $0.kind.rawValue }
    let name = max(16, names.map { TextWidth.of($0) }.max() ?? 0)
    let room = max(width - name - 24, 8)
    let cell = { (offset: UInt64) in Int(Double(offset) / Double(index.size) * Double(room)) }
    return [[StyledText("Layers", .heading)]]
      + zip(layers, names).map { layer, words in
        let first = min(cell(layer.range.lowerBound), room - 1)
        let end = max(min(cell(layer.range.upperBound), room), first + 1)
        let size = NumberText.size(layer.range.upperBound - layer.range.lowerBound, scene.units)
        return [
          StyledText("  " + TextWidth.left(words, name), .name),
          StyledText(TextWidth.right(NumberText.hex(layer.offset), 9), .offset),
          StyledText(TextWidth.right(size, 11) + " ", .value),
          StyledText(String(repeating: String(scene.glyphs.barEmpty), count: first), .barEmpty),
          StyledText(String(repeating: String(scene.glyphs.bar), count: end - first), .barFraming),
          StyledText(String(repeating: String(scene.glyphs.barEmpty), count: room - end), .barEmpty),
        ]
      } + [[]]
  }
}
