import CBuildInfo

/// The version of the program, by semantic versioning.
let programVersion = "1.0.0"

/// The day of that version's release, which manual pages bear.
let programDate = "2026-11-27"

/// What `--version` prints: the version with the commit it was built from, and the libraries that it runs with.
enum ProgramVersion {
  static var text: String {
    let commit = String(cString: cb_commit())
    let libraries = [
      ("zlib", cb_zlib_version()), ("zstd", cb_zstd_version()), ("liblzma", cb_lzma_version()),
      ("SQLite", cb_sqlite_version()),
    ].map { "\($0.0) \(String(cString: $0.1))" }
    // ncurses names itself.
    let all = (libraries + [String(cString: cb_ncurses_version())]).joined(separator: ", ")
    return "savescope \(programVersion)\(commit.isEmpty ? "" : " (commit \(commit))")\n\(all)"
  }
}
