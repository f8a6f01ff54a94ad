/// A key as a front end reports it.
@_spi(Measuring) public enum Key: Hashable, Sendable {
  /// A printable character, Space included.
  case character(Unicode.Scalar)
  /// Control and a letter, in lower case, or `]`, `\`: `.control("d")` is ^D. Tab, Enter and Escape have cases of
  /// their own; ^I, ^M and ^[ are never reported.
  case control(Unicode.Scalar)
  case up, down, left, right
  case home, end, pageUp, pageDown
  case enter, tab, backTab, escape, backspace, delete, insert
  /// F1 is `.function(1)`.
  case function(Int)
}

extension Key {
  /// The way the key is written.
  var name: String {
    switch self {
    case .character(" "): "Space"
    case .character(let scalar): String(scalar)
    case .control(let scalar): "^" + String(scalar).uppercased()
    case .up: "Up"
    case .down: "Down"
    case .left: "Left"
    case .right: "Right"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PageUp"
    case .pageDown: "PageDown"
    case .enter: "Enter"
    case .tab: "Tab"
    case .backTab: "Shift-Tab"
    case .escape: "Esc"
    case .backspace: "Backspace"
    case .delete: "Delete"
    case .insert: "Insert"
    case .function(let number): "F\(number)"
    }
  }
}

/// One key, or two pressed one after the other.
struct KeyStroke: Hashable, Sendable {
  let first: Key
  let second: Key?

  init(_ first: Key, _ second: Key? = nil) {
    self.first = first
    self.second = second
  }

  /// The way it is written: `^D`, `gg`, `Space`.
  var name: String { first.name + (second?.name ?? "") }
}

/// Keys by their names, as the help shows them and the settings file has them.
extension KeyStroke {
  /// One key or two: `j`, `gg`, `^D`, `Space`, `^Xs`; nil for what is none.
  init?(named name: String) {
    if let key = Key(named: name[...]) {
      self.init(key)
      return
    }
    guard !Self.isFunctionKey(name) else { return nil }
    for cut in name.unicodeScalars.indices.dropFirst() {
      if let first = Key(named: name[..<cut]), let second = Key(named: name[cut...]) {
        self.init(first, second)
        return
      }
    }
    return nil
  }

  /// Whether a name is that of a function key, there or not: F99 is not F9 and 9.
  private static func isFunctionKey(_ name: String) -> Bool {
    name.count > 1 && name.first == "F" && name.dropFirst().allSatisfy { $0.isASCII && $0.isNumber }
  }
}

extension Key {
  /// The keys whose names are words.
  private static let words: [String: Key] = {
    let keys: [Key] = [
      .character(" "), .up, .down, .left, .right, .home, .end, .pageUp, .pageDown, .enter, .tab, .backTab, .escape,
      .backspace, .delete, .insert,
    ]
    return Dictionary(uniqueKeysWithValues: (keys + (1...12).map { .function($0) }).map { ($0.name, $0) })
  }()

  /// nil for what is no key. Words of three letters and more may be in any case.
  fileprivate init?(named name: Substring) {
    let scalars = Array(name.unicodeScalars)
    if scalars.count == 1, scalars[0] != " ", CharacterWidth.of(scalars[0]) > 0 {
      self = .character(scalars[0])
    } else if scalars.count == 2, scalars[0] == "^", let key = Self.pressed(withControl: scalars[1]) {
      self = key
    } else if let key = Self.words[String(name)] {
      self = key
    } else if scalars.count > 2, let word = Self.words.first(where: { $0.key.lowercased() == name.lowercased() }) {
      self = word.value
    } else {
      return nil
    }
  }

  /// The key that arrives when Control and a letter are pressed: some of them are keys with names of their own.
  private static func pressed(withControl letter: Unicode.Scalar) -> Key? {
    switch letter.properties.lowercaseMapping {
    case "h": .backspace
    case "i": .tab
    case "j", "m": .enter
    case "[": .escape
    case "\\", "]", "^", "_": .control(letter)
    case let lower where lower >= "a" && lower <= "z": lower.unicodeScalars.first.map { .control($0) }
    default: nil
    }
  }
}
