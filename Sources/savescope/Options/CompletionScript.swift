import ArgumentParser
@_spi(Measuring) import SaveStream

/// The script by which a shell completes command lines: ArgumentParser's, to which `savescope FILE` is told. By itself
/// that offers subcommands, and nothing behind a word that is none.
struct CompletionScript {
  let text: String

  /// nil for an error that asks for no script.
  init?(requestedBy error: any Error) {
    guard Program.exitCode(for: error) == .success else { return nil }
    self.init(generated: Program.fullMessage(for: error))
  }

  /// - Parameter script: what ArgumentParser makes; nil comes of any other text.
  init?(generated script: String) {
    let names = (Program.configuration.subcommands.map { $0._commandName } + ["help"])
    if script.hasPrefix("#!/bin/bash\n") {
      text = Self.bash(script, names.joined(separator: "|"))
    } else if script.hasPrefix("#compdef savescope\n") {
      text = Self.zsh(script, names.joined(separator: "|"))
    } else if script.hasPrefix("function __savescope") {
      text = Self.fish(script, names.joined(separator: " "))
    } else {
      return nil
    }
  }

  /// Writes it to standard output.
  func write() throws(OutputError) {
    let output = ReportOutput { bytes throws(OutputError) in try FileWriter.standardOutput.write(bytes) }
    output.write(text: text + "\n")
    try output.flush()
  }

  // MARK: Shells

  /// A function of the generated one's name stands in front of it: it offers what comes behind `open` where that was
  /// left out, and where it may be about to be.
  private static func bash(_ script: String, _ names: String) -> String {
    script.replacing(
      "\n_savescope() {\n",
      with: """

        # savescope FILE is short for savescope open FILE.
        _savescope() {
            if [[ "${COMP_CWORD}" -gt 1 ]]; then
                case "${COMP_WORDS[1]}" in
                help)
                    COMPREPLY=($([[ "${COMP_CWORD}" -gt 2 ]] || compgen -W '\(names.replacing("|", with: " "))' -- "${2}"))
                    return
                    ;;
                \(names))
                    _savescope_subcommand "${@}"
                    return
                    ;;
                esac
            else
                _savescope_subcommand "${@}"
            fi
            local -a words=("${COMP_WORDS[0]}" open "${COMP_WORDS[@]:1}")
            local -i place="$((COMP_CWORD + 1))"
            local -a COMP_WORDS=("${words[@]}")
            local -i COMP_CWORD="${place}"
            _savescope_subcommand "${@}"
        }

        _savescope_subcommand() {

        """, maxReplacements: 1)
  }

  private static func zsh(_ script: String, _ names: String) -> String {
    script.replacing(
      "\n_savescope() {\n",
      with: """

        # savescope FILE is short for savescope open FILE.
        _savescope() {
            local -i ret=1
            if [[ "${CURRENT}" -gt 2 ]]; then
                case "${words[2]}" in
                \(names))
                    _savescope_subcommand "${@}"
                    return
                    ;;
                esac
            else
                _savescope_subcommand "${@}" && ret=0
            fi
            words=("${words[1]}" open "${(@)words[2,-1]}")
            (( CURRENT++ ))
            _savescope_subcommand "${@}" && ret=0
            return "${ret}"
        }

        _savescope_subcommand() {

        """, maxReplacements: 1
    ).replacing("'*:subcommands:'", with: "'1:command:(\(names.replacing("|", with: " ")))'")
  }

  /// The words before the cursor are looked at as if `open` stood there. Behind none, files are offered as well. Of the
  /// words of `explain` the second one is the file: ArgumentParser counts those only that it has something to offer
  /// for.
  private static func fish(_ script: String, _ names: String) -> String {
    let tokens = "    set -l unparsed_tokens (__savescope_tokens -pc)\n"
    let mended = script.replacing(
      tokens,
      with: """
        \(tokens)\
            # savescope FILE is short for savescope open FILE.
            if set -q unparsed_tokens[2]; and not contains -- $unparsed_tokens[2] \(names)
                set unparsed_tokens $unparsed_tokens[1] open $unparsed_tokens[2..]
            end

        """, maxReplacements: 1)
    let ofFirstWord = "-n '__savescope_should_offer_completions_for_positional \"savescope\" -eq 1'"
    let ofExplain = "-n '__savescope_should_offer_completions_for_positional \"savescope explain\" -eq"
    let ofHelp = "-n '__savescope_should_offer_completions_for_positional \"savescope help\" -eq 1'"
    return mended.replacing("\(ofExplain) 1' -F", with: "\(ofExplain) 2' -F")
      + "\ncomplete -c 'savescope' \(ofFirstWord) -F\ncomplete -c 'savescope' \(ofHelp) -fa '\(names)'"
  }
}
