/// What the user knows better than detection does.
public struct ReadingOptions: Sendable, Equatable {
  /// The word size of the toolstack, 32 or 64; nil to detect it.
  public var toolstackBits: Int?
  /// nil to detect it.
  public var guest: GuestKind?

  public init(toolstackBits: Int? = nil, guest: GuestKind? = nil) {
    self.toolstackBits = toolstackBits
    self.guest = guest
  }
}

/// Reads a capture once, from envelope to trailing bytes, and fills an index.
public struct CaptureIndexer: Sendable {
  public let capture: Capture
  public let options: ReadingOptions
  public let index: StreamIndex

  public init(capture: Capture, options: ReadingOptions = ReadingOptions(), index: StreamIndex = StreamIndex()) {
    self.capture = capture
    self.options = options
    self.index = index
  }

  /// Reads to the end of the capture, or until the index is asked to stop. Blocks; call it on a thread of its own
  /// where something else goes on meanwhile.
  /// - Throws: when the bytes are no capture at all, or cannot be read. Anything wrong inside a capture is a finding.
  public func run() throws(CaptureError) {}
}
