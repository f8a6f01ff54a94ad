import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// A damaged stream is read on where it makes sense again.
@Suite struct SalvageTests {
  private static let salvaging = ReadingOptions(salvages: true)
  private static let plain = [
    "hvm.bin", "pv64.bin", "pv32.bin", "v3-hvm.bin", "v3-pv.bin", "hvm-remus.bin", "v3-remus.bin",
  ]
  .map(Fixtures.sample)

  /// Checks that pages before and behind a damage are where they belong, and what is elsewhere is marked.
  private func check(
    _ whole: [PageRow], _ damaged: [UInt8], _ hit: Range<UInt64>, shift: Int64, least: Double, _ comment: Comment
  ) throws {
    let found = try IndexedCapture(bytes: damaged, options: Self.salvaging).presentRows()
    let places = found.places
    var right = 0
    var outside = 0
    var known: Set<UInt64> = []
    for row in whole {
      let offset = try #require(row.offset)
      let end = offset + (row.length ?? 0)
      let moved = offset >= hit.upperBound ? UInt64(Int64(offset) + shift) : offset
      known.insert(moved)
      let isHit =
        hit.isEmpty ? offset < hit.lowerBound && hit.lowerBound < end : offset < hit.upperBound && hit.lowerBound < end
      if isHit { continue }
      outside += 1
      if places.contains(PagePlace(pfn: row.pfn, offset: moved)) { right += 1 }
    }
    #expect(Double(right) >= least * Double(outside), comment)
    let strange = found.filter { row in row.encoding != .doubtful && !known.contains(row.offset ?? 0) }
    #expect(strange.isEmpty, comment)
  }

  @Test(arguments: ["pv64.bin", "v3-hvm.bin", "v3-pv.bin", "v3-remus.bin"].map(Fixtures.sample))
  func pagesBehindAShiftAreListedWhereTheyAre(_ path: String) throws {
    let read = try IndexedCapture(path: path)
    let bytes = try read.bytes
    let whole = try read.presentRows()
    var random = SeededRandom(seed: 14)
    let images = whole.filter { $0.encoding == .raw }
    for trial in 0..<6 {
      let page = try #require(images.randomElement(using: &random)?.offset)
      let place = Int(page) + Int.random(in: 100..<4000, using: &random)
      let count = Int.random(in: 1...90, using: &random)
      if trial.isMultiple(of: 2) {
        let damaged = Array(bytes[..<place] + bytes[(place + count)...])
        let hit = UInt64(place)..<UInt64(place + count)
        try check(whole, damaged, hit, shift: -Int64(count), least: 0.6, "\(count) dropped at \(place)")
      } else {
        let more = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
        let damaged = Array(bytes[..<place] + more + bytes[place...])
        try check(
          whole, damaged, UInt64(place)..<UInt64(place), shift: Int64(count), least: 0.6,
          "\(count) inserted at \(place)")
      }
    }
  }

  @Test(arguments: ["v3-pv.bin", "hvm-remus.bin", "v3-remus.bin"].map(Fixtures.sample))
  func aCountWithOneBitWrongIsGuessed(_ path: String) throws {
    let read = try IndexedCapture(path: path)
    let whole = try read.presentRows()
    let isLegacy = read.index.stream?.format == .legacy
    for row in read.index.entryRows.prefix(3) where row.count > 8 {
      let place = Int(row.array) - (isLegacy ? 4 : 8)
      for bit in [0, 2, 5] {
        var damaged = try read.bytes
        damaged[place] ^= 1 << UInt8(bit)
        let found = try IndexedCapture(bytes: damaged, options: Self.salvaging)
        #expect(found.index.findings.contains { $0.rule == .wordCorrected && $0.offset == UInt64(place) }, "bit \(bit)")
        #expect(try found.presentRows().map(\.offset) == whole.map(\.offset), "bit \(bit)")
      }
    }
  }

