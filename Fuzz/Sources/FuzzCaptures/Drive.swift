@_spi(Measuring) import SaveStream

/// A part of the program that an input goes through.
enum Drive: CaseIterable {
  case tree, rows, overview, findings, pages, map, memory, images, cut, recode, conversion, comparison, cache, linux
  case redaction, search, packing, growing, keys, expressions, explanations, library, guests

  func run(on subject: Subject, _ random: inout Random) {
    switch self {
    case .packing: return PackingDrive(subject).run(&random)
    case .growing: return GrowingDrive(subject).run(&random)
    case .expressions: return ExpressionDrive(subject.bytes).run(&random)
    case .guests:
      try? GuestsDrive().run(&random)
      return
    default: break
    }
    guard let index = subject.index else { return }
    let reading = Reading(subject, index)
    // A capture that cannot be read on has done what it should.
    try? run(on: reading, &random)
  }

  private func run(on reading: Reading, _ random: inout Random) throws {
    switch self {
    case .tree: try TreeDrive(reading).run(&random)
    case .overview: try OverviewDrive(reading).run(&random)
    case .findings: try FindingsDrive(reading).run(&random)
    case .search: try SearchDrive(reading).run(&random)
    case .keys: try KeysDrive(reading).run(&random)
    case .explanations: try ExplanationDrive(reading).run(&random)
    case .library: try LibraryDrive(reading).run(&random)
    case .packing, .growing, .expressions, .guests: break
    default:
      guard reading.index.stream != nil else { return }
      try runOnStream(reading, &random)
    }
  }

  private func runOnStream(_ reading: Reading, _ random: inout Random) throws {
    switch self {
    case .rows: try RowsDrive(reading).run(&random)
    case .pages: try PagesDrive(reading).run(&random)
    case .map: try MapDrive(reading).run(&random)
    case .memory: try MemoryDrive(reading).run(&random)
    case .images: try ImagesDrive(reading).run(&random)
    case .cut: try CutDrive(reading).run(&random)
    case .recode: try RecodeDrive(reading).run(&random)
    case .conversion: try ConversionDrive(reading).run(&random)
    case .comparison: try ComparisonDrive(reading).run(&random)
    case .cache: try CacheDrive(reading).run(&random)
    case .linux: try LinuxDrive(reading).run(&random)
    case .redaction: try RedactionDrive(reading).run(&random)
    default: break
    }
  }
}

/// A capture that was read, with what the parts of the program need of it.
struct Reading {
  let subject: Subject
  let index: IndexSnapshot

  init(_ subject: Subject, _ index: IndexSnapshot) {
    self.subject = subject
    self.index = index
  }

  var capture: Capture { subject.capture }
  var tree: ChunkTree { ChunkTree(capture: capture, index: index) }
  var rows: PageRows { PageRows(capture: capture, index: index) }

  func memory() throws -> GuestMemory { try GuestMemory(capture: capture, index: index) }

  /// The index of the capture read on behind damage, where that is done unasked.
  var behindDamage: IndexSnapshot? {
    let indexer = CaptureIndexer(capture: capture, options: subject.options)
    try? indexer.run()
    var failure: CaptureError?
    let second = StreamIndex()
    guard indexer.findsMore(behind: &failure, into: second) else { return nil }
    promise(second.snapshot.firstDamage != nil, "damage is found, and nothing says where")
    return second.snapshot
  }

  /// One of the checkpoints, the first and the last more often; nil where there is none.
  func checkpoint(_ random: inout Random) -> Int? {
    let count = index.checkpoints.count
    guard count > 0 else { return nil }
    return random.element(of: [0, count - 1, count - 1, random.below(count)])
  }
}

/// What drives a part of the program.
protocol ReadingDrive {
  init(_ reading: Reading)
  func run(_ random: inout Random) throws
}
