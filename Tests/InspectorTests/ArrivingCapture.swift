@_spi(Measuring) import SaveStream
import TestSupport

@_spi(Measuring) @testable import Inspector

/// A capture of which the inspector knows only the first few checkpoints, until all of it has been read.
struct ArrivingCapture {
  let whole: IndexedCapture
  private let bytes: [UInt8]

  init(sample: String) throws {
    bytes = try FixtureFile.bytes(Fixtures.sample(sample))
    whole = try IndexedCapture(bytes: bytes)
  }

  /// What is known once all up to the end of a checkpoint has been read.
  func index(through checkpoint: Int) throws -> IndexSnapshot {
    var index = try IndexedCapture(bytes: Array(bytes[..<Int(whole.index.checkpoints[checkpoint].end)])).index
    index.isFinished = false
    return index
  }

  /// An inspector that has been told of the checkpoints up to one of them.
  func session(through checkpoint: Int, _ inspector: Inspector) throws -> InspectorSession {
    let index = try index(through: checkpoint)
    let session = InspectorSession(capture: whole.capture, index: index, inspector: inspector)
    _ = session.send(.resize(rows: 24, columns: 80))
    _ = session.send(.index(index, milliseconds: 0))
    return session
  }
}