  @Test(arguments: [(33912, -1296), (172_811, 1036), (224_040, -1344)])
  func aCountThatIsRightIsNotGuessedWhereImagesHaveShifted(_ place: Int, _ shift: Int) throws {
    let read = try IndexedCapture(path: Fixtures.sample("hvm-32bit-toolstack.bin"))
    let bytes = try read.bytes
    let damaged = Self.shifted(bytes, at: place, by: shift)
    let found = try IndexedCapture(bytes: damaged, options: Self.salvaging)
    #expect(!found.index.findings.contains { $0.rule == .wordCorrected })
    let hit = UInt64(place)..<UInt64(place - min(shift, 0))
    try check(try read.presentRows(), damaged, hit, shift: Int64(shift), least: 0.9, "\(shift) at \(place)")
  }

  /// Where the batch should end there are now zeros of the tail, which look like the END of a body.
  @Test func zerosOfATailAreNotTakenForTheEndOfABody() throws {
    let fixture = try #require(Fixtures.captures.first { $0.name == "t32-pv32-plain" })
    let read = try IndexedCapture(path: fixture.path)
    let place = 91_976
    let damaged = Self.shifted(try read.bytes, at: place, by: -4328)
    let hit = UInt64(place)..<UInt64(place + 4328)
    try check(try read.presentRows(), damaged, hit, shift: -4328, least: 0.9, "4328 bytes are lost")
  }

  /// What is left of the last image then ends with a whole chunk, and another one stands where the batch should end.
  @Test(arguments: [
    ("hvm.bin", 147_442, 80), ("xl-hvm.bin", 70_618, 160), ("pv64.bin", 90_000, 16), ("v3-hvm.bin", 70_000, 32),
    ("v3-pv.bin", 90_000, 4136), ("v3-remus.bin", 100_000, 32),
    // And of an entry and its image, which a smaller count explains as well.
    ("hvm-remus.bin", 272_106, 4104),
  ])
  func asManyBytesAreMissedAsTheNextChunkHas(_ sample: String, _ place: Int, _ count: Int) throws {
    let read = try IndexedCapture(path: Fixtures.sample(sample))
    let damaged = Self.shifted(try read.bytes, at: place, by: -count)
    let hit = UInt64(place)..<UInt64(place + count)
    try check(try read.presentRows(), damaged, hit, shift: -Int64(count), least: 0.8, "\(count) are lost")
  }

  /// Bytes of which some are lost at a place, or come in between.
  private static func shifted(_ bytes: [UInt8], at place: Int, by shift: Int) -> [UInt8] {
    guard shift > 0 else { return Array(bytes[..<place] + bytes[(place - shift)...]) }
    var random = SeededRandom(seed: 3)
    let more = (0..<shift).map { _ in UInt8.random(in: 0...255, using: &random) }
    return Array(bytes[..<place] + more + bytes[place...])
  }

  @Test(arguments: [0, 7, 23, 38]) func bytesThatComeInBetweenAreFoundAmongPagesOfZeros(_ page: Int) throws {
    let count = 40
    let zeros = [UInt8](repeating: 0, count: count * pageSize)
    let capture = Capture(bytes: Self.shifted(zeros, at: page * pageSize + 2000, by: 700))
    let step = ImageStep(window: ByteWindow(capture), start: 0, count: count, shift: 700)
    let found = try step.find()
    #expect(found.before == page)
    #expect(found.damaged == 1)
    #expect(found.doubtful.contains(page))
  }

