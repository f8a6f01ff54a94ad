@_spi(Measuring) import SaveStream

/// Searching guest memory.
extension SearchCommand {
  func searchMemory(for pattern: SearchPattern) throws -> UInt64 {
    let indexed = try capture.indexBehindDamage(with: output)
    let checkpoint = try indexed.checkpoint(checkpoint)
    let memory = try indexed.memory(ReportWatch())
    let line = output.showsProgress ? RepeatedLine() : nil
    defer { line?.end() }
    let addresses = showsAddress ? try KernelAddresses(indexed, memory, at: checkpoint) : nil
    let address: ((FoundBytes) throws -> UInt64?)? = addresses.map { addresses in { try addresses.address(of: $0) } }
    let found: UInt64
    if all {
      found = try write(
        .history,
        search: { take in
          var search = HistorySearch(pattern, in: memory)
          try search.run(
            progress: { part in line?.show("searching: \(NumberText.percent(UInt64(part * 1000), of: 1000))") }, take)
        }, address: address)
    } else {
      let end = max(memory.sends.lastPFN(upTo: .max) ?? 0, 1)
      found = try write(
        .checkpoint,
        search: { take in
          var search = CheckpointSearch(pattern, in: memory, at: checkpoint)
          try search.run(progress: { line?.show("searching: \(NumberText.percent($0, of: end))") }, take)
        }, address: address)
    }
    if !output.quiet, let remark = remark(indexed.index, checkpoint) {
      FileWriter.standardError.say("savescope: \(remark)\n")
    }
    try indexed.requireEnd()
    return found
  }

  /// What has to be known where guest memory is not what a receiver would have had.
  private func remark(_ index: IndexSnapshot, _ checkpoint: Int) -> String? {
    let last = all ? index.checkpoints.count - 1 : checkpoint
    guard !index.isMemorySound(at: last) else { return nil }
    return "warning: checkpoint \(last) is not complete, or page deltas up to it do not decode: what was sent of it is "
      + "searched"
  }
}

/// The addresses that a Linux kernel itself has for places of memory.
private final class KernelAddresses {
  private let kernel: LinuxKernel
  private var last: (pfn: UInt64, page: FrameAddresses)?

  init(_ indexed: IndexedCapture, _ memory: GuestMemory, at checkpoint: Int) throws {
    kernel = try indexed.kernel(in: memory, at: checkpoint, ReportWatch())
  }

  /// In the kernel's image where it lies there, else in the area that maps all memory.
  func address(of found: FoundBytes) throws -> UInt64? {
    let page: FrameAddresses
    if let last, last.pfn == found.pfn {
      page = last.page
    } else {
      page = try kernel.addresses(ofFrame: found.pfn)
      last = (found.pfn, page)
    }
    return (page.image ?? page.direct).map { $0 &+ UInt64(found.pageOffset) }
  }
}
