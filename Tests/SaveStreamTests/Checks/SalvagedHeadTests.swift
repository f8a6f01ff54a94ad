import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// A stream is read although its first bytes are damaged, and a record although some words of its PFN array are.
@Suite struct SalvagedHeadTests {
  private static let salvaging = ReadingOptions(salvages: true)

  @Test(arguments: ["hvm.bin", "pv64.bin", "v3-hvm.bin", "v3-pv.bin"].map(Fixtures.sample))
  func pagesOfARecordAreListedWhereSomeWordsOfItsArrayAreLost(_ path: String) throws {
    let read = try IndexedCapture(path: path)
    let row = try #require(read.index.entryRows.first { $0.count > 24 })
    let lost = row.array + UInt64(4 * row.wordBytes)..<row.array + UInt64(16 * row.wordBytes)
    var damaged = try read.bytes
    for place in lost { damaged[Int(place)] = 0 }
    let whole = try read.presentRows()
    let found = try IndexedCapture(bytes: damaged, options: Self.salvaging).presentRows()
    let places = found.places
    let right = whole.count { places.contains(PagePlace(pfn: $0.pfn, offset: $0.offset ?? 0)) }
    // The words next to the zeros may be damaged as well.
    #expect(right >= whole.count - 14)
    #expect(Set(found.map(\.offset)).isSubset(of: Set(whole.map(\.offset))))
    #expect(places.isSubset(of: whole.places))
  }

  @Test(
    arguments: ["hvm.bin", "hvm-32bit-toolstack.bin", "v3-hvm.bin", "v3-linux.bin", "xl-hvm.bin"].map(Fixtures.sample))
  func aStreamWhoseFirstBytesAreZeroIsFound(_ path: String) throws {
    let read = try IndexedCapture(path: path)
    var damaged = try read.bytes
    let start = Int(read.index.header.lowerBound)
    for place in start..<start + 4 { damaged[place] = 0 }
    if path.hasSuffix("hvm.bin") { damaged[0] = 0 }
    let found = try IndexedCapture(bytes: damaged, options: Self.salvaging)
    let lost = try #require(found.index.findings.first { $0.rule == .streamDamaged })
    #expect(lost.sign != nil)
    #expect(try found.presentRows().map(\.offset) == read.presentRows().map(\.offset))
    #expect(found.index.lastCompleteCheckpoint == read.index.lastCompleteCheckpoint)
  }

  /// Nothing is said for a header that is not there: how many PFNs the guest has, it alone states.
  @Test(arguments: ["hvm.bin", "hvm-32bit-toolstack.bin"].map(Fixtures.sample))
  func aLostHeaderStatesNothing(_ path: String) throws {
    let read = try IndexedCapture(path: path)
    let rest = try Array(read.bytes[Int(read.index.header.upperBound)...])
    let found = try IndexedCapture(bytes: rest, options: Self.salvaging)
    #expect(try found.presentRows().count == read.presentRows().count)
    #expect(found.index.stream?.p2mSize == nil)
    let extent = try MemoryMap(GuestMemory(capture: found.capture, index: found.index)).extent
    let highest = try found.presentRows().map(\.pfn).max() ?? 0
    #expect((highest + 1...2 * highest).contains(extent.end))
  }

  @Test(arguments: [0, 400], [-300, 900])
  func aStreamThatIsMovedWithinItsEnvelopeIsFound(_ place: Int, _ shift: Int) throws {
    let read = try IndexedCapture(path: Fixtures.sample("v3-linux.bin"))
    let bytes = try read.bytes
    let more = [UInt8](repeating: 0xa5, count: max(shift, 0))
    let damaged = Array(bytes[..<place] + more + bytes[(place - min(shift, 0))...])
    let found = try IndexedCapture(bytes: damaged, options: Self.salvaging)
    let moved = try read.presentRows().map { row in row.offset.map { UInt64(Int64($0) + Int64(shift)) } }
    #expect(try found.presentRows().map(\.offset) == moved)
  }

  /// What is not understood in front of a stream has no place in an image.
  @Test(arguments: [("xl-hvm.bin", 300), ("hvm.bin", 0), ("v3-linux.bin", 300), ("v3-hvm.bin", 300)])
  func whatIsCutOutOfAMovedStreamReads(_ sample: String, _ place: Int) throws {
    let read = try IndexedCapture(path: Fixtures.sample(sample))
    let bytes = try read.bytes
    let found = try IndexedCapture(bytes: bytes[..<place] + [0x5a, 0xa5] + bytes[place...], options: Self.salvaging)
    let memory = try GuestMemory(capture: found.capture, index: found.index)
    var sink = MemorySink()
    let isLegacy = if case .legacy? = found.index.shape { true } else { false }
    let cut: any CheckpointImage =
      isLegacy ? CheckpointCut(of: memory, at: 0) : MigrationCut(of: memory, at: 0)
    _ = try cut.write(to: &sink) { _ in }
    let image = try IndexedCapture(bytes: sink.bytes)
    #expect(image.index.lastCompleteCheckpoint == 0)
    #expect(image.index.checkpoints.count == 1)
    #expect(try image.presentRows().count == UInt64(cut.pageCount))
    #expect(SalvageLoss(of: found.index, upTo: 0).bytes == 2)
  }

