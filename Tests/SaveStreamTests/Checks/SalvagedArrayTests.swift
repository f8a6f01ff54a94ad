import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// Bytes of a PFN array are lost, or others came in between: entries and images are read from both ends.
@Suite struct SalvagedArrayTests {
  private static let salvaging = ReadingOptions(salvages: true)
  private static let samples = [
    "hvm.bin", "hvm-32bit-toolstack.bin", "pv64.bin", "pv32.bin", "xl-hvm.bin", "v3-hvm.bin", "v3-pv.bin",
    "libvirt.bin", "xapi.bin", "v3-remus.bin",
  ]
  .map(Fixtures.sample)

  /// The first array of a capture, its bytes, and the pages that are in it.
  private struct Whole {
    let bytes: [UInt8]
    let row: EntryRow
    let pages: [PageRow]

    init(_ path: String) throws {
      let read = try IndexedCapture(path: path)
      bytes = try read.bytes
      row = try #require(read.index.entryRows.first { $0.count > 16 })
      pages = try read.presentRows()
    }

    /// With bytes that come in between at a place, and how many those behind it move by.
    func inserting(_ count: Int, at place: Int) -> (bytes: [UInt8], moved: Int64) {
      var random = SeededRandom(seed: UInt64(place * 5000 + count))
      let more = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      return (Array(bytes[..<place] + more + bytes[place...]), Int64(count))
    }

    func dropping(_ count: Int, at place: Int) -> (bytes: [UInt8], moved: Int64) {
      (Array(bytes[..<place] + bytes[(place + count)...]), -Int64(count))
    }

    /// Checks that no page is listed elsewhere than it is, or with another PFN, unless that is marked, and that no more
    /// than a few are missing.
    func check(_ damaged: (bytes: [UInt8], moved: Int64), at place: Int, mostMissing: Int) throws {
      let comment: Comment = "\(damaged.moved) bytes at \(place)"
      let found = try IndexedCapture(bytes: damaged.bytes, options: SalvagedArrayTests.salvaging)
      // Those in what is lost are elsewhere, and so nowhere.
      let lost = UInt64(place)..<UInt64(place) + UInt64(max(0, -damaged.moved))
      let places = Set(
        pages.compactMap { page -> PagePlace? in
          guard let offset = page.offset, !lost.contains(offset) else { return nil }
          let isBehind = offset >= UInt64(place)
          return PagePlace(pfn: page.pfn, offset: isBehind ? UInt64(Int64(offset) + damaged.moved) : offset)
        })
      let rows = try found.presentRows()
      let strange = rows.filter { row in
        row.encoding != .doubtful && !places.contains(PagePlace(pfn: row.pfn, offset: row.offset ?? 0))
      }
      #expect(strange.isEmpty, comment)
      #expect(places.subtracting(rows.places).count <= mostMissing, comment)
    }
  }

  @Test(arguments: samples) func noPageIsLostWhereBytesComeInBetween(_ path: String) throws {
    let whole = try Whole(path)
    let wordBytes = whole.row.wordBytes
    for (number, count) in [1, 2, wordBytes, 227, 4000, 4096, 5000].enumerated() {
      let entry = whole.row.count * (number + 1) / 9
      let place = Int(whole.row.array) + entry * wordBytes
      // Between two entries none is hit, and within one it alone is.
      try whole.check(whole.inserting(count, at: place), at: place, mostMissing: 0)
      try whole.check(whole.inserting(count, at: place + 1), at: place + 1, mostMissing: 1)
    }
  }

  @Test(arguments: samples) func entriesThatAreLostTakeOnlyTheirPagesAlong(_ path: String) throws {
    let whole = try Whole(path)
    let wordBytes = whole.row.wordBytes
    for entry in [2, whole.row.count / 2, whole.row.count - 4] {
      let place = Int(whole.row.array) + entry * wordBytes
      for count in [3, wordBytes + 1, 3 * wordBytes - 2] {
        try whole.check(whole.dropping(count, at: place), at: place, mostMissing: count / wordBytes + 1)
      }
    }
  }

