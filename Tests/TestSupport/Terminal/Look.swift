extension VirtualTerminal {
  /// Colours and attributes of a cell.
  public struct Look: Sendable, Equatable {
    /// A colour of the palette; nil for the terminal's own.
    public var foreground: Int?
    /// A colour of the palette; nil for the terminal's own.
    public var background: Int?
    public var isBold = false
    public var isDim = false
    public var isUnderlined = false
    public var isReversed = false

    public init(foreground: Int? = nil, background: Int? = nil, isBold: Bool = false) {
      self.foreground = foreground
      self.background = background
      self.isBold = isBold
    }
  }

  /// Select Graphic Rendition.
  mutating func selectLook(_ parameters: [Int]) {
    var rest = (parameters.isEmpty ? [0] : parameters)[...]
    while let parameter = rest.popFirst() {
      switch parameter {
      case 0: look = Look()
      case 10: break  // the usual character set
      case 1: look.isBold = true
      case 2: look.isDim = true
      case 4: look.isUnderlined = true
      case 7: look.isReversed = true
      case 22: (look.isBold, look.isDim) = (false, false)
      case 24: look.isUnderlined = false
      case 27: look.isReversed = false
      case 30...37: look.foreground = parameter - 30
      case 39: look.foreground = nil
      case 40...47: look.background = parameter - 40
      case 49: look.background = nil
      case 90...97: look.foreground = parameter - 90 + 8
      case 100...107: look.background = parameter - 100 + 8
      case 38 where rest.first == 5: look.foreground = rest.dropFirst().first
      case 48 where rest.first == 5: look.background = rest.dropFirst().first
      default: unknown.append("SGR \(parameter)")
      }
      if parameter == 38 || parameter == 48 { rest = rest.dropFirst(2) }
    }
  }
}
