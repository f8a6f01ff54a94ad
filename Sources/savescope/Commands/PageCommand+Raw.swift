@_spi(Measuring) import SaveStream

/// Bytes of the guest as they are.
extension PageCommand {
  /// Writes the bytes of the page, or those from a virtual address on.
  /// - Throws: where one of the pages is not there.
  func writeBytes(
    of memory: GuestMemory, at checkpoint: Int, _ indexed: IndexedCapture, to target: ReportTarget
  ) throws -> WrittenReport {
    if let address = address.va?.value {
      return try writeBytes(from: address, of: memory, at: checkpoint, indexed, to: target)
    }
    guard let pfn else { return WrittenReport() }
    let page = try indexed.page(pfn.value, at: checkpoint, in: memory)
    target.output.write(bytes: page.bytes)
    try target.output.check()
    return WrittenReport(remark: doubtfulPagesWarning(page.doubt == nil ? 0 : 1))
  }

  /// Writes the bytes from a virtual address on; without a length those of the page that it lies in.
  private func writeBytes(
    from address: UInt64, of memory: GuestMemory, at checkpoint: Int, _ indexed: IndexedCapture,
    to target: ReportTarget
  ) throws -> WrittenReport {
    let (space, reader) = try self.address.space(of: address, indexed, memory, at: checkpoint, target.watch)
    let start = raw.length == nil ? address & ~UInt64(pageSize - 1) : address
    let total = raw.length?.value ?? UInt64(pageSize)
    guard total - 1 <= .max - start else {
      throw ProgramFailure("--length reaches past the last address")
    }
    var bytes = VirtualBytes(space, reader, from: start, byteCount: total)
    var written: UInt64 = 0
    while let part = try bytes.step() {
      switch part {
      case .bytes(let bytes):
        target.output.write(span: bytes.span.bytes)
        try target.output.check()
        written += UInt64(bytes.count)
        try target.watch.reached(written, of: total)
      case .hole(let address, _, let reason):
        throw VirtualAddressOption.failure(indexed, address, at: checkpoint, reason.words)
      }
    }
    return WrittenReport(remark: doubtfulPagesWarning(UInt64(bytes.doubtfulPages)))
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
