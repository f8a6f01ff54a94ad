@_spi(Measuring) import Inspector
@_spi(Measuring) import SaveStream
import TestSupport
import Testing

/// Each view over streams as Xen 4.17 writes them: the same views as for legacy ones, and nothing that asks which they
/// are.
@Suite struct MigrationScreenTests {
  static let cases = [
    ViewScreenTests.Case(name: "v3-summary", sample: "v3-pv.bin", keys: ""),
    ViewScreenTests.Case(name: "v3-tree", sample: "v3-pv.bin", keys: "1jj<Enter>jj<Enter>"),
    ViewScreenTests.Case(name: "v3-tree-vcpu", sample: "v3-pv.bin", keys: "1jjj<Enter>jj<Enter>jjj<Enter>"),
    ViewScreenTests.Case(name: "v3-pages", sample: "v3-hvm.bin", keys: "2jj"),
    ViewScreenTests.Case(name: "v3-checkpoints", sample: "v3-remus.bin", keys: "3j"),
    ViewScreenTests.Case(name: "v3-map", sample: "v3-pv.bin", keys: "4"),
    ViewScreenTests.Case(name: "v3-page", sample: "v3-remus.bin", keys: "2jjP"),
    ViewScreenTests.Case(name: "v3-diff", sample: "v3-remus.bin", keys: "6"),
    ViewScreenTests.Case(name: "v3-findings", sample: "migration-tap.bin", keys: "7"),
    ViewScreenTests.Case(name: "v3-summary-xapi", sample: "xapi.bin", keys: ""),
    ViewScreenTests.Case(name: "v3-tree-libvirt", sample: "libvirt.bin", keys: "1<Enter>"),
  ]

  @Test(arguments: cases)
  func looksAsKept(_ kept: ViewScreenTests.Case) throws {
    let driver = try InspectorDriver(sample: kept.sample)
    driver.press(kept.keys)
    try expectScreen(driver, kept.name)
  }

  /// Why does this image not restore? The first screen says so, and one key leads to the record.
  @Test func aKeyLeadsToWhatAReceiverRefuses() throws {
    var stream = RecordStream()
    stream.addPVStart(staticDataEnd: false)
    stream.addPages([0, 1, 0x4 << 60 | 2], images: [0xa0, 0xa1, 0])
    stream.addPVState()
    stream.add(0)
    let driver = try InspectorDriver(bytes: stream.bytes, name: "refused.bin")
    try expectScreen(driver, "v3-refused-summary")
    driver.press("7")
    #expect(driver.screen.contains("STATIC_DATA_END seen"))
    driver.press("<Enter>")
    try expectScreen(driver, "v3-refused-record")
  }

  /// A sender lists every PFN that an HVM guest could have: those without content are hidden until they are asked for.
  @Test func entriesWithoutContentAreHiddenAtFirst() throws {
    var stream = RecordStream(type: 2)
    stream.add(0x10)
    stream.addPages([0, 1], images: [0xb0, 0xb1])
    for first in stride(from: UInt64(2), to: 20_002, by: 1000) {
      stream.addPages((first..<first + 1000).map { 0xf << 60 | $0 }, images: [])
    }
    stream.addHVMContext()
    stream.add(0)
    let driver = try InspectorDriver(bytes: stream.bytes, name: "mostly-empty.bin")
    driver.press("2")
    #expect(!driver.screen.contains("XTAB"))
    driver.press("aG")
    #expect(driver.screen.contains("XTAB"))
    #expect(driver.screen.contains("0x4e21"))
  }
}
