import SaveStream

/// Bytes of the guest as they are.
extension PageCommand {
  /// Writes the bytes of the page, or those from a virtual address on.
  /// - Throws: where one of the pages is not there.
  func writeBytes(
    of memory: GuestMemory, at checkpoint: Int, _ indexed: IndexedCapture, to target: ReportTarget
  ) throws -> WrittenReport {
    var doubtful: UInt64 = 0
    let write = { (pfn: UInt64, bytes: Range<Int>) in
      let page = try indexed.page(pfn, at: checkpoint, in: memory)
      if page.doubt != nil { doubtful += 1 }
      target.output.write(bytes: Array(page.bytes[bytes]))
      try target.output.check()
    }
    if let pfn {
      try write(pfn.value, 0..<pageSize)
    } else if let address = address.va?.value {
      let tables = try self.address.tables(of: indexed, memory, at: checkpoint, target.watch)
      // Without a length the page that the address lies in, from its beginning.
      var next = raw.length == nil ? address & ~UInt64(pageSize - 1) : address
      var left = raw.length?.value ?? UInt64(pageSize)
      let total = left
      while left > 0 {
        let physical = try tables.physical(next)
        let start = Int(physical & UInt64(pageSize - 1))
        let count = Int(min(left, UInt64(pageSize - start)))
        try write(physical >> 12, start..<start + count)
        left -= UInt64(count)
        let (further, isPastEnd) = next.addingReportingOverflow(UInt64(count))
        guard !isPastEnd || left == 0 else { throw ProgramFailure("--length reaches past the last address") }
        next = further
        try target.watch.reached(total - left, of: total)
      }
    }
    return WrittenReport(
      remark: doubtful == 0
        ? nil
        : "warning: \(NumberText.counted(doubtful, "page")) may not be what a receiver had; savescope verify --memory says "
          + "why")
  }
}

extension IndexedCapture {
  /// A page as of a checkpoint.
  /// - Throws: where it is not there, saying why.
  func page(_ pfn: UInt64, at checkpoint: Int, in memory: GuestMemory) throws -> GuestPage {
    if let page = try memory.page(pfn: pfn, at: checkpoint) { return page }
    let why =
      switch try memory.absence(of: pfn, at: checkpoint) {
      case .outside(let end): "the guest's PFNs end at \(NumberText.hex(end))"
      case .neverSent: "it was never sent"
      case .notYetSent(let first): "it was sent at checkpoint \(first) for the first time"
      case .broken(let broken): "checkpoint \(broken) says that it is broken"
      case .unmapped: "the guest had no frame for it"
      case .contentMissing: "its content is missing"
      }
    throw ProgramFailure(
      "\(displayed(capture.path)): page \(NumberText.hex(pfn)) is not there as of checkpoint \(checkpoint): \(why)")
  }
}
