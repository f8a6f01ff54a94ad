@_spi(Measuring) import SaveStream

/// Guest memory as of a checkpoint: swept, and each page for itself.
struct MemoryDrive: ReadingDrive {
  let reading: Reading

  init(_ reading: Reading) { self.reading = reading }

  func run(_ random: inout Random) throws {
    guard let checkpoint = reading.checkpoint(&random) else { return }
    let memory = try reading.memory()
    promise(memory.sends.isPart(of: reading.index), "sends of another capture")
    var swept: UInt64 = 0
    var last: UInt64?
    try memory.sweep(at: checkpoint) { page in
      promise(last.map { $0 < page.pfn } ?? true, "page \(page.pfn) is swept behind \(last ?? 0)")
      last = page.pfn
      swept += 1
      guard swept % 16 == 1 else { return }
      let alone = try memory.page(pfn: page.pfn, at: checkpoint)
      promise(alone?.bytes == page.bytes && alone?.type == page.type, "page \(page.pfn) at \(checkpoint)")
      promise(alone?.doubt == page.doubt, "doubt about page \(page.pfn) at \(checkpoint)")
    }
    let present = try memory.presentPFNs(at: checkpoint).reduce(0) { $0 + UInt64($1.count) }
    promise(present == swept, "\(present) pages are present, \(swept) swept")
    _ = try MemoryCheck(memory).findings()
    _ = try VcpuSpaces.read(memory, at: checkpoint)
    var tables = try TableSearch(memory, at: checkpoint)
    while try !tables.step() {}
  }
}
