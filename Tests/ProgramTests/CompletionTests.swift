import TestSupport
import Testing

/// What shells offer for a command line, by the scripts that the program prints.
@Suite struct CompletionTests {
  private let folder = TemporaryFolder()

  init() throws {
    for name in ["Samson.bin", "second capture", "other"] { try FixtureFile.write([], to: "\(folder.path)/\(name)") }
  }

  /// Asks bash what may stand where the last word is.
  private func completions(_ words: String...) throws -> [String] {
    let script = """
      eval "$("$0" --generate-completion-script bash)" || exit
      cd "$1" || exit
      shift
      COMP_WORDS=(savescope "$@") COMP_CWORD=$#
      COMP_LINE=${COMP_WORDS[*]}
      COMP_POINT=${#COMP_LINE}
      registered=$(complete -p savescope)
      [[ $registered =~ -F\\ ([^ ]+) ]] || exit
      "${BASH_REMATCH[1]}" savescope "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let run = try ChildProcess.run("/bin/bash", ["-c", script, Fixtures.programPath, folder.path] + words)
    #expect(run.errors == "")
    return run.output.split(separator: "\n").map(String.init)
  }

  @Test func theFirstWordMayBeAFileOrASubcommand() throws {
    #expect(try completions("Sam") == ["Samson.bin"])
    #expect(try completions("o").sorted() == ["open", "other"])
    #expect(try completions("sec") == ["second capture"])
    let all = try completions("")
    #expect(Set(["open", "recode", "help", "Samson.bin", "second capture", "other"]).isSubset(of: all))
  }

  @Test func theWordsBehindAFileAreThoseOfOpen() throws {
    #expect(try completions("Samson.bin", "oth") == ["other"])
    #expect(try completions("Samson.bin", "--too") == ["--toolstack"])
    #expect(try completions("Samson.bin", "--guest", "") == ["pv", "hvm"])
    #expect(try completions("--guest", "pv", "Sam") == ["Samson.bin"])
    #expect(try completions("Samson.bin", "other", "").allSatisfy { $0.hasPrefix("-") })
  }

  @Test func anOptionMayComeFirst() throws {
    #expect(Set(try completions("-")).isSuperset(of: ["--version", "--help", "--toolstack"]))
  }

  @Test(arguments: [
    "open", "summary", "tree", "pages", "page", "map", "log", "tasks", "symbol", "search", "verify", "memory", "cut",
    "cache",
    "recode", "export", "report", "redact",
  ])
  func aSubcommandTakesAFile(command: String) throws {
    #expect(try completions(command, "Sam") == ["Samson.bin"])
    #expect(try completions(command, "Samson.bin", "--toolstack", "") == ["32", "64"])
  }

  @Test(arguments: ["memory", "cut", "recode", "export", "report", "redact", "sample"])
  func theFileToWriteIsCompleted(command: String) throws {
    #expect(try completions(command, "-o", "Sam") == ["Samson.bin"])
    #expect(try completions(command, "--output", "oth") == ["other"])
  }

  @Test func valuesOfOptionsAreCompleted() throws {
    #expect(try completions("pages", "Samson.bin", "--type", "L") == ["L1TAB", "L2TAB", "L3TAB", "L4TAB"])
    #expect(try completions("pages", "Samson.bin", "--sort", "ch") == ["checkpoint", "changedWords"])
    #expect(try completions("pages", "Samson.bin", "--format", "js") == ["json", "jsonl"])
    #expect(try completions("pages", "Samson.bin", "--by", "") == ["sends", "bytes", "ratio", "words"])
    #expect(try completions("map", "Samson.bin", "--sort", "mo") == ["mostSends"])
    #expect(try completions("memory", "Samson.bin", "--format", "l") == ["lime"])
    #expect(try completions("open", "Samson.bin", "--view", "ch") == ["checkpoints"])
    #expect(try completions("Samson.bin", "--view", "s") == ["summary"])
  }

  @Test func subcommandsStayThemselves() throws {
    #expect(try completions("summ") == ["summary"])
    #expect(try completions("diff", "Samson.bin", "oth") == ["other"])
    #expect(try completions("explain", "a line", "oth") == ["other"])
    #expect(try completions("sample", "pv3") == ["pv32"])
    #expect(try completions("help", "pag").sorted() == ["page", "pages"])
    #expect(try completions("help", "pages", "") == [])
  }

  @Test(arguments: [("bash", "_savescope_subcommand() {"), ("zsh", "_savescope_subcommand() {"), ("fish", "-eq 1' -F")])
  func everyScriptKnowsThatOpenMayBeLeftOut(shell: String, function: String) throws {
    let run = try ChildProcess.savescope("--generate-completion-script", shell)
    #expect(run.status == 0)
    #expect(run.output.contains("# savescope FILE is short for savescope open FILE."))
    #expect(run.output.contains(function))
  }

  private static let fish = "/usr/bin/fish"

  private func fishCompletions(_ line: String) throws -> [String] {
    let script = """
      $argv[1] --generate-completion-script fish | source
      cd $argv[2]
      complete -C $argv[3]
      """
    let run = try ChildProcess.run(Self.fish, ["-c", script, Fixtures.programPath, folder.path, line])
    return run.output.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
  }

  @Test(.enabled(if: FixtureFile.exists(fish), "fish is not installed"))
  func fishOffersWhatBashDoes() throws {
    for (line, wanted) in [
      ("savescope Sam", ["Samson.bin"]), ("savescope explain a oth", ["other"]),
      ("savescope help pag", ["page", "pages"]), ("savescope Samson.bin --view f", ["findings"]),
      ("savescope search Samson.bin x --cou", ["--count"]), ("savescope memory Samson.bin --format l", ["lime"]),
      ("savescope summary Samson.bin oth", ["other"]),
    ] {
      let found = try fishCompletions(line)
      #expect(found.sorted() == wanted, "\(line)")
    }
  }
}
