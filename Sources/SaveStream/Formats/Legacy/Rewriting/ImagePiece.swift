/// A stretch of an image: bytes of the capture as they are, or others that stand in their place.
enum ImagePiece: Equatable {
  /// File offsets.
  case copied(Range<UInt64>)
  case written([UInt8])

  var byteCount: UInt64 {
    switch self {
    case .copied(let range): range.upperBound - range.lowerBound
    case .written(let bytes): UInt64(bytes.count)
    }
  }
}
