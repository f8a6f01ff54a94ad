@_spi(Measuring) import SaveStream

/// Which two checkpoints are compared.
extension Inspector {
  /// Compares the checkpoint under the cursor with the marked one. Without a mark the timeline compares it with the one
  /// before, and the other views mark it. With two captures it is compared with the same one of the other.
  mutating func compare(_ effects: inout [Effect]) {
    guard let checkpoint = checkpointUnderCursor else { return }
    if let other, other.checkpointCount > 0 {
      let last = other.checkpointCount - 1
      go(to: .difference(from: checkpoint, to: min(checkpoint, last)), &effects)
      if checkpoint > last {
        let name = shown(other.name)
        message = Message("\(name) ends with checkpoint \(last), so that one is compared")
      }
      return
    }
    if let marked = markedCheckpoint, marked != checkpoint {
      markedCheckpoint = nil
      go(to: .difference(from: min(marked, checkpoint), to: max(marked, checkpoint)), &effects)
    } else if current != .checkpoints, markedCheckpoint == nil {
      markForComparison()
    } else if checkpoint > 0 {
      markedCheckpoint = nil
      go(to: .difference(from: checkpoint - 1, to: checkpoint), &effects)
    } else {
      message = Message(
        "No checkpoint comes before this one: \(keys.keyWord(of: .markForComparison, in: current)) marks it, and "
          + "\(compareKey) at another one compares the two")
    }
  }

  mutating func markForComparison() {
    guard let checkpoint = checkpointUnderCursor else { return }
    if let other {
      let name = shown(other.name)
      message = Message("No mark is needed: \(compareKey) compares a checkpoint with the same one of \(name)")
      return
    }
    markedCheckpoint = checkpoint
    message = Message(
      "Checkpoint \(checkpoint) is marked: \(compareKey) at another one compares the two, here it takes the one before")
  }

  private var compareKey: String { keys.keyWord(of: .compare, in: current) }

  private var checkpointUnderCursor: Int? {
    mutating get {
      let checkpoint = position.focus.checkpoint
      if checkpoint == nil {
        message = Message("No checkpoint here: \(compareKey) compares the checkpoints that things belong to")
      }
      return checkpoint
    }
  }
}
