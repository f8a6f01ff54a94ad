extension Layout {
  /// The number that one field holds; nil when there is no such field, when it is cut, and when it is no number.
  /// - Parameter path: the names that lead to it inside the structure, separated by `/`, as in the tree.
  func number(_ path: String, in bytes: [UInt8], _ order: ByteOrder = .little) -> UInt64? {
    var type = FieldType.structure(self)
    var offset = 0
    for name in path.split(separator: "/") {
      guard let (next, place) = type.part(named: name) else { return nil }
      type = next
      offset += place
    }
    switch type.value(of: bytes.dropFirst(offset), order) {
    case .number(let value), .address(let value, _), .pfn(let value), .named(let value, _): return value
    default: return nil
    }
  }
}

extension FieldType {
  /// A field of a structure, or an element of an array, and the bytes before it.
  fileprivate func part(named name: Substring) -> (FieldType, offset: Int)? {
    switch self {
    case .structure(let layout):
      return layout.fields.first { $0.name == name }.map { ($0.type, $0.offset) }
    case .array(let element, let count):
      guard let place = Int(name.dropFirst().dropLast()), place >= 0, place < count else { return nil }
      return (element, place * element.byteCount)
    default: return nil
    }
  }
}
