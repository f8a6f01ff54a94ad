import CUnfinished
import Glibc
@_spi(Measuring) import SaveStream

/// What an output file is until it is whole: a file under a temporary name, which its owner alone may read. It goes
/// when this goes, and when a signal ends the program.
///
/// It is locked for as long as it is open. What SIGKILL or a power cut leaves behind is held by nobody, and is removed
/// by the next run that writes to the same name.
final class UnfinishedFile {
  let descriptor: CInt
  /// The temporary name, with a zero at its end.
  let name: [CChar]
  private let file: OpaquePointer
  private var isUnderItsName = true

  /// Names that are tried: a file system on which every file looks as if it were gone does not hold the program up.
  private static let mostNames = 100

  /// Makes the file in the folder of the one that it is to become.
  init(beside path: String, namedInMessages destination: String) throws(OutputError) {
    let target = UnfinishedName(of: path)
    target.removeAbandonedFiles()
    var file: OpaquePointer?
    var (name, descriptor) = ([CChar](), CInt(-1))
    for _ in 0..<Self.mostNames {
      name = target.fresh
      descriptor = cu_create(name, 0o600, &file)
      // Else taken for one left behind, by another run that looks for such at this moment.
      guard descriptor < 0, errno == EAGAIN else { break }
    }
    guard descriptor >= 0, let file else { throw OutputError(destination: destination, code: errno) }
    (self.name, self.descriptor, self.file) = (name, descriptor, file)
  }

  deinit { if isUnderItsName { cu_remove(file) } }

  /// Sees to it that the file is on the disk, gives it its name, and then its mode.
  /// - Parameter replaces: whether a file of that name may be replaced.
  /// - Returns: 0, or what the system said; EEXIST where there is a file and it may not.
  func become(_ path: String, replaces: Bool, mode: mode_t) -> CInt {
    let failure = DiskSync.file(descriptor)
    guard failure == 0 else { return failure }
    let refusal = rename(to: FileNameText.platformString(path), replaces: replaces)
    guard refusal == 0 else { return refusal }
    isUnderItsName = false
    fchmod(descriptor, mode)
    return DiskSync.folder(of: path)
  }

  private func rename(to final: [CChar], replaces: Bool) -> CInt {
    if !replaces {
      // A hard link is the one way to name a file that refuses to replace another on every file system that has links;
      // where there are none, the name is looked at once more before the rename.
      if link(name, final) == 0 {
        cu_remove(file)
        return 0
      }
      guard errno != EEXIST, access(final, F_OK) != 0 else { return EEXIST }
    }
    guard Glibc.rename(name, final) == 0 else { return errno }
    cu_forget(file)
    return 0
  }
}