  @Test(arguments: [12, 15, 24], [0, 2, 5])
  func aVersionOrTypeWithOneBitWrongIsGuessed(_ place: Int, _ bit: Int) throws {
    let read = try IndexedCapture(path: Fixtures.sample("v3-hvm.bin"))
    var damaged = try read.bytes
    let offset = Int(read.index.header.lowerBound) + place
    damaged[offset] ^= 1 << UInt8(bit)
    let found = try IndexedCapture(bytes: damaged, options: Self.salvaging)
    // Of version 3 with its lowest bit wrong there are streams.
    if damaged[offset] != 2 || place != 15 { #expect(found.index.findings.contains { $0.rule == .wordCorrected }) }
    #expect(try found.presentRows().map(\.offset) == read.presentRows().map(\.offset))
  }

  /// Bytes that were lost or came in between, and the place of the first.
  struct HeadDamage: Sendable, CustomTestStringConvertible {
    let sample: String
    let place: Int
    let shift: Int
    var testDescription: String { "\(sample), \(shift) bytes at \(place)" }

    func damage(_ bytes: [UInt8]) -> [UInt8] {
      Array(bytes[..<place] + [UInt8](repeating: 0x91, count: max(shift, 0)) + bytes[(place - min(shift, 0))...])
    }
  }

  /// Of the envelope a length lies then, of a legacy stream the extended info.
  @Test(arguments: [
    HeadDamage(sample: "v3-pv.bin", place: 34, shift: -1), HeadDamage(sample: "v3-pv.bin", place: 38, shift: 50),
    HeadDamage(sample: "xapi.bin", place: 16, shift: -2), HeadDamage(sample: "xapi.bin", place: 25, shift: 2),
    HeadDamage(sample: "libvirt.bin", place: 20, shift: 2), HeadDamage(sample: "pv64.bin", place: 2, shift: -4),
    HeadDamage(sample: "pv64.bin", place: 30, shift: -50), HeadDamage(sample: "pv64.bin", place: 0, shift: 2),
    HeadDamage(sample: "pv32.bin", place: 16, shift: 8), HeadDamage(sample: "pv32.bin", place: 0, shift: 2),
  ])
  func aStreamBehindADamagedHeaderIsFound(_ head: HeadDamage) throws {
    let read = try IndexedCapture(path: Fixtures.sample(head.sample))
    let found = try IndexedCapture(bytes: head.damage(read.bytes), options: Self.salvaging)
    let moved = try read.presentRows().map { row in row.offset.map { UInt64(Int64($0) + Int64(head.shift)) } }
    #expect(try found.presentRows().map(\.offset) == moved)
    #expect(found.index.stream?.guest == read.index.stream?.guest)
    #expect(found.index.findings.contains { $0.rule == .streamDamaged })
    #expect(!found.index.findings.contains { [.cutShort, .noStream].contains($0.rule) })
  }

  /// The words of the guest and its header are there, behind what came in front of them.
  @Test(arguments: ["pv64.bin", "pv32.bin"])
  func theHeaderOfAPVGuestIsFoundBehindBytesInFrontOfIt(_ sample: String) throws {
    let read = try IndexedCapture(path: Fixtures.sample(sample))
    let found = try IndexedCapture(bytes: [0x41, 0x42] + read.bytes, options: Self.salvaging)
    #expect(found.index.stream?.p2mSize == read.index.stream?.p2mSize)
    #expect(found.index.lastCompleteCheckpoint == 0)
    #expect(found.index.trailing.isEmpty)
  }

  /// An envelope that leads to no stream would make the image unreadable.
  @Test(arguments: [
    HeadDamage(sample: "v3-pv.bin", place: 34, shift: -1), HeadDamage(sample: "libvirt.bin", place: 20, shift: 2),
    HeadDamage(sample: "xapi.bin", place: 25, shift: 2),
  ])
  func aDamagedEnvelopeIsLeftOutOfAnImage(_ head: HeadDamage) throws {
    let read = try IndexedCapture(path: Fixtures.sample(head.sample))
    let found = try IndexedCapture(bytes: head.damage(read.bytes), options: Self.salvaging)
    let memory = try GuestMemory(capture: found.capture, index: found.index)
    var sink = MemorySink()
    _ = try MigrationCut(of: memory, at: 0).write(to: &sink) { _ in }
    let image = try IndexedCapture(bytes: sink.bytes)
    #expect(try image.presentRows().count == read.presentRows().count)
    #expect(image.index.findings.allSatisfy { $0.severity != .error })
    #expect(SalvageLoss(of: found.index, upTo: 0).damagedEnvelopes == 1)
  }

  /// What was guessed to read a stream has to stand in what is written of it, where nobody guesses.
  @Test(arguments: [
    // A magic of the envelope, of the stream, the version; and headers that are lost.
    (sample: "v3-hvm.bin", zeros: 0..<0, flipped: 3), (sample: "v3-hvm.bin", zeros: 0..<0, flipped: 1157),
    (sample: "v3-hvm.bin", zeros: 0..<0, flipped: 1164), (sample: "v3-hvm.bin", zeros: 1149..<1189, flipped: nil),
    (sample: "hvm.bin", zeros: 0..<0, flipped: 8), (sample: "hvm.bin", zeros: 0..<8, flipped: nil),
    (sample: "hvm-32bit-toolstack.bin", zeros: 0..<4, flipped: nil),
  ])
  func whatIsCutOutOfAGuessedStreamReads(_ head: (sample: String, zeros: Range<Int>, flipped: Int?)) throws {
    let read = try IndexedCapture(path: Fixtures.sample(head.sample))
    var damaged = try read.bytes
    for place in head.zeros { damaged[place] = 0 }
    if let flipped = head.flipped { damaged[flipped] ^= 4 }
    let found = try IndexedCapture(bytes: damaged, options: Self.salvaging)
    let memory = try GuestMemory(capture: found.capture, index: found.index)
    let isLegacy = if case .legacy? = found.index.shape { true } else { false }
    let cut: any CheckpointImage =
      isLegacy ? CheckpointCut(of: memory, at: 0) : MigrationCut(of: memory, at: 0)
    var sink = MemorySink()
    _ = try cut.write(to: &sink) { _ in }
    let image = try IndexedCapture(bytes: sink.bytes)
    #expect(image.index.findings.allSatisfy { $0.severity != .error })
    #expect(image.index.stream?.guest == read.index.stream?.guest)
    #expect(try image.presentRows().count == UInt64(cut.pageCount))
    let loss = SalvageLoss(of: found.index, upTo: 0)
    #expect(loss.hasLostHeader == !head.zeros.isEmpty)
    #expect(loss.corrections == (head.flipped == nil ? 0 : 1))
  }

  /// A bit of a type, length, count or size in front of the pages, and of which byte.
  @Test(arguments: [
    // PAGE_DATA: its type, length, count, and the zeros behind that.
    ("v3-hvm.bin", 0x62d, 1), ("v3-hvm.bin", 0x630, 7), ("v3-hvm.bin", 0x631, 2), ("v3-hvm.bin", 0x632, 3),
    ("v3-hvm.bin", 0x635, 2), ("v3-hvm.bin", 0x639, 0),
    // The policies, STATIC_DATA_END, and libxl's record around the stream.
    ("v3-hvm.bin", 0x4aa, 3), ("v3-hvm.bin", 0x603, 2), ("v3-hvm.bin", 0x625, 4), ("v3-hvm.bin", 0x475, 0),
    ("v3-hvm.bin", 0x47a, 7),
    // A batch behind a TSC_INFO, and the upper half of p2m_size.
    ("xl-hvm.bin", 0x494, 2), ("xl-hvm.bin", 0x495, 1), ("xl-hvm.bin", 0x478, 2),
  ])
  func aBitOfAHeadThatIsWrongCostsNoPage(_ sample: String, _ place: Int, _ bit: Int) throws {
    let read = try IndexedCapture(path: Fixtures.sample(sample))
    var damaged = try read.bytes
    damaged[place] ^= 1 << UInt8(bit)
    let found = try IndexedCapture(bytes: damaged, options: Self.salvaging)
    #expect(try found.presentRows().map(\.offset) == read.presentRows().map(\.offset))
    #expect(try found.presentRows().map(\.pfn) == read.presentRows().map(\.pfn))
    #expect(found.index.findings.contains { [.wordCorrected, .streamDamaged].contains($0.rule) })
  }

  /// That is a wrong statement, and not another page.
  @Test(arguments: ["hvm.bin", "hvm-32bit-toolstack.bin"])
  func aSizeThatIsTooSmallCostsNoPage(_ sample: String) throws {
    let read = try IndexedCapture(path: Fixtures.sample(sample))
    var damaged = try read.bytes
    damaged[0] ^= 0x40
    let found = try IndexedCapture(bytes: damaged, options: Self.salvaging)
    #expect(try found.presentRows() == read.presentRows())
    #expect(found.index.findings.contains { $0.rule == .pfnOutOfRange })
  }

  @Test func aPageBehindTheEndIsListedAsItIsWithoutSalvage() throws {
    let fixture = try #require(Fixtures.field.first { $0.name == "pfn-above-p2m-size" })
    let read = try IndexedCapture(path: fixture.path)
    let found = try IndexedCapture(bytes: try read.bytes, options: Self.salvaging)
    #expect(try found.presentRows() == read.presentRows())
    #expect(!found.index.isSalvaged)
  }
}