  @Test func whatIsFoundAgainSaysWhyAndHowSureItIs() throws {
    let remus = try IndexedCapture(path: Fixtures.sample("hvm-remus.bin"))
    var bytes = try remus.bytes
    let batch = try #require(remus.index.entryRows.dropFirst(2).first)
    for place in Int(batch.array) - 4..<Int(batch.array) + 64 { bytes[place] = 0xaa }
    let hole = try IndexedCapture(bytes: bytes, options: Self.salvaging)
    let lost = try #require(hole.index.findings.first { $0.rule == .streamDamaged })
    let sign = try #require(lost.sign)
    // Nothing speaks against the TSC_INFO in front of the batch.
    #expect(lost.offset == batch.array - 4)
    #expect(FindingText.message(for: lost).contains(sign.reason))
    #expect(FindingText.message(for: lost).contains("(\(sign.certainty == .guess ? "a guess" : sign.certainty.word): "))

    let plain = try IndexedCapture(path: Fixtures.sample("pv64.bin"))
    let image = Int(try #require(plain.index.entryRows.first).arrayEnd) + 5 * pageSize + 99
    let shifted = try IndexedCapture(bytes: Self.shifted(plain.bytes, at: image, by: -50), options: Self.salvaging)
    let step = try #require(shifted.index.findings.first { $0.rule == .pagesShifted })
    #expect(FindingText.message(for: step).hasPrefix("50 bytes are missing among"))
    #expect(step.sign?.certainty != nil)
    #expect(FindingText.message(for: step).contains(try #require(step.sign).reason))
  }

  @Test(arguments: PlaceSign.Certainty.allCases) func aSignIsTheSameWhenItIsUnpacked(_ certainty: PlaceSign.Certainty) {
    let sign = PlaceSign(.batch, count: 1024, certainty)
    #expect(PlaceSign(packed: sign.packed) == sign)
    #expect(PlaceSign(packed: (sign.packed << 1) >> 1) == sign)
    #expect(PlaceSign(packed: 0) == nil)
  }

  @Test func whatIsMissingIsCountedUpToACheckpoint() throws {
    let read = try IndexedCapture(path: Fixtures.sample("hvm-remus.bin"))
    let place = Int(read.index.checkpoints[1].offset) + 2000
    let damaged = Self.shifted(try read.bytes, at: place, by: -3000)
    let index = try IndexedCapture(bytes: damaged, options: Self.salvaging).index
    #expect(SalvageLoss(of: index, upTo: 0).isNothing)
    let loss = SalvageLoss(of: index, upTo: 2)
    #expect(loss.checkpoints == [1])
    #expect(loss.lostPages + loss.bytes > 0)
    #expect(SalvageLoss(of: read.index, upTo: 2).isNothing)
    #expect(!index.isMemorySound(at: 2))
    #expect(index.isMemorySound(at: 0))
  }

  @Test(arguments: plain)
  func theLeavesOfADamagedCaptureTileIt(_ path: String) throws {
    let read = try IndexedCapture(path: path)
    let bytes = try read.bytes
    let row = try #require(read.index.entryRows.first)
    let place = Int(row.arrayEnd) + 3 * pageSize + 77
    let damaged = try IndexedCapture(
      bytes: Array(bytes[..<place] + bytes[(place + 321)...]), options: Self.salvaging)
    #expect(damaged.index.findings.contains { $0.rule == .pagesShifted })
    var ends = [UInt64(0)]
    func visit(_ node: TreeNode) throws {
      let children = damaged.tree.children(of: node)
      guard children.count > 0 else {
        #expect(ends.last == node.offset, "\(node.name)")
        ends.append(node.end)
        return
      }
      for child in 0..<children.count { try visit(children[child]) }
    }
    try visit(damaged.tree.root)
    #expect(ends.last == damaged.capture.size)
  }

  @Test(arguments: Fixtures.half(of: Fixtures.malformed.map(\.path) + plain))
  func whatIsDamagedAndCutIsReadToItsEnd(_ path: String) throws {
    let bytes = try Capture.open(path).bytes(at: 0, count: 4 << 20)
    let seed = UInt64.random(in: 0...(.max))
    var random = SeededRandom(seed: seed)
    for trial in 0..<8 {
      var damaged = Array(bytes.prefix(Int.random(in: 64...max(64, bytes.count), using: &random)))
      for _ in 0..<trial { damaged[Int.random(in: 0..<damaged.count, using: &random)] ^= 1 << UInt8(trial) }
      // What is no capture any more is refused.
      guard let read = try? IndexedCapture(bytes: damaged, options: Self.salvaging) else { continue }
      let size = UInt64(damaged.count)
      #expect(read.index.isFinished, "seed \(seed), trial \(trial)")
      #expect(read.index.checkpoints.allSatisfy { $0.end <= size }, "seed \(seed), trial \(trial)")
      #expect(read.index.holes.allSatisfy { $0.offset < $0.end && $0.end <= size }, "seed \(seed), trial \(trial)")
      let places = try read.presentRows().compactMap(\.offset)
      #expect(places.allSatisfy { $0 < size }, "seed \(seed), trial \(trial)")
    }
  }

  @Test(arguments: ["hvm-remus-compressed.bin", "pv64-remus-compressed.bin"].map(Fixtures.sample))
  func deltasBehindADamageBelongToTheLastEntries(_ path: String) throws {
    let read = try IndexedCapture(path: path)
    let bytes = try read.bytes
    let whole = try read.presentRows()
    let deltas = whole.filter { $0.checkpoint == 1 && $0.encoding != .raw }
    let first = try #require(deltas.first?.offset)
    let last = try #require(deltas.last?.offset)
    var random = SeededRandom(seed: 12)
    for trial in 0..<8 {
      let place = Int.random(in: Int(first)..<Int(last), using: &random)
      let count = Int.random(in: 1...900, using: &random)
      let hit = UInt64(place)..<UInt64(place + count)
      if trial.isMultiple(of: 2) {
        let damaged = Array(bytes[..<place] + bytes[(place + count)...])
        try check(whole, damaged, hit, shift: -Int64(count), least: 0.8, "\(count) dropped at \(place)")
      } else {
        var damaged = bytes
        for byte in place..<place + count { damaged[byte] = 0 }
        try check(whole, damaged, hit, shift: 0, least: 0.8, "\(count) zeroed at \(place)")
      }
    }
  }

  @Test func aStreamBehindOtherBytesIsReadFromItsOffset() throws {
    let bytes = try IndexedCapture(path: Fixtures.sample("hvm.bin")).bytes
    let read = try IndexedCapture(
      bytes: [UInt8](repeating: 0x41, count: 777) + bytes, options: ReadingOptions(start: 777))
    #expect(read.index.lastCompleteCheckpoint == 0)
    #expect(read.index.checkpoints.first?.end == UInt64(bytes.count) + 777)
  }

  @Test(arguments: [1 << 40, UInt64.max - 4, .max]) func noStreamBeginsBehindTheEnd(_ start: UInt64) throws {
    let bytes = try IndexedCapture(path: Fixtures.sample("hvm.bin")).bytes
    let error = #expect(throws: CaptureError.self) {
      try IndexedCapture(bytes: bytes, options: ReadingOptions(start: start))
    }
    #expect(error?.kind == .notAStream)
  }

