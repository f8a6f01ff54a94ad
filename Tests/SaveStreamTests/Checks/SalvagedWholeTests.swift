import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// Of a capture that is whole nothing is salvaged.
@Suite struct SalvagedWholeTests {
  private static let salvaging = ReadingOptions(salvages: true)
  private static let paths =
    (Fixtures.captures + Fixtures.v3).map(\.path)
    + ["hvm-32bit-toolstack", "pv32", "xl-hvm", "libvirt", "xapi", "v3-linux", "v3-remus"].map {
      Fixtures.sample("\($0).bin")
    }

  @Test(arguments: paths) func whatIsWholeIsReadAsWithoutSalvage(_ path: String) throws {
    let read = try IndexedCapture(path: path).index
    let salvaged = try IndexedCapture(path: path, options: Self.salvaging).index
    #expect(!salvaged.isSalvaged)
    #expect(salvaged.findings.map(\.rule) == read.findings.map(\.rule))
    #expect(salvaged.checkpoints.map(\.end) == read.checkpoints.map(\.end))
    #expect(salvaged.entryRows.map(\.array) == read.entryRows.map(\.array))
  }

  /// As in pages of kernels with many small numbers.
  @Test(arguments: ["pv32.bin", "pv64.bin"]) func aPageLikeAVCPUsContextMakesNoTailOfItsBatch(_ sample: String) throws {
    let guest = try PatchedGuest(sample)
    let context = Array(guest.bytes[guest.contextOffset..<guest.contextOffset + pageSize])
    let batches = try IndexedCapture(bytes: guest.bytes).index.entryRows.filter { $0.count > 1 }
    for batch in batches {
      var bytes = guest.bytes
      bytes.replaceSubrange(Int(batch.arrayEnd)..<Int(batch.arrayEnd) + pageSize, with: context)
      #expect(try !IndexedCapture(bytes: bytes, options: Self.salvaging).index.isSalvaged)
    }
  }
}
