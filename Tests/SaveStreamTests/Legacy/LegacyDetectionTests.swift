import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// Streams of 32-bit toolstacks, whose first batch could be the p2m frame list of a PV guest: damage behind it does not make
/// them another kind of stream.
@Suite struct LegacyDetectionTests {
  /// A stream of a guest with 4,096 PFNs, four words of a p2m table if it were PV: batches of pages of zeros.
  private func stream(firstPFN: Int, batches: Int) -> [UInt8] {
    let header: [UInt8] = .number(0x1000, bytes: 4)
    return (0..<batches).reduce(into: header) { bytes, batch in
      let pfns = (0..<64).map { UInt64(firstPFN + batch * 64 + $0) }
      bytes += .number(64, bytes: 4) + pfns.flatMap { [UInt8].number($0, bytes: 4) }
      bytes += [UInt8](repeating: 0, count: 64 * 4096)
    }
  }

  @Test(arguments: [1, 2, 9])
  func aBatchFromPFN0OnIsNoFrameList(_ batches: Int) throws {
    let bytes = stream(firstPFN: 0, batches: batches) + [UInt8](repeating: 0xa5, count: 5000)
    let index = try IndexedCapture(bytes: bytes).index
    #expect(index.stream?.guest == .hvm)
    #expect(index.totals.entries == UInt64(batches * 64))
  }

  /// Its frame list could be batches, and is told from them by chunks that are unpacked later.
  @Test(arguments: 0..<10) func aPackedStreamIsTheSameHoweverQuicklyItIsUnpacked(_ trial: Int) throws {
    let packed = "\(Fixtures.packageRoot)/Tests/Captures/field/xen31-pv64.bin.zst"
    let index = try IndexedCapture(path: packed).index
    #expect(index.stream?.guest == .pv && index.contentCount == 75)
  }

  @Test func bytesThatAreLostInTheFirstBatchLeaveItABatch() throws {
    var bytes = stream(firstPFN: 0, batches: 9)
    bytes.removeSubrange(40_000..<43_000)
    let index = try IndexedCapture(bytes: bytes, options: ReadingOptions(salvages: true)).index
    #expect(index.stream?.guest == .hvm)
    #expect(index.totals.entries == 9 * 64)
  }

  @Test func manyBatchesBeforeADamageAreMoreThanAFewThatEndWell() throws {
    let bytes = stream(firstPFN: 5, batches: 9) + [UInt8](repeating: 0xa5, count: 5000)
    let index = try IndexedCapture(bytes: bytes).index
    #expect(index.stream?.guest == .hvm)
    #expect(index.totals.entries == 9 * 64)
  }
}
