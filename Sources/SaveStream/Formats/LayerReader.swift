/// Reads one layer of a capture, a chunk or record at a time: the only code that knows its wire format.
///
/// The driver (`CaptureIndexer`) keeps the readers of layers that are open, the innermost on top, and lets that one
/// read on. Bytes that are passed while no checkpoint is open are the layer's own: its header, its trailer.
package protocol LayerReader {
  /// Reads the chunk or record at `position`, adds what it finds to the draft, moves `position` behind it, and says who
  /// goes on.
  /// - Throws: when the capture cannot be read. Anything wrong in it is a finding.
  mutating func step(_ position: inout UInt64, into draft: CheckpointDraft) throws(CaptureError) -> LayerStep

  /// Says how the layer inside this one has handed over: this one's step is next.
  mutating func innerTurned(_ turn: LayerTurn)

  /// The next file offset from which this layer may be read on, behind the place where its reader lost its way; nil
  /// where there is none. What lies between is a hole.
  mutating func believablePlace(behind position: UInt64, _ draft: CheckpointDraft) throws(CaptureError) -> UInt64?

  /// Ends the checkpoint that is open, as nothing of it can be read any more, or reading was stopped.
  mutating func close(at position: UInt64, _ draft: CheckpointDraft) throws(CaptureError)

  /// Says what only the whole layer shows. Called once, after its last step, whatever that was.
  mutating func finish(_ draft: CheckpointDraft) throws(CaptureError)
}

extension LayerReader {
  package mutating func innerTurned(_ turn: LayerTurn) {}

  package mutating func believablePlace(
    behind position: UInt64, _ draft: CheckpointDraft
  ) throws(CaptureError) -> UInt64? { nil }

  package mutating func close(at position: UInt64, _ draft: CheckpointDraft) throws(CaptureError) {
    try draft.end(at: position, isComplete: false)
  }

  package mutating func finish(_ draft: CheckpointDraft) throws(CaptureError) {}
}

/// How a layer hands over to the one around it.
package enum LayerTurn: Sendable {
  /// It is at its end.
  case ended
  /// It goes on later.
  case rests
}

/// Who reads on after a step.
package enum LayerStep {
  /// The same layer.
  case goOn
  /// A layer that begins here, of this kind, inside this one.
  case enter(Layer.Kind, any LayerReader)
  /// A layer that begins at another file offset than it should, as what is in front of it is damaged.
  case enterElsewhere(UInt64, Layer.Kind, any LayerReader)
  /// The layer around this one, for a while: this one is not at its end.
  case giveBack
  /// The layer that gave back, where it was.
  case resume
  /// Whoever finds the way again: here is nothing that can be read.
  case lost
  /// The layer around this one: this one is at its end.
  case end
  /// Nobody: the capture ends inside this layer, or nothing behind it can be placed.
  case stop
  /// Nobody: what follows is recognised, and not read.
  case unread(Unread)
  /// Nobody: what follows is nothing that could be a stream.
  case noStream
}
