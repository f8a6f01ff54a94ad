/// Finds the stream when nothing tells what begins where it should, as its first bytes are damaged, or those of what is
/// around it: by the magic of libxl or libxc near there, or else by its first records.
struct HeadSearch {
  let draft: CheckpointDraft
  let salvage: Salvage
  /// The layer around the stream; nil where there is none.
  let outer: Layer?

  /// What was found.
  enum Head {
    case libxl
    /// libxc's headers.
    case libxc
    /// Records whose headers are lost, and what these must have said.
    case records(MigrationHeader)
    /// Chunks of a legacy stream, whose header may be lost.
    case chunks(LegacyHeader)
  }

  /// Where a stream was found.
  struct Found {
    let head: Head
    /// The file offset from which it is read on.
    let offset: UInt64
    let sign: PlaceSign
    /// Whether the header is there, and what follows it damaged.
    var isHeaderSound = false
  }

  /// Bytes that are looked through.
  static let mostBytes: UInt64 = 16 << 20
  /// Bytes from libxl's header to libxc's: a header and the head of a record.
  private static let libxlByteCount = UInt64(LibxlHeader.layout.byteCount) + RecordHead.byteCount

  /// The stream that is nearest to a file offset where one should begin; nil where there is none.
  func stream(
    near offset: UInt64, _ options: ReadingOptions, _ hint: LegacyHint
  ) throws(CaptureError) -> Found? {
    // Bytes may be missing of what is around it, or a length in it lie, so that it claims some of the stream's.
    let near = outer.map { min(offset, max($0.offset + 8, offset - min(offset, Self.mostBytes))) } ?? offset
    let magic = try magic(in: near..<offset + Self.mostBytes)
    if let magic, magic.offset <= offset + Salvage.nearBytes { return magic }
    let records = try records(from: offset)
    if let records, records.offset <= offset + MigrationHeader.byteCount { return records }
    // Magics and records are in guests' memory, too.
    let found = [magic, records, try legacy(near: offset, from: near, options, hint)].compactMap { $0 }
    return found.min { $0.offset < $1.offset }
  }

  private func legacy(
    near offset: UInt64, from near: UInt64, _ options: ReadingOptions, _ hint: LegacyHint
  ) throws(CaptureError) -> Found? {
    var chunks = near < offset ? try chunks(in: near..<offset, options, hint) : nil
    if chunks == nil { chunks = try self.chunks(in: offset..<offset + Self.mostBytes, options, hint) }
    guard let chunks else { return nil }
    let header = chunks.header
    return Found(
      head: .chunks(header), offset: header.isAssumed ? chunks.found : header.offset, sign: chunks.sign,
      isHeaderSound: !header.isAssumed)
  }

  private var isInsideLibxl: Bool { outer?.kind == .libxl2 }

  // MARK: Magics

  /// A stream that begins at a file offset, but for the first bytes of its magic.
  func magic(at offset: UInt64) throws(CaptureError) -> Found? {
    let found = try magic(in: offset..<offset + 1)
    return found?.offset == offset ? found : nil
  }

  private func magic(in range: Range<UInt64>) throws(CaptureError) -> Found? {
    var position = range.lowerBound
    while position < range.upperBound {
      let bytes = try draft.capture.bytes(at: position, count: ByteWindow.capacity)
      let last = bytes.count - Self.shortest
      guard last >= 0 else { return nil }
      for place in 0...last where bytes[place] == 0x4c || bytes[place] == 0x58 {
        if let found = try magic(bytes, at: place, position, range.lowerBound) { return found }
      }
      position += UInt64(last + 1)
    }
    return nil
  }

  /// Bytes that are looked at where a magic may be: libxl's, or libxc's without the marker in front of it.
  private static let shortest = 8

  private func magic(
    _ bytes: [UInt8], at place: Int, _ start: UInt64, _ floor: UInt64
  ) throws(CaptureError) -> Found? {
    let here = bytes[place..<place + Self.shortest]
    let offset = start + UInt64(place)
    let sign = PlaceSign(.wholeMagic, count: Self.shortest, .certain)
    if !isInsideLibxl, here.elementsEqual(LayerMagic.libxl2.bytes) {
      return Found(head: .libxl, offset: offset, sign: sign)
    }
    let isLibxc = (2...3).contains { here.elementsEqual(Array("XENF".utf8) + [0, 0, 0, $0]) }
    guard isLibxc, offset >= floor + 8 else { return nil }
    let image = offset - 8
    if !isInsideLibxl, image >= floor + Self.libxlByteCount,
      let head = try RecordHead.read(draft.window, at: image - RecordHead.byteCount, .little),
      head.type == LibxlRecordType.libxcContext.rawValue, head.length == 0
    {
      return Found(head: .libxl, offset: image - Self.libxlByteCount, sign: sign)
    }
    return Found(head: .libxc, offset: image, sign: sign)
  }

  // MARK: Records

  /// The records behind headers at a file offset of which nothing makes sense but the magic; nil where they stand right
  /// behind those, and tell what is wrong with them, or there are none.
  func records(behindDamagedHeadersAt offset: UInt64) throws(CaptureError) -> Found? {
    let bytes = try draft.bytes(at: offset, count: MigrationHeader.byteCount)
    guard let header = MigrationHeader(bytes, at: offset), header.guest == nil || !(2...3).contains(header.version),
      let found = try records(from: offset), found.offset != offset + MigrationHeader.byteCount
    else { return nil }
    return found
  }

  private func records(from offset: UInt64) throws(CaptureError) -> Found? {
    let grammar = MigrationGrammar(behindLostHeaders: salvage.window, outer: outer?.kind)
    let first = offset + MigrationHeader.byteCount
    var found: UInt64?
    if case .believed = try grammar.verdict(at: first) {
      found = first
    } else {
      found = try salvage.search.first(in: offset..<offset + Self.mostBytes, grammar) { draft.builder.isStopRequested }
    }
    guard let found else { return nil }
    let sign = try salvage.sign(at: found, grammar)
    guard sign.certainty != .guess || found == first,
      let header = try MigrationHeader(of: draft.window, recordsAt: found)
    else { return nil }
    return Found(head: .records(header), offset: found, sign: sign)
  }
}

extension MigrationHeader {
  /// What headers that are lost must have said, by the records behind them.
  init?(of window: ByteWindow, recordsAt first: UInt64) throws(CaptureError) {
    var (hasStaticData, guest) = (false, GuestKind?.none)
    var position = first
    for _ in 0..<Self.mostRecords {
      guard let head = try RecordHead.read(window, at: position, .little), head.end > position else { break }
      let type = MigrationRecordType(rawValue: head.type)
      guard type.isTaken, type != .end, type != .checkpoint else { break }
      if [.staticDataEnd, .cpuidPolicy, .msrPolicy].contains(type) { hasStaticData = true }
      guest = guest ?? type.guest
      position = head.end
    }
    guard position > first else { return nil }
    self.init(assumedBefore: first, version: hasStaticData ? 3 : 2, guest: guest ?? .hvm)
  }

  /// Records that are looked at.
  private static let mostRecords = 1 << 16
}

extension MigrationGrammar {
  /// That of records whose headers are lost, which say neither of which order its numbers are nor how many pages a
  /// guest has.
  init(behindLostHeaders window: ByteWindow, outer: Layer.Kind?) {
    self.init(
      window: window, order: .little, format: .migration(.little), pfnEnd: IndexSnapshot.unboundedPFNEnd, outer: outer)
  }
}
