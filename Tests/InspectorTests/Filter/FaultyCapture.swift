import TestSupport

/// A sample with three batches put in that say nothing, and with its end cut off: three notes and, behind them, an
/// error.
enum FaultyCapture {
  static func bytes() throws -> [UInt8] {
    let sound = try FixtureFile.bytes(Fixtures.sample("hvm.bin"))
    let emptyBatch: [UInt8] = [1, 0, 0, 0, 0, 0, 0, 0xf0, 0, 0, 0, 0]
    return Array(sound[..<8]) + emptyBatch + emptyBatch + emptyBatch + sound[8...].dropLast(1000)
  }
}
