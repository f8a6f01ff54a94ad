/// Finds the next record of a v2 or v3 stream behind zeros that stand where one should begin.
struct RecordSearch {
  let window: ByteWindow
  let order: ByteOrder
  /// How the words of PFN arrays are spelt, and one past the highest PFN.
  let format: EntryFormat
  let pfnEnd: UInt64

  /// What was found.
  struct Found: Equatable {
    let offset: UInt64
    /// Whole records from there on, one behind the other, up to the END.
    let records: Int
  }

  /// Bytes that are searched at most: those of two records of pages.
  static let mostBytes: UInt64 = 9 << 20
  /// Records that are counted.
  private static let mostRecords = 1 << 16
  /// Pages of a record that Xen's senders write.
  private static let mostPages: UInt64 = 1024

  /// The first record that is beyond doubt from a file offset on, in steps of eight bytes.
  func next(from start: UInt64) throws(CaptureError) -> Found? {
    let zeros = ZeroStretch(window: window)
    var position = start
    while position - start < Self.mostBytes {
      let count = try zeros.there(position, UInt64(ByteWindow.capacity)) & ~7
      guard count >= 16 else { return nil }
      let places = try window.withBytes(at: position, count: count) { possible($0) } ?? []
      for place in places where try isRecord(at: position + UInt64(place)) {
        let offset = position + UInt64(place)
        return Found(offset: offset, records: try countRecords(from: offset))
      }
      position += UInt64(count - 8)
    }
    return nil
  }

  /// Places at which the head of a record could stand that can be told from other bytes.
  private func possible(_ bytes: Span<UInt8>) -> [Int] {
    stride(from: 0, to: bytes.count - 15, by: 8).filter { place in
      let type = bytes.word(at: place, bytes: 4, order)
      let length = bytes.word(at: place + 4, bytes: 4, order)
      switch MigrationRecordType(rawValue: UInt32(truncatingIfNeeded: type)) {
      case .pageData: return length > 16 && (1...Self.mostPages).contains(bytes.word(at: place + 8, bytes: 4, order))
      case .tscInfo: return length == UInt64(TSCInfo.migration.byteCount)
      case .vcpuBasic: return [32, 64].contains { length == 8 + UInt64(VcpuContext.layout(guestBits: $0).byteCount) }
      case .hvmContext: return length > 32 && bytes.word(at: place + 8, bytes: 4, order) == 1
      default: return false
      }
    }
  }

  private func isRecord(at offset: UInt64) throws(CaptureError) -> Bool {
    guard let head = try RecordHead.read(window, at: offset, order) else { return false }
    switch MigrationRecordType(rawValue: head.type) {
    case .pageData: return try isPageData(head)
    case .hvmContext:
      return try number(at: head.body.lowerBound + HVMRecord.descriptorByteCount) == HVMContext.magic
    default:
      // The next one must be known, too.
      guard let next = try RecordHead.read(window, at: head.end, order) else { return false }
      return MigrationRecordType(rawValue: next.type).isTaken && next.type != 0
    }
  }

  /// Whether the entries of a record explain its length to the byte.
  private func isPageData(_ head: RecordHead) throws(CaptureError) -> Bool {
    let first = head.body.lowerBound + MigrationReader.fieldsByteCount
    guard let count = try number(at: head.body.lowerBound), count <= Self.mostPages else { return false }
    // What is no entry has to be whole pages; most that looks like a head is told by that, without a look at entries.
    let images = Int(head.length) - Int(MigrationReader.fieldsByteCount + count * 8)
    guard images >= 0, images % pageSize == 0, try window.capture.wait(for: first + count * 8) else { return false }
    let scan = try window.withBytes(at: first, count: Int(count) * 8) { bytes in
      EntryScan(bytes, format, pfnEnd: pfnEnd)
    }
    guard let scan, scan.outOfRange.isEmpty, scan.undefinedType.isEmpty, scan.repeated == nil else { return false }
    return images == scan.contentCount * pageSize
  }

  /// The 32-bit number at a file offset, in the stream's order.
  private func number(at offset: UInt64) throws(CaptureError) -> UInt64? {
    try window.withBytes(at: offset, count: 4) { $0.word(at: 0, bytes: 4, order) }
  }

  private func countRecords(from start: UInt64) throws(CaptureError) -> Int {
    var position = start
    var count = 0
    while count < Self.mostRecords, let head = try RecordHead.read(window, at: position, order),
      MigrationRecordType(rawValue: head.type).isTaken, try window.capture.wait(for: head.end)
    {
      count += 1
      position = head.end
      if head.type == MigrationRecordType.end.rawValue { break }
    }
    return count
  }
}
