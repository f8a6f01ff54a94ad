import Glibc

/// Where the tests find their captures and the program they test.
///
/// The captures lie beside the package in `../shared/captures`; where that folder is missing every list is empty, and
/// a suite says so with `.enabled(if: Fixtures.haveCaptures, Fixtures.missing)`.
public enum Fixtures {
  /// The folder of `Package.swift`.
  public static let packageRoot: String = {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return parts.dropLast(3).joined(separator: "/")
  }()

  /// Whether the captures are there.
  public static var haveCaptures: Bool { !tiny.isEmpty }

  /// What a skipped test says.
  public static var missing: String { "skipped: no captures in \(shared)" }
  /// What a test that needs the unpacked captures says.
  public static var missingLarge: String {
    "skipped: SAVESCOPE_CAPTURES does not name the folder to unpack large captures into"
  }

  /// The small legacy captures.
  public static let tiny = folders(in: shared, .tiny)

  /// Captures broken on purpose.
  public static let malformed: [CaptureFixture] = FixtureFile.names(in: "\(shared)/malformed")
    .filter { $0.hasSuffix(".bin") }
    .map { file in
      CaptureFixture(
        collection: .malformed, name: String(file.dropLast(4)), path: "\(shared)/malformed/\(file)", folder: nil)
    }

  /// What was done to each malformed capture and what Xen's receiver did with it (tab-separated).
  public static let malformedResults = "\(shared)/malformed/RESULTS.tsv"

  /// The large legacy captures; empty unless the environment allows unpacking them, see `unpacked`.
  public static let large = unpacked.map { folders(in: $0, .large) } ?? []

  /// Captures of Xen 4.17; empty unless the environment allows unpacking them, see `unpacked`.
  public static let v3 = unpacked.map { folders(in: $0, .v3) } ?? []

  /// Every legacy capture that a real sender wrote whole: tiny and large.
  public static var captures: [CaptureFixture] { tiny + large }

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

  private static let shared = "\(packageRoot)/../shared/captures"

  /// The folder of the unpacked captures (900 MB): `$SAVESCOPE_CAPTURES`, filled when it is not, else
  /// `.build/captures` where an earlier run filled that.
  private static let unpacked: String? = {
    guard FixtureFile.exists("\(shared)/unpack") else { return nil }
    guard let named = FixtureFile.environment("SAVESCOPE_CAPTURES") else {
      let usual = "\(packageRoot)/.build/captures"
      return FixtureFile.exists("\(usual)/.large") && FixtureFile.exists("\(usual)/.v3") ? usual : nil
    }
    return unpack(into: named) ? named : nil
  }()

  /// Unpacks under a lock, as several test processes may start at once. The script itself does nothing when all is
  /// there already.
  private static func unpack(into folder: String) -> Bool {
    mkdir(folder, 0o755)
    let lock = open("\(folder)/.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard lock >= 0 else { return false }
    defer { close(lock) }
    guard flock(lock, LOCK_EX) == 0 else { return false }
    let run = try? ChildProcess.run("\(shared)/unpack", [folder], deadline: .seconds(600))
    guard let run, run.status == 0 else {
      print("cannot unpack the captures: \(run?.errors ?? "the program did not run")")
      return false
    }
    return true
  }

  private static func folders(in root: String, _ collection: CaptureFixture.Collection) -> [CaptureFixture] {
    let parent = "\(root)/\(collection.rawValue)"
    return FixtureFile.names(in: parent).compactMap { name in
      let path = "\(parent)/\(name)/stream.bin"
      guard FixtureFile.exists(path) else { return nil }
      return CaptureFixture(collection: collection, name: name, path: path, folder: "\(parent)/\(name)")
    }
  }
}
