/// Xen's own scripts for streams, from Debian's package `xen-utils-4.17`: installed, or unpacked (`dpkg -x`) into the
/// folder that `$SAVESCOPE_XEN_SCRIPTS` names. They need no hypervisor.
public struct XenScripts: Sendable {
  /// The folder of one release, such as `/usr/lib/xen-4.17`.
  private let folder: String

  /// What a run without them says.
  public static let leftOut =
    "not run: Xen's verify-stream-v2 is neither installed nor in the folder that SAVESCOPE_XEN_SCRIPTS names"

  /// The scripts; nil where they are missing.
  public static let found: XenScripts? = {
    let unpacked = FixtureFile.environment("SAVESCOPE_XEN_SCRIPTS").map { ["\($0)/usr/lib"] } ?? []
    for parent in unpacked + ["/usr/lib"] {
      for name in FixtureFile.names(in: parent).reversed() where name.hasPrefix("xen-") {
        let scripts = XenScripts(folder: "\(parent)/\(name)")
        if FixtureFile.exists(scripts.verifier), FixtureFile.exists(python) { return scripts }
      }
    }
    return nil
  }()

  private static let python = "/usr/bin/python3"
  private var verifier: String { "\(folder)/bin/verify-stream-v2" }

  /// What a stream is to the verifier.
  public enum Format: String, Sendable {
    case libxc, libxl, xl
  }

  /// Runs `verify-stream-v2` over a file. Its exit status is 0 for a stream that it takes.
  public func verify(_ path: String, as format: Format) throws -> ChildProcess {
    try ChildProcess.run(
      Self.python, ["-c", Self.driver, "\(folder)/lib/python", verifier, "-v", "-f", format.rawValue, "-i", path])
  }

  /// Runs the script with one mistake of it mended: under Python 3 it compares a byte with text, and so refuses every
  /// record of xenstore data.
  private static let driver = #"""
    import inspect, sys
    sys.dont_write_bytecode = True
    sys.path.insert(0, sys.argv[1])
    import xen.migration.libxl as libxl
    source = inspect.getsource(libxl)
    source = source.replace(r"content[-1] != '\x00'", r"content[-1:] != b'\x00'").replace(r'split("\x00")', r'split(b"\x00")')
    exec(compile(source, libxl.__file__, "exec"), libxl.__dict__)
    script = sys.argv[2]
    sys.argv = sys.argv[2:]
    exec(compile(open(script).read(), script, "exec"), {"__name__": "__main__"})
    """#
}
