/// Up to 1024 entries of a PFN array, in the index: where their words are, and which entries and contents they brought.
///
/// ```
///     record     array                             images
///     | head …   | word 0 | … | word count-1 | …   | image | image | …
/// ```
///
/// A chunk or record of more entries has several rows, one right after the other, and so has one whose array is damaged
/// and read from both ends; where the images of these are stands in `LongRecordRow`. Stays at 32 bytes, as there is one for every 1024 entries at most.
public struct EntryRow: BitwiseCopyable, Sendable {
  /// The file offset of the row's first word.
  public let array: UInt64
  /// How many entries of the capture come before this row.
  public let firstEntry: UInt64
  /// How many content-carrying entries of the capture come before this row.
  public let firstContent: UInt64
  /// Flags, bytes before the array, count, iteration.
  private let packed: UInt64

  /// What is true of a row.
  struct Flags: OptionSet, BitwiseCopyable, Sendable {
    let rawValue: UInt64
    static let verify = Flags(rawValue: 1)
    static let images = Flags(rawValue: 2)
    static let cut = Flags(rawValue: 4)
    /// The record goes on from the row before.
    static let continued = Flags(rawValue: 8)
    /// The record has more rows than one.
    static let long = Flags(rawValue: 16)
    static let wideWords = Flags(rawValue: 32)
    /// Images do not all stand right behind each other (`ImageStretch`).
    static let placed = Flags(rawValue: 64)
  }

  /// The largest iteration number that a row can state; later iterations show as this one.
  static let maximumIteration = 1 << 28 - 1
  private static let headShift: UInt64 = 8
  private static let countShift: UInt64 = 16
  private static let iterationShift: UInt64 = 28

  /// - Parameters:
  ///   - headBytes: between the record's first byte and `array`; 0 for a row that goes on with a record.
  ///   - count: at most 1024.
  init(
    array: UInt64, headBytes: UInt8, firstEntry: UInt64, firstContent: UInt64, count: Int, iteration: Int, flags: Flags
  ) {
    self.array = array
    self.firstEntry = firstEntry
    self.firstContent = firstContent
    packed =
      flags.rawValue | UInt64(headBytes) << Self.headShift
      | UInt64(min(max(count, 0), EntryFormat.entriesPerRow)) << Self.countShift
      | UInt64(min(max(iteration, 0), Self.maximumIteration)) << Self.iterationShift
  }

  private var flags: Flags { Flags(rawValue: packed & 0xff) }
  /// The entries whose words the capture holds whole; fewer than declared when the array is cut.
  public var count: Int { Int(packed >> Self.countShift & 0xfff) }
  /// The upward scan over the PFNs that these entries belong to, from 0 within the body.
  public var iteration: Int { Int(packed >> Self.iterationShift) }
  /// Whether the pages were sent again for comparison and are not applied.
  public var isVerify: Bool { flags.contains(.verify) }
  /// Whether page images follow the array; else the contents are deltas.
  public var hasImages: Bool { flags.contains(.images) }
  /// Whether the capture ends inside the array, so that no image of it can be placed.
  public var isCut: Bool { flags.contains(.cut) }
  /// Whether the record began in a row before.
  public var isContinued: Bool { flags.contains(.continued) }
  /// Whether the record has more rows than this one.
  var isLong: Bool { flags.contains(.long) }
  /// Whether its images do not all stand right behind each other.
  var isPlaced: Bool { flags.contains(.placed) }
  /// Bytes of a word: 4 or 8.
  public var wordBytes: Int { flags.contains(.wideWords) ? 8 : 4 }
  /// One past the row's last word.
  public var arrayEnd: UInt64 { array &+ UInt64(count * wordBytes) }
  /// The place of the entry whose word stands at a file offset: of the first one before them, of the last behind.
  package func entry(at offset: UInt64) -> Int {
    guard offset > array else { return 0 }
    return min(Int(clamping: (offset - array) / UInt64(wordBytes)), max(count, 1) - 1)
  }

  /// The file offset of the record; of a row that goes on with one, that of its own first word.
  var start: UInt64 { array &- (packed >> Self.headShift & 0xff) }
}

/// A chunk or record whose entries take several rows of the index: no sender is known to write one, but one whose array is
/// damaged is read as two.
struct LongRecordRow: BitwiseCopyable, Sendable {
  /// The position of its first row, and how many it has.
  let firstRow: Int
  var rowCount: Int
  /// Rows before this record that go on with an earlier one.
  let continuedBefore: Int
  /// The file offset of its first image; 0 without images.
  let images: UInt64
}
