/// A capture that real Xen code wrote, with what is known to be true of it.
public struct CaptureFixture: Sendable, CustomStringConvertible {
  /// Which of the sets it belongs to.
  public enum Collection: String, Sendable {
    /// Legacy captures of 0.1 to 0.5 MB.
    case tiny
    /// Legacy captures broken on purpose (and two that are good), with `Fixtures.malformedResults` beside them.
    case malformed
    /// Legacy captures after public reports of saves that failed or looked wrong, with `Fixtures.fieldExpectations`.
    case field
    /// Legacy captures of 16 to 137 MB.
    case large
    /// Captures of a running Xen 4.17.
    case v3
  }

  public let collection: Collection
  /// The folder's name, or for a malformed or field capture the file's name without `.bin`.
  public let name: String
  /// The path of the capture itself.
  public let path: String
  /// The folder that holds what is known of it; nil for a malformed or field capture.
  public let folder: String?

  /// Every chunk with its offset as Xen's receiver read it (`chunks.txt`); nil where there is none.
  public var chunksPath: String? { fact("chunks.txt") }
  /// Guest memory at each checkpoint (`truth.tsv`); nil where there is none.
  public var truthPath: String? { fact("truth.tsv") }
  /// Record offsets and types of a v3 capture (`records.txt`); nil where there is none.
  public var recordsPath: String? { fact("records.txt") }

  /// What Xen's converter makes of the capture (`stream.v2.bin`), unpacked; nil where there is none.
  public var convertedPath: String? { Fixtures.converted(self) }

  /// Names the capture in a test's output.
  public var description: String { "\(collection.rawValue)/\(name)" }

  private func fact(_ file: String) -> String? {
    guard let folder, FixtureFile.exists("\(folder)/\(file)") else { return nil }
    return "\(folder)/\(file)"
  }
}
