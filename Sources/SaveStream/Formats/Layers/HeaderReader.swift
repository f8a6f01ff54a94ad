/// Reads a layer that is a header with one thing behind it.
protocol HeaderReader: LayerReader {
  /// What is read next.
  var stage: HeaderStage { get set }

  /// Passes the header, as far as the capture holds it.
  mutating func passHeader(_ position: inout UInt64, _ draft: CheckpointDraft) throws(CaptureError)

  /// The step into what stands behind the header, at a file offset.
  mutating func enter(at offset: UInt64, _ draft: CheckpointDraft) throws(CaptureError) -> LayerStep
}

/// What a `HeaderReader` reads next.
enum HeaderStage {
  case header, content, end
}

extension HeaderReader {
  mutating func step(_ position: inout UInt64, into draft: CheckpointDraft) throws(CaptureError) -> LayerStep {
    switch stage {
    case .header:
      stage = .content
      try passHeader(&position, draft)
      return .goOn
    case .content:
      stage = .end
      return try enter(at: position, draft)
    case .end: return .end
    }
  }
}
