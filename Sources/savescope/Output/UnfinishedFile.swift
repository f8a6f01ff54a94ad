import CUnfinished
import Glibc
import SaveStream

/// What an output file is until it is whole: a file under a temporary name. It goes when this goes, and when a signal
/// ends the program.
final class UnfinishedFile {
  let descriptor: CInt
  /// The temporary name, with a zero at its end.
  let name: [CChar]
  private let file: OpaquePointer
  private var isUnderItsName = true

  /// Makes the file in the folder of the one that it is to become.
  init(beside path: String, namedInMessages destination: String) throws(OutputError) {
    name = FileNameText.platformString(Self.temporaryName(beside: path))
    var file: OpaquePointer?
    descriptor = cu_create(name, 0o666, &file)
    guard descriptor >= 0, let file else { throw OutputError(destination: destination, code: errno) }
    self.file = file
  }

  deinit { if isUnderItsName { cu_remove(file) } }

  /// Gives the file its name.
  /// - Parameter replaces: whether a file of that name may be replaced.
  /// - Returns: 0, or what the system said; EEXIST where there is a file and it may not.
  func rename(to path: String, replaces: Bool) -> CInt {
    let final = FileNameText.platformString(path)
    if !replaces {
      // A hard link is the one way to name a file that refuses to replace another on every file system that has links;
      // where there are none, the name is looked at once more before the rename.
      if link(name, final) == 0 {
        cu_remove(file)
        isUnderItsName = false
        return 0
      }
      guard errno != EEXIST, access(final, F_OK) != 0 else { return EEXIST }
    }
    guard Glibc.rename(name, final) == 0 else { return errno }
    cu_forget(file)
    isUnderItsName = false
    return 0
  }

  /// A name in the same folder that no one else uses: hidden, and telling whose it is when SIGKILL leaves it behind.
  private static func temporaryName(beside path: String) -> String {
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
    return "\(folder).savescope-\(getpid())-\(String(UInt32.random(in: 0 ... .max), radix: 36)).tmp"
  }
}
