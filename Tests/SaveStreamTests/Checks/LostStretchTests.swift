import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// Zeros where a batch or a record should begin are named as what they are.
@Suite struct LostStretchTests {
  private func zeroed(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8] {
    var zeroed = bytes
    for place in range { zeroed[place] = 0 }
    return zeroed
  }

  private func found(_ bytes: [UInt8]) throws -> Finding? {
    try IndexedCapture(bytes: bytes).index.findings.first { $0.rule == .lostStretch }
  }

  @Test func aLostBlockOfALegacyStreamIsNamedWithWhatFollows() throws {
    let fixture = try #require(Fixtures.field.first { $0.name == "hole-16k" })
    let read = try IndexedCapture(path: fixture.path)
    let found = try #require(read.index.findings.first { $0.rule == .lostStretch })
    #expect(found.offset == 0x12c988 && found.severity == .error && found.limit == 2)
    let message = FindingText.message(for: found)
    #expect(message.hasPrefix("16.") && message.contains("KiB of zeros where a batch should begin"))
    #expect(message.contains("2 whole batches from 0x"))
  }

  /// A capture whose first checkpoint has several batches.
  private struct Batches: Sendable, CustomStringConvertible {
    let path: String
    /// Batches of the checkpoint behind that are found where the last one of the first is lost.
    let following: Int
    var description: String { path }
  }

  private static let batches: [Batches] =
    [("hvm-live.bin", 0), ("hvm-remus.bin", 1), ("hvm-remus-compressed.bin", 0)].map {
      Batches(path: Fixtures.sample($0), following: $1)
    }
    + [("pv64-remus-compressed", 1), ("t32-hvm-remus-compressed", 0), ("t32-pv64-remus-compressed", 1)].map {
      name, following in
      Batches(path: Fixtures.tiny.first { $0.name == name }?.path ?? name, following: following)
    }

  /// A hole of three sectors over each batch of the first checkpoint but its first: the batches behind it are counted.
  @Test(arguments: batches)
  private func everyLostBatchIsNamed(_ capture: Batches) throws {
    let read = try IndexedCapture(path: capture.path)
    #expect(read.index.findings.allSatisfy { $0.severity == .note })
    let bytes = try read.bytes
    let end = try #require(read.index.checkpoints.first).end
    let batches = read.index.entryRows.filter { $0.array < end }.map { Int($0.array) - 4 }
    let chunks = try read.tree.children(of: #require(read.tree.node(at: "checkpoint[0]/body")))
    let heads = (0..<chunks.count).map { Int(chunks[$0].offset) }
    #expect(batches.count > 1)
    for (number, batch) in batches.enumerated().dropFirst() {
      let found = try #require(try found(zeroed(bytes, batch - 512..<batch + 1024)), "batch \(number)")
      // A chunk that stands right before the batch is lost as well.
      #expect(Int(found.offset) == heads.first { $0 >= batch - 512 }, "batch \(number)")
      #expect(found.value >= 1536, "batch \(number)")
      let behind = batches.count - number - 1
      #expect(found.limit == UInt64(behind > 0 ? behind : capture.following), "batch \(number)")
      if behind > 0 { #expect(found.subject == UInt64(batches[number + 1])) }
    }
  }

  @Test func everyLostRecordOfAModernStreamIsNamed() throws {
    let fixture = try #require(Fixtures.v3.first { $0.name == "tiny-pv-remus" })
    let bytes = try FixtureFile.bytes(fixture.path)
    let read = try IndexedCapture(bytes: bytes)
    // PAGE_DATA has a head and a count before its entries.
    let records = read.index.entryRows.map { Int($0.array) - 16 }
    #expect(records.count > 4)
    // `@829 libxc 0x1 len 12`: all the other records.
    let others = try FixtureFile.lines(#require(fixture.recordsPath)).compactMap { line in
      line.first == "@" ? Int(line.dropFirst().prefix { $0 != " " }) : nil
    }
    let heads = (records + others).sorted()
    for (number, record) in records.enumerated().dropFirst().prefix(4) {
      let hole = record - 1024..<record + 4096
      let found = try #require(try found(zeroed(bytes, hole)), "record \(number)")
      #expect(Int(found.offset) == heads.first { $0 >= hole.lowerBound }, "record \(number)")
      #expect(Int(found.subject) == heads.first { $0 >= hole.upperBound }, "record \(number)")
      #expect(Int(found.offset) + Int(found.value) >= hole.upperBound && found.limit > 0, "record \(number)")
      #expect(FindingText.message(for: found).contains("of zeros where a record should begin"))
    }
  }

  @Test func aHoleInPageDataIsNoFaultThatCanBeTold() throws {
    let bytes = try FixtureFile.bytes(Fixtures.sample("hvm.bin"))
    let read = try IndexedCapture(bytes: bytes)
    let images = Int(try #require(read.index.entryRows.first).array) + 96 * 8
    #expect(try IndexedCapture(bytes: zeroed(bytes, images..<images + 8192)).index.findings.isEmpty)
  }

  @Test(arguments: ["hvm.bin", "v3-hvm.bin"])
  func zerosInAPFNArrayAreNamed(_ name: String) throws {
    let bytes = try FixtureFile.bytes(Fixtures.sample(name))
    let array = Int(try #require(try IndexedCapture(bytes: bytes).index.entryRows.first).array)
    let found = try #require(try found(zeroed(bytes, array + 64..<array + 64 + 128)))
    #expect(found.offset == UInt64(array + 64) && found.value == 128)
    #expect(FindingText.message(for: found).contains("in a PFN array"))
  }

  @Test func zerosBehindASoundStreamAreNoneThatWereLost() throws {
    for name in ["hvm.bin", "pv64.bin", "v3-hvm.bin", "v3-pv.bin", "xapi.bin", "hvm-remus.bin"] {
      let bytes = try FixtureFile.bytes(Fixtures.sample(name))
      #expect(try found(bytes + [UInt8](repeating: 0, count: 8192)) == nil, "\(name)")
    }
  }
}
