import TestSupport
import Testing

/// `savescope log`.
@Suite struct LogCommandTests {
  /// A guest whose log is `text`, in the page 0x11.
  private func log(_ text: String, isThere: Bool) throws -> ChildProcess {
    var guest = SmallKernel()
    guest.putLog(text, room: 4096)
    if !isThere { guest.remove(pfn: 0x11) }
    let file = TemporaryFile(guest.stream())
    return try withExtendedLifetime(file) { try ChildProcess.savescope("log", file.path) }
  }

  @Test func aLogOfWhichNothingCanBeReadIsStatusTwo() throws {
    let whole = try log("<6>[    1.000000] one\n", isThere: true)
    #expect(whole.status == 0 && whole.output.contains("one") && whole.errors == "")
    let lost = try log("<6>[    1.000000] one\n", isThere: false)
    #expect(lost.status == 2 && lost.output == "")
    #expect(lost.errors.contains("no message of the log can be read"))
  }

  @Test func aLogThatIsEmptyIsNoTrouble() throws {
    let empty = try log("", isThere: true)
    #expect(empty.status == 0 && empty.output == "" && empty.errors == "")
  }
}
