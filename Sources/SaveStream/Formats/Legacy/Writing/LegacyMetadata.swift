/// A chunk of a legacy body that carries no pages, to be written.
@_spi(Measuring) public enum LegacyMetadata: Sendable, Equatable {
  /// Pages from here on are sent to be compared.
  case enableVerifyMode
  /// Which vCPUs are online: bit i % 64 of word i / 64 for vCPU i.
  case vcpuInfo(maximumID: UInt32, online: [UInt64])
  /// An HVM parameter; one of value 0 is not written, as no sender does.
  case hvmParameter(LegacyChunkID, UInt64)
  /// How the guest's time-stamp counter behaves: mode, guest time in nanoseconds, frequency in kHz, and how often the
  /// guest was restored.
  case tscInfo(mode: UInt32, nanoseconds: UInt64, kilohertz: UInt32, incarnation: UInt32)
  /// What the toolstack keeps in the stream; libxl's is made by `ToolstackRecord`.
  case toolstack([UInt8])
  /// Transcendent memory, from its version word on.
  case tmem([UInt8])
  /// Transcendent memory that went away since, from the first pool id on.
  case tmemExtra([UInt8])
  /// No checkpoint follows the tail.
  case lastCheckpoint
  /// Bodies after the next tail carry compressed pages (format B).
  case enableCompression

  /// The bytes on the wire, id first; none for an HVM parameter of value 0.
  var encoded: [UInt8] {
    var chunk = LittleEndianBytes()
    switch self {
    case .enableVerifyMode: chunk.append(LegacyChunkID.enableVerifyMode.rawValue)
    case .lastCheckpoint: chunk.append(LegacyChunkID.lastCheckpoint.rawValue)
    case .enableCompression: chunk.append(LegacyChunkID.enableCompression.rawValue)
    case .vcpuInfo(let maximumID, let online):
      chunk.append(LegacyChunkID.vcpuInfo.rawValue)
      chunk.append(maximumID)
      for word in online { chunk.append(word) }
    case .hvmParameter(let id, let value):
      guard value != 0 else { return [] }
      chunk.append(id.rawValue)
      // A C structure is written as it lies in memory: the 64-bit value is aligned.
      chunk.append(UInt32(0))
      chunk.append(value)
    case .tscInfo(let mode, let nanoseconds, let kilohertz, let incarnation):
      chunk.append(LegacyChunkID.tscInfo.rawValue)
      chunk.append(mode)
      chunk.append(nanoseconds)
      chunk.append(kilohertz)
      chunk.append(incarnation)
    case .toolstack(let record):
      chunk.append(LegacyChunkID.toolstack.rawValue)
      chunk.append(UInt32(record.count))
      chunk.append(bytes: record)
    case .tmem(let content):
      chunk.append(LegacyChunkID.tmem.rawValue)
      chunk.append(bytes: content)
    case .tmemExtra(let content):
      chunk.append(LegacyChunkID.tmemExtra.rawValue)
      chunk.append(bytes: content)
    }
    return chunk.bytes
  }
}
