@_spi(Measuring) import SaveStream

/// The entries of one checkpoint of a legacy stream, read from its bytes alone, chunk by chunk and word by word. It
/// shares no code with the readers that it judges, and gives up where one chunk does not lead to the next.
struct NaiveBody {
  struct Entry {
    let pfn: UInt64
    let type: PageType
    /// A page image, or in a compressed body a delta; nil where the entry has none, or it is cut or faulty.
    var content: [UInt8]?
    /// Whether it is sent to be compared only.
    let isVerified: Bool
  }

  private(set) var entries: [Entry] = []
  private let bytes: [UInt8]
  private let wordBytes: Int
  /// The payload of all compressed chunks.
  private var deltas: [UInt8] = []
  private var position: Int
  private var isVerifying = false

  /// Reads the body that begins at a file offset.
  init(_ bytes: [UInt8], from offset: UInt64, wordBytes: Int, isCompressed: Bool) {
    self.bytes = bytes
    self.wordBytes = wordBytes
    position = Int(offset)
    while let id = number(4), readChunk(Int32(truncatingIfNeeded: id), hasImages: !isCompressed) {}
    if isCompressed { bindDeltas() }
  }

  /// Little-endian, and then moves on; nil where the capture ends before.
  private mutating func number(_ count: Int) -> UInt64? {
    guard position + count <= bytes.count else { return nil }
    defer { position += count }
    return bytes[position..<position + count].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Reads what is behind a chunk's id, and returns whether another chunk follows.
  private mutating func readChunk(_ id: Int32, hasImages: Bool) -> Bool {
    switch id {
    case 1...1024: return readBatch(Int(id), hasImages: hasImages)
    case -1: isVerifying = true
    case -2: position += 8 * (Int(number(4) ?? 0) / 64 + 1)
    case -7: position += 20
    // The last is what a capture broken on purpose has.
    case -9, -13, -22: break
    case -12:
      guard let length = number(wordBytes), length < 1 << 31 else { return false }
      deltas += bytes[position...].prefix(Int(length))
      position += Int(length)
    case -18: position += Int(number(4) ?? 0)
    case -21 ... -3 where id != -5 && id != -6: position += 12
    default: return false
    }
    return position < bytes.count
  }

  private mutating func readBatch(_ count: Int, hasImages: Bool) -> Bool {
    let first = entries.count
    for _ in 0..<count {
      guard let word = number(wordBytes) else { return false }
      let type = PageType(rawValue: UInt8(word >> 28 & 0xf))
      entries.append(Entry(pfn: word & ~0xf000_0000, type: type, content: nil, isVerified: isVerifying))
    }
    guard hasImages else { return true }
    for place in first..<entries.count where entries[place].type.rawValue < 13 {
      guard position + 4096 <= bytes.count else { return false }
      entries[place].content = Array(bytes[position..<position + 4096])
      position += 4096
    }
    return true
  }

  /// Gives each entry with content the next delta, up to the first that is none.
  private mutating func bindDeltas() {
    var rest = deltas[...]
    for place in entries.indices where entries[place].type.rawValue < 13 {
      guard let length = Self.deltaLength(rest) else { return }
      entries[place].content = Array(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
  }

  /// Bytes of the delta that comes first; nil when it breaks the rules or does not end.
  private static func deltaLength(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let first = bytes.first else { return nil }
    if first == 0 { return 1 }
    if first == 0x80 { return bytes.count > 4096 ? 4097 : nil }
    var (length, words) = (0, 0)
    while words < 1024 {
      guard length < bytes.count else { return nil }
      let marker = bytes[bytes.startIndex + length]
      let count = Int(marker & 0x7f)
      if count == 0 { return nil }
      words += count
      length += marker < 0x80 ? 1 + 4 * count : 1
    }
    return words == 1024 && length <= bytes.count ? length : nil
  }
}
