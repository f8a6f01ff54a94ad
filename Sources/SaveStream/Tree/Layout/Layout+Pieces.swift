extension Layout {
  /// A stretch of a structure: a field, a hole between fields, or what follows the structure.
  struct Piece: Sendable {
    enum Content: Sendable {
      case field(FieldType)
      case padding
      case rest
    }

    let name: String
    /// Bytes from the start of the structure.
    let offset: UInt64
    /// Bytes that are there of it; fewer than the field's type occupies where the structure is cut.
    let length: UInt64
    let content: Content
    let meaning: String
  }

  /// The pieces that tile the `available` bytes of a structure, from end to end.
  func pieces(available: UInt64) -> [Piece] {
    var pieces: [Piece] = []
    var position: UInt64 = 0

    func add(_ name: String, to end: UInt64, _ content: Piece.Content, _ meaning: String) {
      let end = min(end, available)
      guard position < end else { return }
      pieces.append(
        Piece(name: name, offset: position, length: end - position, content: content, meaning: meaning))
      position = end
    }

    for field in fields where position < available {
      add("padding@\(position)", to: UInt64(field.offset), .padding, "")
      add(field.name, to: UInt64(field.end), .field(field.type), field.meaning)
    }
    add("padding@\(position)", to: UInt64(byteCount), .padding, "")
    add(rest.name, to: available, .rest, rest.meaning)
    return pieces
  }
}
