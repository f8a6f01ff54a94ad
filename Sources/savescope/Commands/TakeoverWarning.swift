@_spi(Measuring) import SaveStream

extension IndexSnapshot {
  /// What to say with an image of a checkpoint that a receiver of the capture would not have started from; nil where it
  /// would have.
  func takeoverWarning(for checkpoint: Int) -> String? {
    let takeover = takeover ?? -1
    guard takeover < checkpoint else { return nil }
    if let kept = lastAppliedCheckpoint, kept == takeover {
      return "warning: verify mode was never left, so a receiver of the capture would have kept checkpoint \(kept)'s "
        + "memory; the image has the pages that were sent since"
    }
    return "warning: a receiver refuses this stream up to the checkpoint, and may refuse the image; see verify"
  }
}
