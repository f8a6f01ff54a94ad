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

  private func rows(_ read: IndexedCapture) throws -> [PageRow] {
    let rows = PageRows(capture: read.capture, index: read.index)
    return try rows.rows(0..<rows.count(contentOnly: true), contentOnly: true).filter { $0.encoding != .missing }
  }

  /// Where page images are, by their PFNs.
  private struct Place: Hashable {
    let pfn: UInt64
    let offset: UInt64
  }

  /// Checks that pages before and behind a damage are where they belong, and what is elsewhere is marked.
  private func check(
    _ whole: [PageRow], _ damaged: [UInt8], _ hit: Range<UInt64>, shift: Int64, least: Double, _ comment: Comment
  ) throws {
    let found = try rows(IndexedCapture(bytes: damaged, options: Self.salvaging))
    let places = Set(found.compactMap { row in row.offset.map { Place(pfn: row.pfn, offset: $0) } })
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
      if places.contains(Place(pfn: row.pfn, offset: moved)) { right += 1 }
    }
    #expect(Double(right) >= least * Double(outside), comment)
    let strange = found.filter { row in row.encoding != .doubtful && !known.contains(row.offset ?? 0) }
    #expect(strange.isEmpty, comment)
  }

  @Test(arguments: ["pv64.bin", "v3-hvm.bin", "v3-pv.bin", "v3-remus.bin"].map(Fixtures.sample))
  func pagesBehindAShiftAreListedWhereTheyAre(_ path: String) throws {
    let read = try IndexedCapture(path: path)
    let bytes = try read.bytes
    let whole = try rows(read)
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
    let whole = try rows(read)
    let isLegacy = read.index.stream?.format == .legacy
    for row in read.index.entryRows.prefix(3) where row.count > 8 {
      let place = Int(row.array) - (isLegacy ? 4 : 8)
      for bit in [0, 2, 5] {
        var damaged = try read.bytes
        damaged[place] ^= 1 << UInt8(bit)
        let found = try IndexedCapture(bytes: damaged, options: Self.salvaging)
        #expect(found.index.findings.contains { $0.rule == .wordCorrected && $0.offset == UInt64(place) }, "bit \(bit)")
        #expect(try rows(found).map(\.offset) == whole.map(\.offset), "bit \(bit)")
      }
    }
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

  @Test(arguments: Fixtures.malformed.map(\.path) + plain)
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
      let places = try rows(read).compactMap(\.offset)
      #expect(places.allSatisfy { $0 < size }, "seed \(seed), trial \(trial)")
    }
  }

  @Test(arguments: ["hvm-remus-compressed.bin", "pv64-remus-compressed.bin"].map(Fixtures.sample))
  func deltasBehindADamageBelongToTheLastEntries(_ path: String) throws {
    let read = try IndexedCapture(path: path)
    let bytes = try read.bytes
    let whole = try rows(read)
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

  @Test func aMagicWithOneBitWrongIsGuessed() throws {
    var bytes = try IndexedCapture(path: Fixtures.sample("xl-hvm.bin")).bytes
    bytes[5] ^= 4
    let read = try IndexedCapture(bytes: bytes, options: Self.salvaging)
    #expect(read.index.lastCompleteCheckpoint == 0)
    #expect(read.index.findings.first?.rule == .wordCorrected)
    #expect(throws: CaptureError.self) { try IndexedCapture(bytes: bytes) }
  }
}
