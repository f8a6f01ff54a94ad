@_spi(Measuring) import Inspector

/// What somebody wants of the inspector before it begins: settings, a place, what was kept of the last time.
enum Preferences {
  /// Settings as a file has them, made up of lines that are right and of the input; those where nothing was chosen at
  /// times.
  static func settings(_ bytes: [UInt8], _ random: inout Random) -> Settings {
    guard random.below(3) == 0 else { return Settings() }
    let known = (0..<4).flatMap { _ in Array((random.element(of: lines) + "\n").utf8) }
    let file = random.flip() ? known : known + bytes.suffix(random.below(200))
    let settings = Settings(file: file)
    // What is written reads as what it is.
    let written = settings.written(into: file)
    promise(Settings(file: written).written(into: written) == written, "settings change when they are written again")
    return settings
  }

  private static let lines = [
    "set theme dark", "set theme mono", "set units decimal", "set glyphs ascii", "set mouse off", "set start map",
    "set start guest", "set state off", "# nothing", "bind i down", "bind ^Xs search", "bind F5 view-map",
    "bind Space next-pane tree", "unbind *", "unbind q pages", "bind j nothing", "set map 3", "set theme", "set", "= x",
    "set units binary # as it is", "bind zz \u{202e}", "set start nowhere", "bind gg last tree map",
  ]

  static func opening(_ random: inout Random) -> Opening {
    guard random.below(4) == 0 else { return Opening() }
    let place = random.element(of: ["3", "0x40", "50%", "pfn 1", "ckpt 0", "99999999999", "x", "ckpt 9"])
    let view = random.element(of: [nil, "tree", "map", "pages", "page", "guest", "nothing"])
    return (try? Opening(place: place, view: view)) ?? Opening()
  }

  static func state(_ bytes: [UInt8], _ random: inout Random) -> [UInt8] {
    guard random.below(4) == 0 else { return [] }
    let lines = [
      "savescope state 1", "mark a | history 16 2 | Page: PFN 0x10", "note history 16 2 | Page | words\u{202e}",
      "typed command pfn 0x10", "typed search x", "typed filter pfn = 3", "mark b | node 1 2 | Tree: a node",
    ]
    return Array(lines.prefix(random.below(8)).joined(separator: "\n").utf8) + bytes.suffix(random.below(60))
  }
}
