import SaveStream

/// Whether a checkpoint is all there.
enum CheckpointState: Sendable {
  case complete
  /// Complete, and the body says that no checkpoint follows.
  case last
  case incomplete
  case undecodable
  case beingRead

  init(ofCheckpoint position: Int, in index: IndexSnapshot) {
    let row = index.checkpoints[position]
    self =
      if !index.isFinished, position == index.checkpoints.count - 1, !row.isComplete {
        .beingRead
      } else if !row.isComplete {
        .incomplete
      } else if !row.deltasDecode {
        .undecodable
      } else {
        row.isLast ? .last : .complete
      }
  }

  var words: String {
    switch self {
    case .complete: "complete"
    case .last: "complete, last"
    case .incomplete: "incomplete"
    case .undecodable: "deltas do not decode"
    case .beingRead: "being read"
    }
  }

  var style: Style {
    switch self {
    case .complete, .last: .good
    case .incomplete, .undecodable: .error
    case .beingRead: .dim
    }
  }

  /// A sign for what is not as it should be; a blank for what is.
  func sign(_ glyphs: Glyphs) -> Unicode.Scalar {
    switch self {
    case .complete, .last: " "
    case .incomplete: glyphs.error
    case .undecodable: glyphs.warning
    case .beingRead: glyphs.ellipsis
    }
  }
}
