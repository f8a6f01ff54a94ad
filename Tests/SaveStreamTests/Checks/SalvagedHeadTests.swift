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
}
