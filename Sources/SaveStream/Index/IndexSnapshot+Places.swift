extension IndexSnapshot {
  /// The checkpoint that holds a file offset, or nil.
  public func checkpoint(holding offset: UInt64) -> Int? {
    let position = partition { $0.offset <= offset } - 1
    return position >= 0 && offset < checkpoints[position].end ? position : nil
  }

  /// The checkpoint that a batch belongs to.
  func checkpoint(ofBatch batch: Int) -> Int { max(0, partition { $0.firstBatch <= batch } - 1) }

  /// The page deltas of a checkpoint, by their places among all of the capture.
  func compressedPages(ofCheckpoint checkpoint: Int) -> Range<UInt64> {
    func firstPage(_ chunk: Int) -> UInt64 {
      chunk < compressedChunks.count ? compressedChunks[chunk].firstPage : compressedPageCount
    }
    let first = firstPage(checkpoints[checkpoint].firstCompressedChunk)
    let isLast = checkpoint + 1 >= checkpoints.count
    let end = isLast ? compressedPageCount : firstPage(checkpoints[checkpoint + 1].firstCompressedChunk)
    return first..<max(first, end)
  }

  private func partition(where belongs: (CheckpointRow) -> Bool) -> Int {
    let closed = checkpoints.closed.partitioningIndex(where: belongs)
    guard closed == checkpoints.closed.count, let open = checkpoints.open, belongs(open) else { return closed }
    return closed + 1
  }
}
