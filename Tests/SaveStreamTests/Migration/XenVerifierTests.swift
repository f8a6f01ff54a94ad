import Samples
import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// What Xen's own `verify-stream-v2` says of what savescope writes.
@Suite(.enabled(if: XenScripts.found != nil, "\(XenScripts.leftOut)"))
struct XenVerifierTests {
  private func expectTaken(_ bytes: [UInt8], as format: XenScripts.Format) throws {
    let file = TemporaryFile(bytes)
    let run = try #require(XenScripts.found).verify(file.path, as: format)
    #expect(run.status == 0, "\(run.output.suffix(400))\(run.errors.suffix(400))")
    #expect(run.output.contains("Libxc Record: End"))
  }

  @Test(arguments: Fixtures.captures)
  func takesWhatARealCaptureIsConvertedTo(_ fixture: CaptureFixture) throws {
    try expectConversion(IndexedCapture(path: fixture.path))
  }

  @Test(arguments: SampleKind.legacy)
  func takesWhatASampleIsConvertedTo(_ kind: SampleKind) throws {
    try expectConversion(IndexedCapture(bytes: kind.bytes))
  }

  private func expectConversion(_ read: IndexedCapture) throws {
    let conversion = try LegacyConversion(of: GuestMemory(capture: read.capture, index: read.index))
    var sink = MemorySink()
    let outcome = try conversion.write(to: &sink)
    let format: XenScripts.Format? =
      switch outcome.form {
      case .libxc: .libxc
      case .libxl: .libxl
      case .xl: .xl
      case .libvirt: nil
      }
    try expectTaken(sink.bytes, as: #require(format))
  }

  /// Those of Remus, which it does not take as they are, included.
  @Test(arguments: Fixtures.v3.filter { $0.name.hasPrefix("tiny") })
  func takesWhatIsCutOutOfARealCapture(_ fixture: CaptureFixture) throws {
    let read = try IndexedCapture(path: fixture.path)
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    for checkpoint in read.index.checkpoints.indices where read.index.checkpoints[checkpoint].isComplete {
      var sink = MemorySink()
      _ = try MigrationCut(of: memory, at: checkpoint).write(to: &sink)
      try expectTaken(sink.bytes, as: .xl)
    }
  }

  @Test(arguments: [(SampleKind.v3Remus, 3), (.v3Linux, 2)])
  func takesWhatIsCutOutOfARemusSample(_ kind: SampleKind, checkpoint: Int) throws {
    let read = try IndexedCapture(bytes: kind.bytes)
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    var sink = MemorySink()
    _ = try MigrationCut(of: memory, at: checkpoint).write(to: &sink)
    try expectTaken(sink.bytes, as: .xl)
  }

  @Test(arguments: [SampleKind.v3PV, .v3HVM, .migrationTap])
  func takesASample(_ kind: SampleKind) throws {
    try expectTaken(kind.bytes, as: .xl)
  }

  /// It knows no XAPI and no libvirt: what lies in these is given to it alone.
  @Test(arguments: [(SampleKind.xapi, "\u{ff}", XenScripts.Format.libxc), (.libvirt, "LibxlFmt", .libxl)])
  func takesWhatLiesInAnEnvelope(_ kind: SampleKind, _ start: String, _ format: XenScripts.Format) throws {
    let mark = start == "\u{ff}" ? [UInt8](repeating: 0xff, count: 8) + Array("XENF".utf8) : Array(start.utf8)
    let bytes = kind.bytes
    let place = try #require(bytes.indices.first { bytes[$0...].starts(with: mark) })
    try expectTaken(Array(bytes[place...]), as: format)
  }

  /// It takes the first record that is libxl's for one of libxc, as with every stream of Remus; up to there it is
  /// content.
  @Test(arguments: [SampleKind.v3Remus, .v3Linux])
  func readsARemusSampleUpToTheFirstCheckpoint(_ kind: SampleKind) throws {
    let file = TemporaryFile(kind.bytes)
    let run = try #require(XenScripts.found).verify(file.path, as: .xl)
    #expect(run.status == 1)
    #expect(run.output.contains("Libxc Record: Checkpoint, length 0"))
  }
}