  /// Nothing tells where in an array of PFNs in order whole entries are lost.
  @Test(arguments: samples) func pagesOfWhichTheEntriesMayBeLostAreMarked(_ path: String) throws {
    let whole = try Whole(path)
    let wordBytes = whole.row.wordBytes
    for entries in 1...3 {
      let place = Int(whole.row.array) + whole.row.count / 3 * wordBytes
      try whole.check(whole.dropping(entries * wordBytes, at: place), at: place, mostMissing: .max)
    }
  }

  @Test(arguments: samples) func theEndOfAnArrayIsLostWithTheFirstImages(_ path: String) throws {
    let whole = try Whole(path)
    let place = Int(whole.row.arrayEnd) - 3 * whole.row.wordBytes - 1
    for count in [300, 4300] { try whole.check(whole.dropping(count, at: place), at: place, mostMissing: .max) }
  }

  @Test(arguments: samples) func theDamageIsALeafWithAFinding(_ path: String) throws {
    let whole = try Whole(path)
    let place = Int(whole.row.array) + 10 * whole.row.wordBytes
    let read = try IndexedCapture(bytes: whole.inserting(50, at: place).bytes, options: Self.salvaging)
    let finding = try #require(read.index.findings.first { $0.rule == .streamDamaged })
    #expect(finding.offset == UInt64(place) && finding.part == .pfnArray && finding.value == 0)
    #expect(FindingText.message(for: finding).contains("and none is lost"))
    var ends = [UInt64(0)]
    var damaged: [TreeNode] = []
    func visit(_ node: TreeNode) {
      let children = read.tree.children(of: node)
      guard children.count > 0 else {
        #expect(ends.last == node.offset, "\(node.name)")
        ends.append(node.end)
        if node.finding == .streamDamaged { damaged.append(node) }
        return
      }
      for child in 0..<children.count { visit(children[child]) }
    }
    visit(read.tree.root)
    #expect(ends.last == read.capture.size)
    #expect(damaged.map(\.offset) == [UInt64(place)] && damaged.map(\.length) == [50])
  }

  @Test(arguments: samples) func memoryIsThatOfTheWholeCapture(_ path: String) throws {
    let whole = try IndexedCapture(path: path)
    let damage = try Whole(path)
    let place = Int(damage.row.array) + 8 * damage.row.wordBytes
    let read = try IndexedCapture(bytes: damage.inserting(77, at: place).bytes, options: Self.salvaging)
    let right = try GuestMemory(capture: whole.capture, index: whole.index)
    let found = try GuestMemory(capture: read.capture, index: read.index)
    for page in damage.pages where page.checkpoint == 0 {
      #expect(
        try found.page(pfn: page.pfn, at: 0)?.bytes == right.page(pfn: page.pfn, at: 0)?.bytes, "PFN \(page.pfn)")
    }
  }

  /// The record's length tells how many images there are.
  @Test(arguments: [("v3-pv.bin", 1901), ("v3-hvm.bin", 1917)]) func aWordThatIsOverwrittenCostsItsPageAlone(
    _ sample: String, _ place: Int
  ) throws {
    let whole = try Whole(Fixtures.sample(sample))
    var bytes = whole.bytes
    bytes.replaceSubrange(place..<place + 8, with: bytes[Int(whole.row.array) + 8..<Int(whole.row.array) + 16])
    try whole.check((bytes, 0), at: place, mostMissing: 1)
  }

  @Test func aLostWordOfASmallArrayDoesNotLoseIt() throws {
    let path = Fixtures.sample("hvm-remus.bin")
    let read = try IndexedCapture(path: path)
    let bytes = try read.bytes
    for row in read.index.entryRows.dropFirst() where row.count > 2 {
      let place = Int(row.array) + row.wordBytes
      let found = try IndexedCapture(
        bytes: Array(bytes[..<place] + bytes[(place + 8)...]), options: Self.salvaging)
      let finding = found.index.findings.first { $0.rule == .streamDamaged }
      #expect(finding?.part == .pfnArray && finding?.value == 1, "\(row.count) entries")
    }
  }
}
