/// One body and its tail in the index: where they are, and where their entries and compressed chunks begin.
///
/// Checkpoint 0 is the first full image of any stream. All offsets are file offsets. Stays at 40 bytes, as a Remus
/// capture may hold tens of thousands.
public struct CheckpointRow: BitwiseCopyable, Sendable {
  /// Where the body starts.
  public let offset: UInt64
  /// Where the body ends, or 0 when it has no end.
  private let knownBodyEnd: UInt64
  /// One past the last byte of the checkpoint that the capture holds.
  public let end: UInt64
  private let rowPosition: UInt32
  private let chunkPosition: UInt32
  let totalsStart: UInt32
  /// What the format's reader needs to find its way through the checkpoint again, such as a number of vCPUs.
  let detail: UInt16
  private let flags: Flags

  struct Flags: OptionSet, BitwiseCopyable, Sendable {
    let rawValue: UInt16
    static let complete = Flags(rawValue: 1)
    static let deltasDecode = Flags(rawValue: 2)
    static let compressed = Flags(rawValue: 4)
    static let last = Flags(rawValue: 8)
    static let contents = Flags(rawValue: 16)
    static let ended = Flags(rawValue: 32)
    static let salvaged = Flags(rawValue: 64)
  }

  init(
    offset: UInt64, bodyEnd: UInt64?, end: UInt64, firstRow: Int, firstCompressedChunk: Int, totalsStart: Int,
    detail: Int, flags: Flags
  ) {
    self.offset = offset
    knownBodyEnd = bodyEnd ?? 0
    self.end = end
    rowPosition = UInt32(clamping: firstRow)
    chunkPosition = UInt32(clamping: firstCompressedChunk)
    self.totalsStart = UInt32(clamping: totalsStart)
    self.detail = UInt16(clamping: detail)
    self.flags = flags
  }

  /// Bytes of body and tail that the capture holds.
  public var length: UInt64 { end - offset }
  /// Where the body ends and the tail begins; nil when the body has no end.
  public var bodyEnd: UInt64? { knownBodyEnd == 0 ? nil : knownBodyEnd }
  /// The position of this checkpoint's first row of entries among all of them.
  public var firstRow: Int { Int(rowPosition) }
  /// The position of this checkpoint's first compressed chunk among all of them.
  public var firstCompressedChunk: Int { Int(chunkPosition) }
  /// Whether body and tail are there in whole and a receiver would take them.
  public var isComplete: Bool { flags.contains(.complete) }
  /// Whether something of it had to be found again, or guessed: in a damaged capture only, where that was asked for.
  package var isSalvaged: Bool { flags.contains(.salvaged) }
  /// Whether an image can be made of it: it is complete, or would be but for what had to be found again.
  package var canBeCut: Bool { bodyEnd != nil && (isComplete || isSalvaged && flags.contains(.ended)) }
  /// Whether every page delta of the body decodes and there is one for each entry that needs one.
  public var deltasDecode: Bool { flags.contains(.deltasDecode) }
  /// Whether the capture holds the content of every entry of the body that carries one.
  var hasAllContents: Bool { flags.contains(.contents) }
  /// Whether the body sends pages as compressed data (format B).
  public var isCompressed: Bool { flags.contains(.compressed) }
  /// Whether the body says that no checkpoint follows .
  public var isLast: Bool { flags.contains(.last) }
}
