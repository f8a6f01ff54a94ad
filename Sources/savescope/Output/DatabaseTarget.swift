import Glibc
@_spi(Measuring) import SaveStream
import Study

/// The database that a command writes: a new file, which is there under its name once it is whole, or one that is added
/// to, which stays as it was where the command does not come to its end.
final class DatabaseTarget {
  let database: StudyDatabase
  /// nil for a database that is added to.
  private let file: OutputFile?

  /// - Parameters:
  ///   - appends: whether a database that is there is added to.
  ///   - force: whether a file that is there may be replaced.
  init(path: String, appends: Bool, force: Bool) throws(OutputError) {
    let name = FileNameText.platformString(path)
    if appends, access(name, F_OK) == 0 {
      guard !ReadFiles.contains(path) else {
        throw OutputError(destination: path, reason: "is the capture that is read; choose another name")
      }
      database = try StudyDatabase(path: name, namedInMessages: path, isNew: false)
      file = nil
      return
    }
    let file = try OutputFile(
      path: path,
      OutputFile.Manners(
        force: force, wayToReplace: "give --append to add to it, --force to replace it, or choose another name",
        takesStreams: false))
    guard let temporaryName = file.temporaryName else {
      throw OutputError(destination: path, reason: "is no regular file; choose another name")
    }
    database = try StudyDatabase(path: temporaryName, namedInMessages: path, isNew: true)
    self.file = file
  }

  /// Makes what was added stand.
  func finish() throws(OutputError) {
    try database.finish()
    try file?.finish()
  }
}
