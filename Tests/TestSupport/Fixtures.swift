import Glibc

/// Where the tests find their captures and the program they test.
///
/// The small captures are part of the repository, in `Tests/Captures`. The large ones (1.1 GB) lie in the folder that
/// `$SAVESCOPE_CAPTURES` names, or in `.build/captures`; where they are missing `large` and `largeField` are empty, and
/// the tests go on with the small ones.
public enum Fixtures {
  /// The folder of `Package.swift`.
  public static let packageRoot: String = {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return parts.dropLast(3).joined(separator: "/")
  }()

  /// The small legacy captures.
  public static let tiny = packedFolders(.tiny)

  /// Captures broken on purpose.
  public static let malformed = packedFiles(.malformed)

  /// Legacy captures after public reports of what went wrong.
  public static let field = packedFiles(.field)

  /// Those of Xen 4.6 and later; empty where the large captures are missing.
  public static let largeField = folders(of: .field).filter { large in !field.contains { $0.name == large.name } }

  /// What was done to each malformed capture and what Xen's receiver did with it (tab-separated).
  public static let malformedResults = "\(packed)/malformed/RESULTS.tsv"

  /// What is true of each field capture (tab-separated).
  public static let fieldExpectations = "\(packed)/field/expected.tsv"

  /// The large legacy captures; empty where they are missing.
  public static let large = folders(of: .large)

  /// Captures of Xen 4.17: small ones, and large ones where those are there.
  public static let v3 = packedFolders(.v3) + folders(of: .v3).filter { !$0.name.hasPrefix("tiny-") }

  /// The captures of Xen 4.17 that a long sweep goes through: all of them, or where the large ones are missing those that
  /// stand for the others, of the tiny PV guests one that was saved and one that was replicated.
  public static let sweptV3 = v3.filter {
    wantsLarge || !$0.name.hasPrefix("tiny-pv-") || $0.name == "tiny-pv-remus"
  }

  /// Every legacy capture that a real sender wrote whole: tiny and large.
  public static var captures: [CaptureFixture] { tiny + large }

  /// Whether the large captures should be there.
  public static var wantsLarge: Bool {
    FixtureFile.environment("SAVESCOPE_CAPTURES") != nil || FixtureFile.exists(unpacked)
  }

  /// Of what a long sweep goes through, half where the large captures are missing: whoever only has the repository does
  /// not wait for what `.ci/run` tries in full. Which half has no period (that of Thue and Morse), so that no kind is
  /// left out that stands at every second place.
  public static func half<Elements: Sequence>(of all: Elements) -> [Elements.Element] {
    all.enumerated().filter { wantsLarge || $0.offset.nonzeroBitCount % 2 == 0 }.map(\.element)
  }

  /// What a run without the large captures says.
  public static let leftOut =
    "left out: 13 legacy captures of 16 to 137 MB, 6 of Xen 4.17 and 26 after reports, as SAVESCOPE_CAPTURES names no folder that has them"

  /// A synthetic capture of `Samples/`, such as `hvm.bin`.
  public static func sample(_ file: String) -> String { "\(packageRoot)/Samples/\(file)" }

  /// The built program, which lies beside the test bundle.
  public static let programPath: String = {
    let executable = CommandLine.arguments[0].split(separator: "/", omittingEmptySubsequences: false)
    let candidates = [
      executable.dropLast().joined(separator: "/"), FixtureFile.folderOfRunningCode, "\(packageRoot)/.build/debug",
    ]
    let paths = candidates.map { "\($0)/savescope" }
    return paths.first { access($0, X_OK) == 0 } ?? paths[0]
  }()

  private static let packed = "\(packageRoot)/Tests/Captures"
  private static let unpacked = FixtureFile.environment("SAVESCOPE_CAPTURES") ?? "\(packageRoot)/.build/captures"

  /// The folder with what is known of the Linux guest of a capture; there is one for some of the large ones only.
  static func folderOfLinux(_ capture: CaptureFixture) -> String { "\(unpacked)/linux/\(capture.name)" }

  /// What Xen's converter makes of a capture; nil where there is none.
  static func converted(_ fixture: CaptureFixture) -> String? {
    let file = "\(fixture.collection.rawValue)/\(fixture.name)/stream.v2.bin"
    return FixtureFile.exists("\(packed)/\(file).zst") ? stream(file) : nil
  }

  /// A packed capture, unpacked below `.build/test-captures`; nil, saying why, when that fails.
  private static func stream(_ file: String) -> String? {
    do {
      return try PackedFile.unpack("\(packed)/\(file).zst", to: "\(packageRoot)/.build/test-captures/\(file)")
    } catch {
      print("cannot unpack a capture: \(error)")
      return nil
    }
  }

  private static func packedFolders(_ collection: CaptureFixture.Collection) -> [CaptureFixture] {
    FixtureFile.names(in: "\(packed)/\(collection.rawValue)").compactMap { name in
      let folder = "\(collection.rawValue)/\(name)"
      return stream("\(folder)/stream.bin").map { path in
        CaptureFixture(collection: collection, name: name, path: path, folder: "\(packed)/\(folder)")
      }
    }
  }

  private static func packedFiles(_ collection: CaptureFixture.Collection) -> [CaptureFixture] {
    let files = FixtureFile.names(in: "\(packed)/\(collection.rawValue)").filter { $0.hasSuffix(".bin.zst") }
    return files.compactMap { file in
      let name = String(file.dropLast(".bin.zst".count))
      return stream("\(collection.rawValue)/\(name).bin").map { path in
        CaptureFixture(collection: collection, name: name, path: path, folder: nil)
      }
    }
  }

  private static func folders(of collection: CaptureFixture.Collection) -> [CaptureFixture] {
    let parent = "\(unpacked)/\(collection.rawValue)"
    return FixtureFile.names(in: parent).compactMap { name in
      let path = "\(parent)/\(name)/stream.bin"
      guard FixtureFile.exists(path) else { return nil }
      return CaptureFixture(collection: collection, name: name, path: path, folder: "\(parent)/\(name)")
    }
  }
}
