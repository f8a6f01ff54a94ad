import SaveStream

/// The sign and style of a finding's severity, the sign being there for a screen without colours.
extension Severity {
  func sign(_ glyphs: Glyphs) -> String {
    switch self {
    case .error: String(glyphs.error)
    case .warning: String(glyphs.warning)
    case .note: String(glyphs.note)
    }
  }

  var style: Style {
    switch self {
    case .error: .error
    case .warning: .warning
    case .note: .note
    }
  }
}
