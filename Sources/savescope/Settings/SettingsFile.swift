@_spi(Measuring) import Inspector
@_spi(Measuring) import SaveStream

/// The user's settings file: `savescope/config` in `$XDG_CONFIG_HOME`, else in `$HOME/.config`.
enum SettingsFile {
  /// Its path; nil where the environment names no folder for it.
  static var path: String? { UserFile.folder("XDG_CONFIG_HOME", usual: ".config").map { $0 + "/config" } }

  /// The settings in the file; the usual ones where there is none. What is wrong with it is among their problems.
  static func read() -> Settings {
    guard let path else { return Settings() }
    do throws(OutputError) {
      return Settings(file: try UserFile.bytes(of: path) ?? [])
    } catch {
      var settings = Settings()
      settings.note(SettingsProblem("cannot read \(path): \(error.reason)", advice: "nothing of it is used"))
      return settings
    }
  }

  /// Puts settings into the file and leaves the rest of it as it is.
  /// - Returns: the file's path.
  /// - Throws: when the file or its folder takes no writing, and when what is there is no settings file.
  static func write(_ settings: Settings) throws(OutputError) -> String {
    guard let path else {
      throw OutputError(destination: "the settings", reason: "set HOME or XDG_CONFIG_HOME to the folder for them")
    }
    let former = try UserFile.bytes(of: path) ?? []
    try UserFile.makeFolder(of: path)
    let file = try OutputFile(path: path, force: true)
    file.output.write(bytes: settings.written(into: former))
    try file.finish()
    return path
  }
}
