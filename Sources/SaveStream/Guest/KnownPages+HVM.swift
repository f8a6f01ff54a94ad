/// Pages of an HVM guest.
extension KnownPages {
  /// From the metadata chunks that state HVM parameters. Those that hold an address name its page.
  mutating func addParameters(
    _ row: CheckpointRow, _ checkpoint: Int, _ header: LegacyHeader, _ memory: GuestMemory
  ) {
    let reader = TreeReader(capture: memory.capture, index: memory.index)
    let body = LegacyBodyNodes(
      checkpoint: checkpoint, range: row.offset..<row.tailOffset, header: header, reader: reader)
    var servers: (first: UInt64, count: UInt64) = (0, 0)
    for chunk in body.metadata(where: \.isHVMParameter) {
      // The id, four bytes of padding, the value.
      guard let id = reader.number(at: chunk.offset, bytes: 4),
        let value = reader.number(at: chunk.offset + 8, bytes: 8),
        value != 0
      else { continue }
      switch LegacyChunkID(rawValue: Int32(truncatingIfNeeded: id)) {
      case .hvmIdentPT: add(value >> 12, .identityPageTable, .body(checkpoint))
      case .hvmVM86TSS: add(value >> 12 & (1 << 20 - 1), .vm86TaskState, .body(checkpoint))
      case .hvmGenerationIDAddress: add(value >> 12, .generationID, .body(checkpoint))
      case .hvmConsolePFN: add(value, .consoleRing, .body(checkpoint))
      case .hvmPagingRingPFN: add(value, .pagingRing, .body(checkpoint))
      case .hvmAccessRingPFN: add(value, .accessRing, .body(checkpoint))
      case .hvmSharingRingPFN: add(value, .sharingRing, .body(checkpoint))
      case .hvmIoreqServerPFN: servers.first = value
      case .hvmIoreqServerPages: servers.count = min(value, Self.mostServerPages)
      default: break
      }
    }
    for place in 0..<servers.count where servers.first != 0 {
      add(servers.first &+ place, .ioreqServer(Int(place)), .body(checkpoint))
    }
  }

  /// Pages for further device models that are believed; Xen gives 8.
  private static let mostServerPages: UInt64 = 64

  /// From the first 24 bytes of the tail.
  mutating func addMagicPFNs(_ range: Range<UInt64>, _ checkpoint: Int, _ capture: Capture) throws(CaptureError) {
    let bytes = try capture.bytes(at: range.lowerBound, count: Int(MagicPFNs.byteCount))
    for (field, role) in [
      ("ioreq_pfn", KnownPage.Role.ioreq), ("bufioreq_pfn", .bufferedIoreq), ("store_pfn", .xenstoreRing),
    ] {
      guard let pfn = MagicPFNs.layout.number(field, in: bytes), pfn != 0 else { continue }
      add(pfn, role, .tail(checkpoint))
    }
  }

  /// From the CPU records of the HVM context: where paging is on, cr3 leads to a page table.
  mutating func addHVMPageTables(
    _ range: Range<UInt64>, _ checkpoint: Int, _ capture: Capture
  ) throws(CaptureError) {
    for record in try HVMContext.scan(capture, in: range, checkpoint: nil).records where record.name == "CPU" {
      guard let layout = HVMRecordType.type(record.typecode)?.layout(length: UInt64(record.body.count)) else {
        continue
      }
      let bytes = try capture.bytes(at: record.body.lowerBound, count: min(record.body.count, layout.byteCount))
      let register = { (name: String) in layout.number(name, in: bytes) }
      guard let cr0 = register("cr0"), let cr3 = register("cr3"), let cr4 = register("cr4"), cr0 >> 31 & 1 == 1
      else { continue }
      let isLong = (register("msr_efer") ?? 0) >> 10 & 1 == 1
      let hasPAE = cr4 >> 5 & 1 == 1
      add(
        cr3 >> 12 & (1 << 40 - 1),
        .pageTable(vcpu: Int(record.instance), level: isLong ? 4 : hasPAE ? 3 : 2, entryBytes: hasPAE ? 8 : 4),
        .tail(checkpoint))
    }
  }
}
