import Glibc
@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@testable import savescope

@Suite struct OutputFileTests {
  private let folder = TemporaryFolder()

  @Test func appearsUnderItsNameOnlyWhenFinished() throws {
    let path = folder.path + "/out"
    let file = try OutputFile(path: path)
    file.output.write("whole")
    #expect(folder.names.filter { !$0.hasPrefix(".savescope-") } == [])
    try file.finish()
    #expect(folder.names == ["out"])
    #expect(contents(of: path) == "whole")
  }

  @Test func leavesNothingBehindWhenGivenUp() throws {
    do {
      let file = try OutputFile(path: folder.path + "/out")
      file.output.write("half")
    }
    #expect(folder.names == [])
  }

  @Test func refusesToReplaceAFile() throws {
    let path = folder.path + "/out"
    try write("old", to: path)
    let error = #expect(throws: OutputError.self) { try OutputFile(path: path) }
    #expect(error?.reason.contains("--force") == true)
    #expect(contents(of: path) == "old")
  }

  @Test func refusesToReplaceAFileThatAppearedMeanwhile() throws {
    let path = folder.path + "/out"
    let file = try OutputFile(path: path)
    file.output.write("new")
    let other = try OutputFile(path: path)
    other.output.write("old")
    try other.finish()
    #expect(throws: OutputError.self) { try file.finish() }
    #expect(contents(of: path) == "old")
  }

  @Test func replacesAFileWhenForced() throws {
    let path = folder.path + "/out"
    try write("old", to: path)
    let file = try OutputFile(path: path, force: true)
    file.output.write("new")
    #expect(contents(of: path) == "old")
    try file.finish()
    #expect(contents(of: path) == "new")
    #expect(folder.names == ["out"])
  }

  @Test func keepsASymbolicLinkAndReplacesWhatItLeadsTo() throws {
    try write("old", to: folder.path + "/target")
    #expect(symlink("target", folder.path + "/link") == 0)
    let file = try OutputFile(path: folder.path + "/link", force: true)
    file.output.write("new")
    try file.finish()
    #expect(contents(of: folder.path + "/target") == "new")
    #expect(folder.names == ["link", "target"])
  }

  @Test(arguments: [true, false]) func refusesALinkThatLeadsNowhere(force: Bool) throws {
    #expect(symlink("missing", folder.path + "/link") == 0)
    let error = #expect(throws: OutputError.self) { try OutputFile(path: folder.path + "/link", force: force) }
    #expect(error?.reason.contains("symbolic link that leads nowhere") == true)
    #expect(folder.names == ["link"])
  }

  @Test func onlyItsOwnerMayReadItUntilItIsWhole() throws {
    let path = folder.path + "/out"
    let file = try OutputFile(path: path)
    let unfinished = try #require(folder.names.first)
    #expect(mode(of: folder.path + "/" + unfinished) == 0o600)
    try file.finish()
    let mask = umask(0o077)
    umask(mask)
    #expect(mode(of: path) == 0o666 & ~mask)
  }

  @Test func aFileThatReplacesAnotherHasItsMode() throws {
    let path = folder.path + "/out"
    try write("old", to: path)
    #expect(chmod(path, 0o640) == 0)
    let file = try OutputFile(path: path, force: true)
    try file.finish()
    #expect(mode(of: path) == 0o640)
  }

  @Test func whatAKilledRunLeftBehindIsRemovedByTheNextOneToThatFile() throws {
    let left = [
      ".savescope-unfinished.out.4711-abc", ".savescope-unfinished.other.4711-abc", ".savescope-unfinished.out.b.1-a",
    ]
    for name in left { try FixtureFile.write([1, 2], to: "\(folder.path)/\(name)") }
    try write("new", to: folder.path + "/out")
    #expect(folder.names == [left[1], left[2], "out"])
  }

  @Test func aFileThatAnotherRunIsWritingIsNotTakenForOneThatWasLeftBehind() throws {
    let path = folder.path + "/out"
    let first = try OutputFile(path: path)
    first.output.write("first")
    let second = try OutputFile(path: path)
    #expect(folder.names.filter { $0.hasPrefix(".savescope-unfinished.out.") }.count == 2)
    try first.finish()
    _ = second
    #expect(contents(of: path) == "first")
  }

  @Test func aNameMayBeAsLongAsNamesCanBe() throws {
    let name = String(repeating: "n", count: 255)
    try write("whole", to: "\(folder.path)/\(name)")
    #expect(folder.names == [name])
  }

  @Test func saysWhatIsWrongWithAFolder() {
    let error = #expect(throws: OutputError.self) { try OutputFile(path: folder.path) }
    #expect(error?.reason.contains("is a folder") == true)
  }

  @Test func saysWhereNoFileCanBeMade() {
    let path = folder.path + "/missing/out"
    let error = #expect(throws: OutputError.self) { try OutputFile(path: path) }
    #expect(error?.destination == path)
    #expect(error?.reason.contains("no such file or directory") == true)
  }

  @Test func writesToADeviceAsItIs() throws {
    let file = try OutputFile(path: "/dev/null")
    file.output.write("gone")
    try file.finish()
  }

  @Test func reportsAFullDisk() throws {
    let file = try OutputFile(path: "/dev/full")
    file.output.write("too much")
    let error = #expect(throws: OutputError.self) { try file.finish() }
    #expect(error?.reason.contains("no space left") == true)
  }

  /// Who may do what with a file.
  private func mode(of path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o777 : nil
  }

  private func write(_ text: String, to path: String) throws {
    let file = try OutputFile(path: path)
    file.output.write(text: text)
    try file.finish()
  }

  private func contents(of path: String) -> String? {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1000)
    let count = read(descriptor, &bytes, bytes.count)
    return count < 0 ? nil : String(decoding: bytes.prefix(count), as: UTF8.self)
  }
}