  /// The last record reaches past the end then, and nothing behind it tells where its pages are.
  @Test func imagesAtTheEndOfACutCaptureAreMarkedWhereTheyMayBeOutOfStep() throws {
    let read = try IndexedCapture(path: Fixtures.sample("v3-linux.bin"))
    let place = 270_970
    let damaged = Self.shifted(try read.bytes, at: place, by: -4371)
    try check(
      try read.presentRows(), damaged, UInt64(place)..<UInt64(place + 4371), shift: -4371, least: 0.85,
      "4371 bytes are lost")
  }

  /// Entries of a page table look like the head of a record that is longer than the capture.
  @Test func aRecordThatReachesPastTheEndIsNotTakenForOneThatFollows() throws {
    let fixture = try #require(Fixtures.v3.first { $0.name == "tiny-pvh" })
    let read = try IndexedCapture(path: fixture.path)
    let place = 3_140_502
    let damaged = Self.shifted(try read.bytes, at: place, by: -2113)
    let index = try IndexedCapture(bytes: damaged, options: Self.salvaging).index
    #expect(index.findings.contains { $0.rule == .pagesShifted && $0.value == 2113 })
    #expect(!index.findings.contains { $0.rule == .recordOfOtherGuest })
  }

  @Test func aMagicWithOneBitWrongIsGuessed() throws {
    var bytes = try IndexedCapture(path: Fixtures.sample("xl-hvm.bin")).bytes
    bytes[5] ^= 4
    let read = try IndexedCapture(bytes: bytes, options: Self.salvaging)
    #expect(read.index.lastCompleteCheckpoint == 0)
    #expect(read.index.findings.first?.rule == .wordCorrected)
    #expect(throws: CaptureError.self) { try IndexedCapture(bytes: bytes) }
  }
}
