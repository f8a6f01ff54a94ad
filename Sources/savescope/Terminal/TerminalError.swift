import CTerminal

/// Why the inspector cannot have a terminal.
enum TerminalError: Error, Equatable {
  case notATerminal
  case noTerminalForKeys
  case noTerm
  case unknownTerm(String)
  case noCursorMotion(String)
  case noResources

  init?(_ opening: ct_opening, term: String) {
    switch opening {
    case .CT_OPENED: return nil
    case .CT_NOT_A_TERMINAL: self = .notATerminal
    case .CT_NO_TERM: self = .noTerm
    case .CT_UNKNOWN_TERM: self = .unknownTerm(term)
    case .CT_NO_CURSOR_MOTION: self = .noCursorMotion(term)
    case .CT_NO_RESOURCES: self = .noResources
    }
  }
}

extension TerminalError: CustomStringConvertible {
  var description: String {
    switch self {
    case .notATerminal: "standard output is not a terminal"
    case .noTerminalForKeys: "there is no terminal to read keys from"
    case .noTerm: "TERM is not set"
    case .unknownTerm(let term): "the terminal type \(Self.quoted(term)) (TERM) is not known here"
    case .noCursorMotion(let term): "a terminal of type \(Self.quoted(term)) (TERM) cannot move its cursor"
    case .noResources: "no descriptors or no memory left to open the terminal"
    }
  }

  /// The environment's text, with nothing in it that a terminal would act on.
  private static func quoted(_ term: String) -> String {
    "“" + String(String.UnicodeScalarView(term.unicodeScalars.prefix(40).filter { (0x21...0x7e).contains($0.value) }))
      + "”"
  }
}
