@_spi(Measuring) import SaveStream

/// The guest's memory, as far as it is known who sent what.
extension EffectReader {
  /// Whether memory is known as far as it is worth knowing: with all of a checkpoint that has been read, or, where none
  /// is asked about or it is still being read, to the last batch, or nearly so while batches come in by the thousand.
  func isMemoryCurrent(for checkpoint: Int?) -> Bool {
    guard let sends, let memory, sends.isPart(of: index) else { return false }
    let known = sends.batchCount
    if known == index.entryRows.count { return true }
    if let checkpoint, let end = endOfWhole(checkpoint) {
      let knows = memory.index.checkpoints
      return known >= index.rows(of: checkpoint).upperBound && checkpoint < knows.count && knows[checkpoint].end == end
    }
    guard !index.isFinished, index.bytesRead < index.size else { return false }
    return index.entryRows.count - known < max(known / 4, Self.fewBatches)
  }

  /// Where a checkpoint ends, if nothing will be added to it any more.
  private func endOfWhole(_ checkpoint: Int) -> UInt64? {
    let rows = index.checkpoints
    guard rows.indices.contains(checkpoint), checkpoint < rows.count - 1 || rows[checkpoint].isComplete else {
      return nil
    }
    return rows[checkpoint].end
  }

  /// The map of the guest's memory; nil while that is not known.
  var memoryMap: MemoryMap? {
    if knownMap == nil { knownMap = memory.map(MemoryMap.init) }
    return knownMap
  }

  /// Takes the table of who sent what, as of an index.
  func take(_ sends: PageSends, of index: IndexSnapshot) {
    self.sends = sends
    memory = GuestMemory(capture: capture, index: index, sends: sends)
  }

  /// The index changed: memory goes along where no batch came that it does not know.
  func renewMemory() {
    guard let sends, sends.isPart(of: index) else {
      sends = nil
      memory = nil
      studies = []
      return
    }
    if sends.batchCount == index.entryRows.count {
      memory = GuestMemory(capture: capture, index: index, sends: sends)
    }
  }

  /// Batches that may be missing before memory is built on.
  private static let fewBatches = 256
}

/// Ways through the deltas of a page that are long.
extension EffectReader {
  /// The long way that has to be gone before a read can be answered at once; nil where there is none.
  func longWalk(for request: ReadRequest) -> (pfn: UInt64, walk: KeyframeWalk)? {
    guard let memory else { return nil }
    if case .pagePreview(let pfn, let checkpoint) = request {
      let list = memory.sendList(of: pfn)
      return list.longWalk(to: list.count(upTo: checkpoint) - 1).map { (pfn, $0) }
    }
    guard case .biography(let request) = request else { return nil }
    let walk: (pfn: UInt64, KeyframeWalk?)
    switch request {
    case .content(let pfn, let checkpoint):
      let list = memory.sendList(of: pfn)
      walk = (pfn, list.longWalk(to: list.count(upTo: checkpoint) - 1))
    case .steps(let pfn, let positions):
      walk = (pfn, memory.sendList(of: pfn).longWalk(to: (positions.first ?? 0) - 1))
    case .comparison(let pfn, let first, let second):
      walk = (pfn, memory.sendList(of: pfn).longWalk(to: max(first, second)))
    case .firstSent, .entry: return nil
    }
    return walk.1.map { (walk.pfn, $0) }
  }

  /// Starts to go such a way.
  func begin(_ way: (pfn: UInt64, walk: KeyframeWalk)) {
    works.removeAll { $0.request.kind == .pageWalk }
    works.append((.pageWalk(pfn: way.pfn), PageWalkRun(way.pfn, way.walk)))
  }
}
