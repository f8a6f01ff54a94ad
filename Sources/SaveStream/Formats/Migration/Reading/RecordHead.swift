/// The head of a record of a v2 or v3 stream, or of libxl: what stands in its first eight bytes.
///
/// ```
/// 0 u32 type   4 u32 length   8 body (length bytes)   zeros up to a multiple of 8
/// ```
/// Padding counts from the record, not from the file: behind an envelope of odd length all records stand at odd
/// offsets.
struct RecordHead: Sendable, Equatable {
  /// The file offset of the first byte.
  let offset: UInt64
  let type: UInt32
  /// Bytes of the body, as stated.
  let length: UInt32

  /// Bytes of the head.
  static let byteCount: UInt64 = 8

  /// The file offsets of the body as stated; may reach past the end of the capture.
  var body: Range<UInt64> {
    let start = offset &+ Self.byteCount
    return start..<max(start, start &+ UInt64(length))
  }

  /// One past the last byte of padding.
  var end: UInt64 { max(body.upperBound, body.lowerBound &+ ((UInt64(length) &+ 7) & ~7)) }

  /// Bytes of padding.
  var paddingLength: UInt64 { end - body.upperBound }

  /// The head at a file offset; nil when the capture ends inside it.
  static func read(
    _ window: ByteWindow, at offset: UInt64, _ order: ByteOrder
  ) throws(CaptureError) -> RecordHead? {
    if !window.corrections.isEmpty, order == .little {
      guard let type = try window.framingNumber(at: offset), let length = try window.framingNumber(at: offset + 4)
      else {
        return nil
      }
      return RecordHead(offset: offset, type: type, length: length)
    }
    return try window.withBytes(at: offset, count: Int(byteCount)) { bytes in
      let word = bytes.word(at: 0, bytes: 8, order)
      let (first, second) = (UInt32(truncatingIfNeeded: word), UInt32(truncatingIfNeeded: word >> 32))
      return order == .little
        ? RecordHead(offset: offset, type: first, length: second)
        : RecordHead(offset: offset, type: second, length: first)
    }
  }
}

extension RecordHead {
  /// Records of one stretch that are listed.
  private static let mostListed = 1 << 18

  /// The heads of the records that stand one behind the other in a range of file offsets.
  /// - Parameter isLast: whether the list ends with a record.
  static func list(
    in range: Range<UInt64>, _ order: ByteOrder, _ reader: TreeReader,
    upTo isLast: (RecordHead) -> Bool = { _ in false }
  ) -> [RecordHead] {
    let window = ByteWindow(reader.capture, correctedBy: reader.index)
    var heads: [RecordHead] = []
    var position = range.lowerBound
    while position < range.upperBound, range.upperBound - position >= byteCount, heads.count < mostListed,
      let head = try? read(window, at: position, order)
    {
      heads.append(head)
      guard head.end > position, !isLast(head) else { break }
      position = head.end
    }
    return heads
  }
}
