@_spi(Measuring) import SaveStream

/// A capture that has been read to its end.
public struct IndexedCapture: Sendable {
  public let capture: Capture
  public let index: IndexSnapshot

  /// Reads the capture at a path.
  public init(path: String, options: ReadingOptions = ReadingOptions()) throws {
    try self.init(Capture.open(path), options: options)
  }

  /// Reads a capture from memory.
  public init(bytes: [UInt8], options: ReadingOptions = ReadingOptions()) throws {
    try self.init(Capture(bytes: bytes), options: options)
  }

  private init(_ capture: Capture, options: ReadingOptions) throws {
    self.capture = capture
    let indexer = CaptureIndexer(capture: capture, options: options)
    try indexer.run()
    index = indexer.index.snapshot
  }

  public var tree: ChunkTree { ChunkTree(capture: capture, index: index) }

  /// All bytes of the capture.
  public var bytes: [UInt8] {
    get throws { try capture.bytes(at: 0, count: Int(capture.size)) }
  }

  /// The findings as `rule@offset`, for a test to compare; without notes that only tell releases apart.
  public var findingKeys: [String] {
    index.findings.filter { !Self.tellsReleasesApart.contains($0.rule) }.map { "\($0.rule.rawValue)@\($0.offset)" }
  }

  /// What sound streams have as well, and some releases do not take.
  private static let tellsReleasesApart: Set<FindingRule> = [
    .compressionPresent, .deviceModelForm, .extendedInfoMissing, .remusEnd, .tmemPresent,
  ]
}
