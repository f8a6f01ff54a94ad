/// Finds the next record of a XAPI suspend image behind bytes whose length nothing tells.
struct XapiRecordSearch {
  let window: ByteWindow

  /// Bytes that are searched at most.
  static let mostBytes: UInt64 = 256 << 20
  /// Records that are followed to see whether they lead anywhere.
  private static let mostRecords = 16
  /// The most bytes of a record that is believed.
  private static let mostPayload: UInt64 = 64 << 20
  /// Bytes behind an End_of_image that have to be zero, or not there.
  private static let zerosBehind: UInt64 = 4096

  /// The first file offset from `start` on, and before `limit`, at which a record begins that is beyond doubt.
  func next(from start: UInt64, before limit: UInt64 = .max) throws(CaptureError) -> UInt64? {
    var position = start
    let last = min(limit, start.addingReportingOverflow(Self.mostBytes).overflow ? .max : start + Self.mostBytes)
    while position < last {
      let count = try there(position, upTo: min(last, position + UInt64(ByteWindow.capacity)))
      guard count >= XapiRecord.headByteCount else { return nil }
      let heads = try window.withBytes(at: position, count: Int(count)) { Self.possibleHeads($0) } ?? []
      for head in heads where try isBelievable(at: position + UInt64(head)) { return position + UInt64(head) }
      // A head may begin in the last bytes of the piece.
      position += count - (XapiRecord.headByteCount - 1)
    }
    return nil
  }

  /// Whether a record begins at a file offset from which known records lead to the end of an image, or to the state of
  /// QEMU.
  func isBelievable(at offset: UInt64) throws(CaptureError) -> Bool {
    var position = offset
    for _ in 0..<Self.mostRecords {
      guard let record = try XapiRecord.read(window, at: position), let kind = record.kind,
        kind.hasLength || kind == .endOfImage, record.length <= Self.mostPayload
      else { return false }
      switch kind {
      case .endOfImage:
        guard record.length == 0 else { return false }
        return try isFollowedByNothing(record.headEnd)
      case .qemuTraditional:
        return try window.capture.bytes(at: record.headEnd, count: QEMUState.magic.count) == QEMUState.magic
      default: position = record.end
      }
    }
    return false
  }

  private func isFollowedByNothing(_ offset: UInt64) throws(CaptureError) -> Bool {
    let count = try there(offset, upTo: offset + Self.zerosBehind)
    return try window.withBytes(at: offset, count: Int(count)) { bytes in
      bytes.indices.allSatisfy { bytes[$0] == 0 }
    } ?? true
  }

  /// Bytes that the capture has of a stretch.
  private func there(_ offset: UInt64, upTo end: UInt64) throws(CaptureError) -> UInt64 {
    let reached = try window.capture.wait(for: end) ? end : min(end, window.capture.size)
    return reached - min(offset, reached)
  }

  /// Places of bytes that could be the type of a record that holds its own bytes, or of the last one.
  private static func possibleHeads(_ bytes: Span<UInt8>) -> [Int] {
    var places: [Int] = []
    var place = 0
    while place + Int(XapiRecord.headByteCount) <= bytes.count {
      let (low, high) = (bytes[place], bytes[place + 1])
      if high == 0x0f || (high == 0 && low == 0x0f) || (high == 0xff && low == 0xff),
        (2..<8).allSatisfy({ bytes[place + $0] == 0 })
      {
        places.append(place)
      }
      place += 1
    }
    return places
  }
}
