@_spi(Measuring) import SaveStream

/// What is known of a node itself, in lines: where it is, what it means, what is wrong with it, its value.
enum NodeFacts {
  static func lines(_ node: TreeNode, columns: Int, _ scene: Scene) -> [[StyledText]] {
    let unicode = scene.glyphs.isUnicode
    var lines = [place(node.kind.rawValue + ", ", node.length, at: node.offset)]
    // On one line for a delta, whose run map wants the room.
    let pfn = node.pfn.map { [StyledText("PFN ", .dim), StyledText(NumberText.hex($0), .value)] }
    if let pfn, node.kind == .delta { lines[0] += [StyledText(", ", .dim)] + pfn }
    for range in node.otherRanges {
      lines.append(place("and ", range.upperBound - range.lowerBound, at: range.lowerBound))
    }
    if let pfn, node.kind != .delta { lines.append(pfn) }
    lines += TextWidth.wrapped(EscapedText.of(node.meaning, unicode: unicode), columns).map { [StyledText($0)] }
    lines += finding(of: node, columns: columns, scene)
    if let value = node.value, node.pfn.map({ value != .pfn($0) }) ?? true {
      lines += self.lines(of: value, columns: columns, scene).map { [StyledText($0, .value)] }
    }
    return lines
  }

  /// The value; a text of several lines as these lines.
  private static func lines(of value: FieldValue, columns: Int, _ scene: Scene) -> [String] {
    guard case .text(let text) = value, case let lines = text.prefix(longestText).lines, lines.count > 1 else {
      return TextWidth.wrapped(FieldText.of(value, glyphs: scene.glyphs), columns)
    }
    return lines.map { TextWidth.fitted($0.escaped(unicode: scene.glyphs.isUnicode), columns, scene.glyphs) }
  }

  /// Bytes of a text that are shown.
  private static let longestText = 16384

  private static func place(_ what: String, _ length: UInt64, at offset: UInt64) -> [StyledText] {
    [
      StyledText("\(what)\(NumberText.counted(length, "byte")) at ", .dim),
      StyledText(NumberText.hex(offset), .offset),
    ]
  }

  /// What is wrong with the node, in the words of the finding where the index holds it.
  private static func finding(of node: TreeNode, columns: Int, _ scene: Scene) -> [[StyledText]] {
    let finding = scene.finding(of: node)
    guard let rule = finding?.rule ?? node.finding else { return [] }
    let severity = finding?.severity ?? .warning
    let words = finding.map(FindingText.message(for:)) ?? rule.rawValue
    return TextWidth.wrapped("\(severity.sign(scene.glyphs)) \(severity.rawValue): \(words)", columns).map {
      [StyledText($0, severity.style)]
    }
  }
}
