import Synchronization

/// A save, migration or Remus stream that has been read once from its first byte to its last: where a user of the
/// library starts.
///
/// Nothing but the index is kept in memory; pages, guest memory and the nodes of the tree are read from the capture
/// when they are asked for, so the file has to stay as it is. All members may be used from any thread.
public final class SavedStream: Sendable {
  /// The bytes that everything here is read from.
  public let capture: Capture
  /// What reading it found: what the stream is, its checkpoints with their figures, and what is wrong with it.
  public let index: IndexSnapshot
  /// Who sent what, once somebody has asked for memory.
  private let sends = Mutex<PageSends?>(nil)

  /// Opens the file, block device or pipe at `path` (`-` is standard input) and reads it to its end: of a plain
  /// stream little more than the PFN arrays, of a compressed one every byte. Waits as long as bytes arrive.
  ///
  /// A stream that is cut or damaged is no error: what is there can be read, and `index.findings` says what is wrong.
  /// So it is with one that is recognised but not read yet; `index.stream` is nil then, and `index.unreadContent` is
  /// not.
  /// - Throws: when there is nothing to read, the bytes are no stream at all, or they cannot be read; see
  ///   `CaptureError.Kind`.
  public convenience init(
    _ path: String, opening: OpenOptions = OpenOptions(), reading: ReadingOptions = ReadingOptions()
  ) throws(CaptureError) {
    try self.init(of: Capture.open(path, options: opening), reading: reading)
  }

  /// Reads an open capture to its end.
  /// - Throws: when the bytes are no stream at all, or cannot be read.
  public init(of capture: Capture, reading: ReadingOptions = ReadingOptions()) throws(CaptureError) {
    let indexer = CaptureIndexer(capture: capture, options: reading)
    try indexer.run()
    self.capture = capture
    index = indexer.index.snapshot
  }

  /// The index with all that `savescope verify` finds: what takes a second pass (`IndexSnapshot.laterChecks`) is looked
  /// for now.
  /// - Throws: when the capture cannot be read.
  public func verified() throws(CaptureError) -> IndexSnapshot {
    let pass = SecondPass(capture: capture, index: index)
    try pass.run()
    return index.lookedThrough(finding: pass.findings)
  }

  /// The entries of all PFN arrays, in the order of the stream.
  public var pages: StreamPages { StreamPages(capture: capture, index: index) }

  /// Every byte of the capture by name, as a tree whose nodes are made when they are looked at.
  public var tree: ChunkTree { ChunkTree(capture: capture, index: index) }

  /// Guest memory as of the end of a checkpoint, from 0; nil where the stream has no such checkpoint. An image that was
  /// saved once has checkpoint 0 only.
  ///
  /// The first call reads every PFN array of the capture, and keeps about eight bytes for each page sent.
  /// - Throws: when the capture cannot be read.
  public func memory(at checkpoint: Int) throws(CaptureError) -> CheckpointMemory? {
    guard index.checkpoints.indices.contains(checkpoint) else { return nil }
    let table = try sends.withLock { known throws(CaptureError) -> PageSends in
      if let known { return known }
      let table = try PageSends(capture: capture, index: index)
      known = table
      return table
    }
    return CheckpointMemory(checkpoint: checkpoint, of: GuestMemory(capture: capture, index: index, sends: table))
  }
}
