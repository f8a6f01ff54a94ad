import SaveStream

/// Two checkpoints to be compared: of the capture, or one of it and one of the other capture.
public struct DiffRequest: Sendable, Equatable {
  public let from: Int
  public let to: Int
}

/// What a comparison has found so far.
public struct DiffAnswer: Sendable {
  let request: DiffRequest
  let snapshot: ComparisonSnapshot
  let notes: [ComparisonNote]
}
