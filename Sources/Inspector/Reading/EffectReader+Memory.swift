import SaveStream

/// The guest's memory, as far as it is known who sent what.
extension EffectReader {
  /// Whether memory is known as far as it is worth knowing: to the last batch, or, while batches come in by the thousand,
  /// nearly so.
  var isMemoryCurrent: Bool {
    guard let sends, memory != nil, sends.isPart(of: index) else { return false }
    let known = sends.batchCount
    if known == index.entryRows.count { return true }
    guard !index.isFinished, index.bytesRead < index.size else { return false }
    return index.entryRows.count - known < max(known / 4, Self.fewBatches)
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
      return
    }
    if sends.batchCount == index.entryRows.count {
      memory = GuestMemory(capture: capture, index: index, sends: sends)
    }
  }

  /// Batches that may be missing before memory is built on.
  private static let fewBatches = 256
}
