/// A record of a libxc or libxl stream that is made of a checkpoint: written anew, or with a body that is copied.
enum ImageRecord: Sendable {
  case written(WrittenRecord)
  /// Its type, what its body begins with, and the rest of it in the capture (file offsets).
  case copied(UInt32, head: [UInt8], Range<UInt64>)

  /// The most bytes of a record that a receiver of libxc takes (`REC_LENGTH_MAX`, Xen 4.10 and later).
  static let maximumLength: UInt64 = 128 << 20

  /// A record of one vCPU whose content is copied.
  static func vcpu(_ record: WrittenRecord, _ content: Range<UInt64>) -> ImageRecord {
    .copied(record.type, head: record.body(.little), content)
  }
}

extension LibxlStreamWriter {
  /// Writes a record of the stream inside.
  mutating func write(_ record: ImageRecord, from capture: Capture) throws {
    switch record {
    case .written(let record): try libxc.write(record)
    case .copied(let type, let head, let range):
      let length = UInt64(head.count) + UInt64(range.count)
      guard length <= ImageRecord.maximumLength else { throw LegacyConversion.Failure.partTooLong(range.lowerBound) }
      try libxc.beginRecord(type, length: UInt32(length))
      try libxc.write(head.span)
      try capture.forEachPiece(of: range) { try libxc.write($0.span) }
    }
  }
}

extension Capture {
  /// Calls `body` with the bytes of a range of file offsets, a piece at a time.
  /// - Throws: when they cannot be read or are not all there, and what `body` throws.
  func forEachPiece(of range: Range<UInt64>, _ body: ([UInt8]) throws -> Void) throws {
    var position = range.lowerBound
    while position < range.upperBound {
      let piece = try bytes(at: position, count: Int(min(range.upperBound - position, 1 << 18)))
      guard !piece.isEmpty else {
        throw CaptureError(.changed, path: path, offset: position, reason: "ends earlier than when it was read")
      }
      try body(piece)
      position += UInt64(piece.count)
    }
  }
}
