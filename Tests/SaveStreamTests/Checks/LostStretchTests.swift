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

  /// A hole of two sectors over each batch but the first: the batches behind it are counted to the last.
  @Test(arguments: ["hvm-live.bin", "pv64.bin", "hvm-32bit-toolstack.bin"])
  func everyLostBatchIsNamed(_ name: String) throws {
    let bytes = try FixtureFile.bytes(Fixtures.sample(name))
    let read = try IndexedCapture(bytes: bytes)
    let batches = read.index.entryRows.map { Int($0.array) - 4 }
    #expect(!batches.isEmpty && read.index.findings.allSatisfy { $0.severity == .note })
    for (number, batch) in batches.enumerated().dropFirst() {
      let found = try #require(try found(zeroed(bytes, batch - 512..<batch + 1024)), "\(name), batch \(number)")
      // A chunk that stands right before the batch is lost as well.
      #expect((batch - 512...batch).contains(Int(found.offset)) && found.value >= 1024)
      #expect(found.limit == UInt64(batches.count - number - 1) || found.limit == 0, "\(name), batch \(number)")
      if found.limit > 0 { #expect(found.subject == UInt64(batches[number + 1])) }
    }
  }

  @Test func everyLostRecordOfAModernStreamIsNamed() throws {
    let fixture = try #require(Fixtures.v3.first { $0.name == "tiny-pv-remus" } ?? Fixtures.v3.first)
    let bytes = try FixtureFile.bytes(fixture.path)
    let read = try IndexedCapture(bytes: bytes)
    // PAGE_DATA has a head and a count before its entries.
    let records = read.index.entryRows.map { Int($0.array) - 16 }
    #expect(records.count > 2)
    for (number, record) in records.enumerated().dropFirst().prefix(4) {
      let found = try #require(try found(zeroed(bytes, record - 1024..<record + 4096)), "record \(number)")
      #expect((record - 1024...record).contains(Int(found.offset)) && found.value >= 4096 && found.limit > 0)
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
