@_spi(Measuring) import SaveStream

/// The symbols of kernel addresses that the tree shows: of fields, of values in its rows, and of the word under the
/// cursor.
extension TreeView {
  /// Asks for those that are missing.
  mutating func prepareNames(_ scene: inout Scene) {
    guard scene.index.isFinished, let checkpoint = checkpoint(scene) else { return }
    let rows = outline.rows(cursor.visible(count: outline.rowCount, height: max(layout(scene).tree.rows - 1, 1)))
    var others = rows.compactMap { row in address(in: row, of: checkpoint, scene) }
    if focus == .hex, !isResultShown, let word = hex.wordUnderCursor { others.append(word) }
    let missing = fields.missingNames(checkpoint: checkpoint, besides: others)
    if !missing.isEmpty { scene.work(.kernelNames(missing, checkpoint: checkpoint, .tree)) }
  }

  /// The symbol of an address, as of the checkpoint of the selected node.
  func symbol(of address: UInt64?, _ scene: Scene) -> String? {
    guard let address, let checkpoint = checkpoint(scene) else { return nil }
    return fields.symbols[address, checkpoint]?.text(unicode: scene.glyphs.isUnicode)
  }

  /// The symbol of a row's value.
  func symbol(in row: TreeOutline.Row, _ scene: Scene) -> String? {
    checkpoint(scene).flatMap { checkpoint in symbol(of: address(in: row, of: checkpoint, scene), scene) }
  }

  /// The address that is the value of a row of a checkpoint; nil where its value is none, or it is of another
  /// checkpoint.
  private func address(in row: TreeOutline.Row, of checkpoint: Int, _ scene: Scene) -> UInt64? {
    guard let node = row.node, case .address(let address, bytes: 8)? = node.value,
      scene.index.checkpoint(holding: node.offset) == checkpoint
    else { return nil }
    return address
  }
}
