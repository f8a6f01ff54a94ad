/// Reads a capture once, from its outermost layer to trailing bytes, and fills an index.
public struct CaptureIndexer: Sendable {
  public let capture: Capture
  public let options: ReadingOptions
  public let index: StreamIndex
  /// Formats beside those that savescope knows.
  private let openFormats: [any OpenFormat.Type]

  public init(capture: Capture, options: ReadingOptions = ReadingOptions(), index: StreamIndex = StreamIndex()) {
    self.capture = capture
    self.options = options
    self.index = index
    openFormats = OpenFormats.known
  }

  /// Reads to the end of the capture, or until the index is asked to stop. Blocks; call it on a thread of its own
  /// where something else goes on meanwhile.
  /// - Throws: when the bytes are no capture at all, or cannot be read. Anything wrong inside a capture is a finding.
  public func run() throws(CaptureError) {
    let builder = IndexBuilder(index: index)
    defer {
      if capture.failure != nil {
        let rule: FindingRule = capture.compression == .none ? .readFailed : .unpackingFailed
        builder.append(Finding(rule, .error, at: capture.size))
      }
      builder.working.size = capture.size
      builder.working.isFinished = true
      builder.publish()
    }
    let draft = CheckpointDraft(window: ByteWindow(capture), builder: builder)
    let detector = LayerDetector(options: options, openFormats: openFormats)
    do throws(CaptureError) {
      var driver = LayerDriver(draft: draft, detector: detector)
      try driver.run()
    } catch {
      if builder.working.stream != nil {
        builder.append(Finding(.readFailed, at: error.offset ?? builder.working.bytesRead))
      }
      throw error
    }
  }
}
