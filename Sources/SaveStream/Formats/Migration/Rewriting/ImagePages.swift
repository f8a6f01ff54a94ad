/// The memory of a guest at a checkpoint as PAGE_DATA records.
struct ImagePages {
  private(set) var pages: UInt64 = 0
  /// Pages that deltas or full pages of compressed data decide.
  private(set) var resolvedPages: UInt64 = 0
  /// Pages whose bytes may not be what a receiver had.
  private(set) var doubtfulPages: UInt64 = 0

  /// Writes every page that is there, in ascending order.
  /// - Parameter progress: called with the number of pages written so far, now and then.
  mutating func write<Sink: ByteSink>(
    of memory: GuestMemory, at checkpoint: Int, to writer: inout MigrationStreamWriter<Sink>,
    progress: (UInt64) -> Void
  ) throws {
    var batch: [GuestPage] = []
    try memory.sweep(at: checkpoint) { page in
      batch.append(page)
      pages += 1
      if !page.source.isImage { resolvedPages += 1 }
      if page.doubt != nil { doubtfulPages += 1 }
      guard batch.count == MigrationStreamWriter<Sink>.maximumEntries else { return }
      try Self.write(batch, to: &writer)
      batch.removeAll(keepingCapacity: true)
      progress(pages)
    }
    if !batch.isEmpty { try Self.write(batch, to: &writer) }
  }

  private static func write<Sink: ByteSink>(
    _ pages: [GuestPage], to writer: inout MigrationStreamWriter<Sink>
  ) throws {
    try writer.writePageData(pages.map { PageDataWord(pfn: $0.pfn, type: $0.type.inMigration) })
    for page in pages { try writer.writeImage(page.bytes.span) }
  }
}

extension PageType {
  /// The type by which receivers since Xen 4.6 know the page. They refuse an ordinary page that is pinned, which older
  /// ones take, and pin no such page either.
  fileprivate var inMigration: PageType { rawValue == 8 ? .ordinary : self }
}
