/// Whether a checkpoint is all there.
public enum CheckpointState: Sendable {
  case complete
  /// Complete, and the body says that no checkpoint follows.
  case last
  case incomplete
  case undecodable
  case beingRead

  /// The state of a checkpoint that has been read as far as it goes.
  public init(_ row: CheckpointRow) {
    self =
      if !row.isComplete {
        .incomplete
      } else if !row.deltasDecode {
        .undecodable
      } else {
        row.isLast ? .last : .complete
      }
  }

  public init(ofCheckpoint position: Int, in index: IndexSnapshot) {
    let row = index.checkpoints[position]
    let isOpen = !index.isFinished && position == index.checkpoints.count - 1 && !row.isComplete
    self = isOpen ? .beingRead : CheckpointState(row)
  }

  public var words: String {
    switch self {
    case .complete: "complete"
    case .last: "complete, last"
    case .incomplete: "incomplete"
    case .undecodable: "deltas do not decode"
    case .beingRead: "being read"
    }
  }

  /// The words, where not all is as it should be.
  var remark: String {
    switch self {
    case .complete, .last: ""
    case .incomplete, .undecodable, .beingRead: words
    }
  }
}
