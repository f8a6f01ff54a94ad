/// What bytes of a checkpoint are: counts, columns, filters and bars go by these cases, in the order of columns.
public enum ByteKind: Int, CaseIterable, Sendable {
  /// Chunk ids, counts, lengths, the END word, record headers and padding.
  case framing
  /// The words of PFN arrays.
  case pfnArrays
  /// Page images as they are.
  case pageData
  /// Payloads of COMPRESSED_DATA.
  case compressedData
  /// Payloads of every other chunk.
  case metadata
  /// The tail, whole.
  case tail
  /// What could not be understood.
  case unknown

  /// The name in JSON, CSV and filters.
  public var key: String { String(describing: self) }

  /// The head of a narrow column.
  public var heading: String {
    switch self {
    case .pfnArrays: "arrays"
    case .compressedData: "compressed"
    case .unknown: "unknown"
    case .framing, .pageData, .metadata, .tail: words
    }
  }

  /// What it is called of one checkpoint.
  public var words: String {
    switch self {
    case .framing: "framing"
    case .pfnArrays: "PFN arrays"
    case .pageData: "page data"
    case .compressedData: "compressed data"
    case .metadata: "metadata"
    case .tail: "tail"
    case .unknown: "not understood"
    }
  }

  /// What it is called of all checkpoints together.
  public var wordsOfAll: String { self == .tail ? "tails" : words }

  /// All of them in the order in which people are shown them: what takes most, as a rule, first.
  public static let byWeight: [ByteKind] = allCases.sorted { $0.rank < $1.rank }

  private var rank: Int {
    switch self {
    case .pageData: 0
    case .compressedData: 1
    case .pfnArrays: 2
    case .metadata: 3
    case .tail: 4
    case .framing: 5
    case .unknown: 6
    }
  }
}

/// Bytes of a checkpoint by what they are; they sum to its length.
public struct ByteTotals: Sendable, Equatable {
  private var counts = [UInt64](repeating: 0, count: ByteKind.allCases.count)

  public init() {}

  public subscript(kind: ByteKind) -> UInt64 {
    get { counts[kind.rawValue] }
    set { counts[kind.rawValue] = newValue }
  }

  mutating func add(_ other: ByteTotals) {
    for kind in ByteKind.allCases { self[kind] &+= other[kind] }
  }

  /// All bytes.
  public var sum: UInt64 { counts.reduce(0, &+) }
}
