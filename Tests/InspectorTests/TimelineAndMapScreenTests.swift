@_spi(Measuring) import Inspector
@_spi(Measuring) import SaveStream
import TestSupport
import Testing

/// The Checkpoints and Map views over the repository's own captures, at the sizes that matter.
@Suite struct TimelineAndMapScreenTests {
  typealias Case = ViewScreenTests.Case

  private static let sizes = [(rows: 24, columns: 80), (50, 160), (16, 60)]

  static let cases =
    all("checkpoints-remus", "hvm-remus-compressed.bin", "3jj")
    + all("map-remus", "hvm-remus.bin", "4:ckpt 2<Enter>:pfn 0xd<Enter>")
    + all("map-pv", "pv64.bin", "4:pfn 0x33<Enter>")
    + [
      Case(name: "checkpoints-empty-one", sample: "hvm-remus.bin", keys: "3:ckpt 3<Enter>"),
      Case(name: "checkpoints-log", sample: "pv64-remus-compressed.bin", keys: "3jv"),
      Case(name: "checkpoints-cut", sample: "hvm-remus-cut.bin", keys: "3G"),
      Case(name: "checkpoints-marked", sample: "hvm-remus-compressed.bin", keys: "3jDj"),
      Case(name: "checkpoints-single", sample: "pv64.bin", keys: "3"),
      Case(name: "checkpoints-ascii", sample: "hvm-remus-compressed.bin", keys: "3jj", glyphs: .ascii),
      Case(
        name: "checkpoints-ascii-160x50", sample: "hvm-remus-compressed.bin", keys: "3jj", size: (50, 160),
        glyphs: .ascii),
      Case(name: "map-empty-checkpoint", sample: "hvm-remus.bin", keys: "4:ckpt 3<Enter>v"),
      Case(name: "map-encodings", sample: "pv64-remus-compressed.bin", keys: "4:ckpt 2<Enter>v"),
      Case(name: "map-sends", sample: "hvm-remus-compressed.bin", keys: "4vv"),
      Case(name: "map-age", sample: "hvm-remus-compressed.bin", keys: "4vvv"),
      Case(name: "map-end-of-row", sample: "hvm-remus-compressed.bin", keys: "4vv:pfn 0x3f<Enter>"),
      Case(name: "map-cut", sample: "hvm-remus-cut.bin", keys: "4v"),
      Case(name: "map-ascii", sample: "pv64.bin", keys: "4:pfn 0x33<Enter>", glyphs: .ascii),
    ]

  private static func all(_ name: String, _ sample: String, _ keys: String) -> [Case] {
    sizes.map { Case(name: "\(name)-\($0.columns)x\($0.rows)", sample: sample, keys: keys, size: $0) }
  }

  @Test(arguments: cases)
  func looksAsKept(_ kept: Case) throws {
    let driver = try InspectorDriver(
      sample: kept.sample, rows: kept.size.rows, columns: kept.size.columns, glyphs: kept.glyphs)
    driver.press(kept.keys)
    try expectScreen(driver, kept.name)
  }

  /// Deltas of every shape, and a guest whose pages lie far apart.
  @Test func madeUpCapturesLookAsKept() throws {
    let deltas = try InspectorDriver(bytes: SmallRemusCapture.bytes, name: "small-remus.bin")
    deltas.press("3j")
    try expectScreen(deltas, "checkpoints-deltas")
    deltas.press("4vl")
    try expectScreen(deltas, "map-deltas")
    let sparse = try InspectorDriver(
      bytes: SparseCapture.bytes(pfns: [0, 1, 2, 0x9000, 0xfeffe, 0xfefff]), name: "sparse.bin")
    sparse.press("4")
    try expectScreen(sparse, "map-sparse")
  }

  @Test func anEmptyIndexSaysThatItWaits() throws {
    let driver = InspectorDriver(
      capture: Capture(bytes: [], path: "/data/arriving.bin"), index: emptyIndex(size: 0, isFinished: false))
    driver.press("3")
    try expectScreen(driver, "nothing-yet-checkpoints")
    driver.press("4")
    try expectScreen(driver, "nothing-yet-map")
  }
}
