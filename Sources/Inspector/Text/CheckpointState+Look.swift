import SaveStream

/// How lists show the state of a checkpoint.
extension CheckpointState {
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
