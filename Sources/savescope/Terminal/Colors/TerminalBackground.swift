import Glibc

/// Whether a terminal is dark or light.
enum TerminalBackground {
  case dark, light

  /// What the environment tells: COLORFGBG, as rxvt and others set it ("15;0", "0;default;15"), and the Linux console,
  /// which is black.
  init?(colorFGBG: String?, term: String?) {
    if let number = colorFGBG?.split(separator: ";").last.flatMap({ Int($0) }), (0..<16).contains(number) {
      self = number == 7 || number > 8 ? .light : .dark
    } else if term == "linux" {
      self = .dark
    } else {
      return nil
    }
  }

  /// By the colour that the terminal gave as its background, eight bits of red, green and blue; nil for one from the
  /// middle, on which neither palette can be read well.
  init?(rgb: UInt32) {
    let lightness = RelativeLuminance.of(rgb: rgb)
    if lightness < 0.06 {
      self = .dark
    } else if lightness > 0.6 {
      self = .light
    } else {
      return nil
    }
  }
}

/// How light a colour is (WCAG 2.2): from 0 for black to 1 for white.
enum RelativeLuminance {
  /// - Parameter rgb: eight bits each of red, green and blue.
  static func of(rgb: UInt32) -> Double {
    let part = { (shift: UInt32) -> Double in
      let value = Double(rgb >> shift & 0xff) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
  }
}
