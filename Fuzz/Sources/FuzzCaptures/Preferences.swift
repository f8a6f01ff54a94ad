@_spi(Measuring) @testable import Inspector

/// What somebody wants of the inspector before it begins: settings, a place, what was kept of the last time.
enum Preferences {
  /// Settings as a file has them, made up of lines that are right and of the input; those where nothing was chosen at
  /// times.
  static func settings(_ bytes: [UInt8], _ random: inout Random) -> Settings {
    guard random.below(3) == 0 else { return Settings() }
    let known = (0..<8).flatMap { _ in Array((line(&random) + "\n").utf8) }
    let file = random.flip() ? known : known + bytes.suffix(random.below(200))
    let settings = Settings(file: file)
    // What is written reads as what it is.
    let written = settings.written(into: file)
    promise(Settings(file: written).written(into: written) == written, "settings change when they are written again")
    return settings
  }

  /// A line as the tables of settings, keys, commands and views have them, most of which are right.
  private static func line(_ random: inout Random) -> String {
    let view = random.element(of: ViewKind.allCases).name
    switch random.below(8) {
    case 0...2:
      let setting = random.element(of: Setting.allCases)
      return "set \(setting.rawValue) \(random.element(of: setting.values))"
    case 3...4:
      let key = random.element(of: random.flip() ? boundKeys : ["F5", "^Xs", "i", "gz", "Space", "Shift-Tab", "^]"])
      let command = random.element(of: Command.named.keys.sorted())
      return "bind \(key) \(command)" + (random.below(3) == 0 ? " \(view)" : "")
    case 5: return "unbind \(random.element(of: boundKeys))" + (random.flip() ? " \(view)" : "")
    default: return random.element(of: strangeLines)
    }
  }

  private static let boundKeys = KeyMap.standard.bindings.flatMap(\.keys).map(\.name)

  private static let strangeLines = [
    "# nothing", "bind Space next-pane tree", "unbind *", "unbind q pages", "bind j nothing", "set map 3", "set theme",
    "set", "= x", "set units binary # as it is", "bind zz \u{202e}", "set start nowhere", "bind gg last tree map",
    "bind j donw", "bind", "unbind F99", "bind ^ down", "bind g down", "bind l down nowhere", "set theme blue",
  ]

  static func opening(_ random: inout Random) -> Opening {
    guard random.below(4) == 0 else { return Opening() }
    let place = random.element(of: ["3", "0x40", "50%", "pfn 1", "ckpt 0", "99999999999", "x", "ckpt 9"])
    let view = random.element(of: [nil, "tree", "map", "pages", "page", "guest", "nothing"])
    return (try? Opening(place: place, view: view)) ?? Opening()
  }

  static func state(_ bytes: [UInt8], _ random: inout Random) -> [UInt8] {
    guard random.below(4) == 0 else { return [] }
    let lines = (0..<random.below(8)).map { _ in
      switch random.below(3) {
      case 0: "mark \(random.element(of: ["a", "b", "c"])) | \(random.element(of: places)) | a place"
      case 1: "note \(random.element(of: places)) | a place | words\u{202e}"
      default: "typed \(random.element(of: Prompt.Kind.allCases).rawValue) pfn:0x10"
      }
    }
    let text = (["savescope state 1"] + lines).joined(separator: "\n")
    return Array(text.utf8) + (random.flip() ? [] : bytes.suffix(random.below(60)))
  }

  private static let places = [
    "summary", "node 1 2", "node 0", "bytes 64", "bytes 99999999", "row 3 0", "row 5 1", "checkpoint 0", "checkpoint 9",
    "map 16 0", "difference 0 1 2", "history 16 0", "history 3 1", "finding 0", "finding 99", "guest 0", "guest 0 3",
    "nowhere",
  ]
}
