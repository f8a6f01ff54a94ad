import TestSupport
import Testing

/// Mistyped first words.
@Suite struct MeantCommandTests {
  @Test func aMistypedCommandIsNoMissingFile() throws {
    let run = try ChildProcess.savescope("sumary", Fixtures.sample("hvm.bin"))
    #expect(run.status == 2)
    #expect(run.errors == "savescope: sumary: no such file, and no such command; did you mean savescope summary?\n")
  }

  @Test func aShortWordIsNotMeantForOneOfOtherLetters() throws {
    // Two letters away from `page`, `map`, `log` or `cut`.
    for word in ["pill", "mud", "leg2", "out5"] {
      let run = try ChildProcess.savescope(word)
      #expect(run.status == 2 && !run.errors.contains("did you mean"), "\(run.errors)")
    }
    #expect(try ChildProcess.savescope("lgo").errors.contains("did you mean savescope log?"))
  }

  @Test func aPathIsAFile() throws {
    let run = try ChildProcess.savescope("./sumary")
    #expect(run.status == 2 && !run.errors.contains("did you mean"))
  }

  @Test func anUnknownOptionIsNamedWithoutAFile() throws {
    let run = try ChildProcess.savescope("--foo")
    #expect(run.status == 64 && run.errors.contains("Unknown option '--foo'"))
    let missing = try ChildProcess.savescope("summary", "--quiet")
    #expect(missing.status == 64 && missing.errors.contains("Missing expected argument"))
  }

  @Test func helpForACommandThatThereIsNotSaysSo() throws {
    let run = try ChildProcess.savescope("help", "pgaes")
    #expect(run.status == 64 && run.output == "")
    #expect(run.errors.contains("there is no command pgaes; did you mean savescope pages? There are open,"))
    #expect(try ChildProcess.savescope("help", "xyzzy").errors.contains("there is no command xyzzy; there are open,"))
    #expect(!run.errors.contains("manual"), "it is in no help")
    #expect(try ChildProcess.savescope("help", "pages").status == 0)
  }
}
