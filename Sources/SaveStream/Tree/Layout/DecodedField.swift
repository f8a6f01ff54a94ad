/// A field of a structure with its value, for a diff or for lighting the bytes of a field.
package struct DecodedField: Sendable, Equatable {
  /// The names that lead to it inside the structure, separated by `/`, as in the tree.
  package let path: String
  /// nil when the field is cut.
  package let value: FieldValue?
  /// Bytes from the start of the structure.
  package let offset: Int
  /// Bytes that are there of it.
  package let length: Int
}

extension Layout {
  /// Every field without fields of its own that `bytes` hold, in ascending order of offset. Padding is left out.
  ///
  /// Linear in the bytes; meant for structures of a few KiB.
  package func decode(_ bytes: [UInt8], _ order: ByteOrder = .little) -> [DecodedField] {
    var decoded: [DecodedField] = []
    decode(bytes[...], order, at: 0, under: "", into: &decoded)
    return decoded
  }

  private func decode(
    _ bytes: ArraySlice<UInt8>, _ order: ByteOrder, at start: Int, under path: String,
    into decoded: inout [DecodedField]
  ) {
    for piece in pieces(available: UInt64(bytes.count)) {
      let offset = Int(piece.offset)
      let slice = bytes.dropFirst(offset).prefix(Int(piece.length))
      switch piece.content {
      case .padding: continue
      case .field(let type):
        type.decode(slice, order, at: start + offset, path: path + piece.name, into: &decoded)
      case .rest:
        let type = rest.element.map { FieldType.array($0, count: slice.count) } ?? .bytes(slice.count)
        type.decode(slice, order, at: start + offset, path: path + piece.name, into: &decoded)
      }
    }
  }

  fileprivate func decodeNested(
    _ bytes: ArraySlice<UInt8>, _ order: ByteOrder, at start: Int, path: String, into decoded: inout [DecodedField]
  ) {
    decode(bytes, order, at: start, under: path + "/", into: &decoded)
  }
}

extension FieldType {
  fileprivate func decode(
    _ bytes: ArraySlice<UInt8>, _ order: ByteOrder, at start: Int, path: String, into decoded: inout [DecodedField]
  ) {
    switch self {
    case .structure(let layout):
      layout.decodeNested(bytes.prefix(layout.byteCount), order, at: start, path: path, into: &decoded)
    case .array(let element, let count):
      let stride = max(element.byteCount, 1)
      for (index, position) in Swift.stride(from: 0, to: bytes.count, by: stride).enumerated().prefix(count) {
        element.decode(
          bytes.dropFirst(position).prefix(stride), order, at: start + position, path: "\(path)/[\(index)]",
          into: &decoded)
      }
    default:
      decoded.append(DecodedField(path: path, value: value(of: bytes, order), offset: start, length: bytes.count))
    }
  }
}
