import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// Of a capture that is whole nothing is salvaged.
@Suite struct SalvagedWholeTests {
  private static let paths =
    (Fixtures.captures + Fixtures.v3).map(\.path)
    + ["hvm-32bit-toolstack", "pv32", "xl-hvm", "libvirt", "xapi", "v3-linux", "v3-remus"].map {
      Fixtures.sample("\($0).bin")
    }

  @Test(arguments: paths) func whatIsWholeIsReadAsWithoutSalvage(_ path: String) throws {
    let read = try IndexedCapture(path: path).index
    let salvaged = try IndexedCapture(path: path, options: ReadingOptions(salvages: true)).index
    #expect(!salvaged.isSalvaged)
    #expect(salvaged.findings.map(\.rule) == read.findings.map(\.rule))
    #expect(salvaged.checkpoints.map(\.end) == read.checkpoints.map(\.end))
    #expect(salvaged.entryRows.map(\.array) == read.entryRows.map(\.array))
  }
}
