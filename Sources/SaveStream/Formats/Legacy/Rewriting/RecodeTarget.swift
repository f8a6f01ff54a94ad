/// How the pages of a stream's later checkpoints are to travel.
package enum RecodeTarget: String, Sendable, CaseIterable {
  /// As images behind their PFN array (format A).
  case plain
  /// As deltas in COMPRESSED_DATA (format B).
  case compressed
}

/// Why a stream cannot be recoded at all.
package enum RecodeFailure: Error, Sendable, Equatable {
  /// There is no legacy stream in the capture.
  case noLegacyStream
  /// Not even checkpoint 0 is there in whole.
  case nothingComplete
  /// The stream has the form asked for already.
  case isAlready(RecodeTarget)
  /// One image only: checkpoint 0 is never compressed.
  case hasNoLaterCheckpoints
}

/// What was recoded.
package struct RecodeResult: Sendable, Equatable {
  /// Checkpoints written.
  package var checkpoints = 0
  /// Checkpoints of the capture that were left out: the first that cannot be recoded, and all behind it.
  package var droppedCheckpoints: Range<Int> = 0..<0
  /// Bytes at the end of the capture that were left out with them.
  package var droppedBytes: UInt64 = 0
  /// Pages whose form was changed.
  package var pages: UInt64 = 0
  /// Bytes that those pages take in the capture.
  package var bytesBefore: UInt64 = 0
  /// Bytes that they take in what was written.
  package var bytesAfter: UInt64 = 0

  package init() {}
}
