/// One restorable image of a checkpoint, to be written in the format of the stream that it is cut out of.
package protocol CheckpointImage {
  var memory: GuestMemory { get }
  var checkpoint: Int { get }

  /// Writes the image.
  /// - Parameter progress: called with the number of pages written so far, now and then.
  /// - Throws: `CheckpointCut.Failure`, when the capture cannot be read, and what the sink throws.
  func write<Sink: ByteSink>(to sink: inout Sink, progress: (UInt64) -> Void) throws -> CheckpointCut.Outcome
}

extension CheckpointImage {
  /// Pages that the image will have.
  package var pageCount: UInt64 {
    get throws { try memory.presentPFNs(at: checkpoint).reduce(0) { $0 + UInt64($1.count) } }
  }
}
