@_spi(Measuring) import SaveStream

/// Where bytes go that are read back.
struct WrittenBytes: ByteSink {
  private(set) var bytes: [UInt8] = []

  /// More than inputs of any size that libFuzzer makes can come to.
  private static let most = 600 << 20

  mutating func write(_ new: Span<UInt8>) {
    promise(bytes.count + new.count <= Self.most, "more than \(Self.most) bytes were written")
    new.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
  }
}

/// Where bytes go that are only counted.
struct CountedBytes: SparseSink {
  private(set) var count: UInt64 = 0
  /// Whether the last of them were skipped, so that a file would end too early.
  private(set) var endsInHole = false

  mutating func write(_ new: Span<UInt8>) {
    count &+= UInt64(new.count)
    if new.count > 0 { endsInHole = false }
  }

  mutating func skip(_ byteCount: UInt64) {
    count &+= byteCount
    if byteCount > 0 { endsInHole = true }
  }
}

/// Guest memory, to be compared with what was written of it.
struct RememberedMemory: Equatable {
  private var pages: [UInt64: Int] = [:]

  var count: Int { pages.count }

  /// - Parameter types: whether page types have to be the same, too.
  init(_ memory: GuestMemory, at checkpoint: Int, types: Bool) throws {
    try memory.sweep(at: checkpoint) { page in
      var hasher = Hasher()
      hasher.combine(page.bytes)
      if types { hasher.combine(page.type.rawValue) }
      pages[page.pfn] = hasher.finalize()
    }
  }

  /// The first page that differs; nil where none does.
  func firstDifference(from other: RememberedMemory) -> UInt64? {
    let differing = pages.filter { other.pages[$0.key] != $0.value }.keys
    let missing = other.pages.keys.filter { pages[$0] == nil }
    return (Array(differing) + missing).min()
  }
}

/// A stream that was written, read again.
struct ReadBack {
  let capture: Capture
  let index: IndexSnapshot

  init?(_ bytes: [UInt8]) {
    capture = Capture(bytes: bytes, path: "written")
    let indexer = CaptureIndexer(capture: capture)
    guard (try? indexer.run()) != nil else { return nil }
    index = indexer.index.snapshot
  }

  func memory(at checkpoint: Int, types: Bool) throws -> RememberedMemory {
    try RememberedMemory(GuestMemory(capture: capture, index: index), at: checkpoint, types: types)
  }
}
