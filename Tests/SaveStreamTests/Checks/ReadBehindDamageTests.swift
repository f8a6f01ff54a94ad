import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// A capture is read on behind damage by itself where there is some, and otherwise as it is.
@Suite struct ReadBehindDamageTests {
  /// The index of a capture read on behind damage; nil where that is not done.
  private func behindDamage(_ capture: Capture) -> IndexSnapshot? {
    let indexer = CaptureIndexer(capture: capture)
    var failure: CaptureError?
    do throws(CaptureError) { try indexer.run() } catch { failure = error }
    let second = StreamIndex()
    return indexer.findsMore(behind: &failure, into: second) ? second.snapshot : nil
  }

  /// Of what breaks a rule all bytes have a place.
  private static let sound =
    (Fixtures.captures + Fixtures.v3).map(\.path) + Fixtures.malformed.map(\.path).filter { !isLost($0) }
    + Fixtures.field.map(\.path).filter { !isLost($0) && !$0.hasSuffix("/empty.bin") }

  /// Those of which something is lost, or came in between.
  private static func isLost(_ path: String) -> Bool {
    ["comp-overrun-skip", "head-lost-16", "hole-16k", "text-mode-transfer"].contains { path.contains($0) }
  }

  @Test(arguments: sound) func aCaptureThatOnlyBreaksRulesIsReadAsReceiversDo(_ path: String) throws {
    #expect(behindDamage(try Capture.open(path)) == nil)
  }

  @Test(arguments: (Fixtures.malformed + Fixtures.field).map(\.path).filter(isLost))
  func whatIsBehindDamageIsFound(_ path: String) throws {
    let index = try #require(behindDamage(try Capture.open(path)))
    #expect(index.isSalvaged && index.firstDamage != nil)
  }

  @Test(arguments: ["pv64.bin", "hvm-remus.bin", "libvirt.bin", "v3-pv.bin"].map(Fixtures.sample), [-900, 77])
  func pagesBehindAShiftAreFound(_ path: String, _ shift: Int) throws {
    let read = try IndexedCapture(path: path)
    var bytes = try read.bytes
    let place = Int(try #require(read.index.entryRows.first).arrayEnd) + 5000
    if shift < 0 {
      bytes.removeSubrange(place..<place - shift)
    } else {
      bytes.insert(contentsOf: repeatElement(0xa5, count: shift), at: place)
    }
    let index = try #require(behindDamage(Capture(bytes: bytes)))
    #expect(index.firstDamage?.rule == .pagesShifted)
    let found = try IndexedCapture(bytes: bytes, options: ReadingOptions(salvages: true))
    #expect(Array(index.entryRows.map(\.array)) == found.index.entryRows.map(\.array))
  }

  /// A receiver gives up at such a record, and the rest is where its length says.
  @Test(arguments: ["v3-hvm.bin", "v3-pv.bin", "libvirt.bin"].map(Fixtures.sample), [0x13, 0xb, 1] as [UInt64])
  func anOddRecordBehindPagesIsNoDamage(_ path: String, _ type: UInt64) throws {
    let read = try IndexedCapture(path: path)
    var bytes = try read.bytes
    let row = try #require(read.index.entryRows.last)
    let end = Int(row.arrayEnd) + Int(read.index.contentCount) * pageSize
    bytes.insert(contentsOf: [UInt8].number(type, bytes: 4) + [UInt8](repeating: 0, count: 4), at: end)
    #expect(behindDamage(Capture(bytes: bytes)) == nil)
  }

  @Test func aStreamBehindASoundOneIsNotMixedWithIt() throws {
    let bytes = try FixtureFile.bytes(Fixtures.sample("v3-pv.bin"))
    #expect(behindDamage(Capture(bytes: bytes + bytes)) == nil)
  }

  @Test(arguments: [("hvm.bin", 134), ("hvm-remus-compressed.bin", 59), ("hvm-remus-compressed.bin", 265_866)])
  func ofABlockOfZerosNothingIsListedUnmarked(_ sample: String, _ place: Int) throws {
    let read = try IndexedCapture(path: Fixtures.sample(sample))
    var bytes = try read.bytes
    bytes.replaceSubrange(place..<place + 4096, with: repeatElement(0, count: 4096))
    #expect(behindDamage(Capture(bytes: bytes)) != nil)
    let found = try IndexedCapture(bytes: bytes, options: ReadingOptions(salvages: true)).presentRows()
    let known = Dictionary(
      try read.presentRows().map { ($0.offset ?? 0, $0.pfn) }, uniquingKeysWith: { first, _ in first })
    for row in found where row.encoding != .doubtful { #expect(known[row.offset ?? 0] == row.pfn) }
  }

  @Test func whatIsNoStreamStaysNone() {
    #expect(behindDamage(Capture(bytes: [UInt8](repeating: 0, count: 1 << 20))) == nil)
    #expect(behindDamage(Capture(bytes: Array("no capture".utf8))) == nil)
  }

  @Test func whoAskedForItIsNotAnsweredTwice() throws {
    let path = try #require(Fixtures.field.map(\.path).first { $0.contains("hole-16k") })
    let indexer = CaptureIndexer(capture: try Capture.open(path), options: ReadingOptions(salvages: true))
    try indexer.run()
    var failure: CaptureError?
    #expect(!indexer.findsMore(behind: &failure, into: StreamIndex()))
  }
}
