/// Pages of an HVM guest.
extension KnownPages {
  /// From a parameter (`HVM_PARAM_*`). One that holds an address names its page.
  mutating func addParameter(
    _ number: UInt64, _ range: Range<UInt64>, _ source: KnownPage.Source, _ capture: Capture, _ order: ByteOrder,
    _ servers: inout (first: UInt64, count: UInt64)
  ) throws(CaptureError) {
    let bytes = try capture.bytes(at: range.lowerBound, count: 8)
    let value = bytes.number(order)
    guard bytes.count == 8, value != 0 else { return }
    switch number {
    case 1: add(value, .xenstoreRing, source)
    case 5: add(value, .ioreq, source)
    case 6: add(value, .bufferedIoreq, source)
    case 12: add(value >> 12, .identityPageTable, source)
    case 15: add(value >> 12 & (1 << 20 - 1), .vm86TaskState, source)
    case 17: add(value, .consoleRing, source)
    case 27: add(value, .pagingRing, source)
    case 28: add(value, .accessRing, source)
    case 29: add(value, .sharingRing, source)
    case 32: servers.first = value
    case 33: servers.count = min(value, Self.mostServerPages)
    case 34: add(value >> 12, .generationID, source)
    default: break
    }
  }

  /// The pages for further device models.
  mutating func addServerPages(_ servers: (first: UInt64, count: UInt64), _ source: KnownPage.Source) {
    for place in 0..<servers.count where servers.first != 0 {
      add(servers.first &+ place, .ioreqServer(Int(place)), source)
    }
  }

  /// Pages for further device models that are believed; Xen gives 8.
  private static let mostServerPages: UInt64 = 64

  /// From the CPU records of the HVM context: where paging is on, cr3 leads to a page table.
  mutating func addHVMPageTables(
    _ range: Range<UInt64>, _ source: KnownPage.Source, _ memory: GuestMemory
  ) throws(CaptureError) {
    for record in try HVMRecordContent.all("CPU", in: range, memory.capture, memory.index.entryFormat.order) {
      guard let cr0 = record["cr0"], let cr3 = record["cr3"], let cr4 = record["cr4"], cr0 >> 31 & 1 == 1
      else { continue }
      let isLong = (record["msr_efer"] ?? 0) >> 10 & 1 == 1
      let hasPAE = cr4 >> 5 & 1 == 1
      add(
        cr3 >> 12 & (1 << 40 - 1),
        .pageTable(vcpu: record.instance, level: isLong ? 4 : hasPAE ? 3 : 2, entryBytes: hasPAE ? 8 : 4),
        source)
    }
  }
}
