@_spi(Measuring) import SaveStream

/// How bars show the kinds of bytes.
extension ByteKind {
  var style: Style {
    switch self {
    case .pageData: .barPageData
    case .compressedData: .barCompressed
    case .pfnArrays: .barPFNs
    case .metadata: .barMetadata
    case .tail: .barTail
    case .framing: .barFraming
    case .unknown: .barUnknown
    }
  }

  /// What a cell of a stacked bar is filled with: another sign for each kind, for a screen without colours.
  func fill(_ glyphs: Glyphs) -> Unicode.Scalar {
    if glyphs.hasColors, self != .unknown { return glyphs.bar }
    return switch self {
    case .pageData: glyphs.isUnicode ? "█" : "#"
    case .compressedData: glyphs.isUnicode ? "▓" : "="
    case .pfnArrays: glyphs.isUnicode ? "▒" : "+"
    case .metadata: glyphs.isUnicode ? "░" : ":"
    case .tail: glyphs.isUnicode ? "▚" : "%"
    case .framing: glyphs.isUnicode ? "≡" : "-"
    case .unknown: "?"
    }
  }
}

/// How the ways in which a page travels look, wherever they are told apart.
extension PageEncoding {
  var style: Style {
    switch self {
    case .raw: .encodingRaw
    case .full: .encodingFull
    case .delta: .encodingDelta
    case .empty, .verify: .encodingEmpty
    case .none: .dim
    case .missing: .error
    case .doubtful: .warning
    }
  }

  /// What a cell of a stack is filled with: another sign for each, for a screen without colours.
  func fill(_ glyphs: Glyphs) -> Unicode.Scalar {
    if glyphs.hasColors, self != .missing { return glyphs.bar }
    return switch self {
    case .full: glyphs.isUnicode ? "█" : "#"
    case .raw: glyphs.isUnicode ? "▓" : "%"
    case .delta: glyphs.isUnicode ? "▒" : "+"
    case .empty: glyphs.isUnicode ? "░" : "-"
    case .verify: "v"
    case .none: " "
    case .missing, .doubtful: "?"
    }
  }
}

/// How lists show the state of a checkpoint.
extension CheckpointState {
  var style: Style {
    switch self {
    case .complete, .last: .good
    case .incomplete, .undecodable: .error
    case .beingRead: .dim
    }
  }

  /// A sign for what is not as it should be; a blank for what is.
  func sign(_ glyphs: Glyphs) -> Unicode.Scalar {
    switch self {
    case .complete, .last: " "
    case .incomplete: glyphs.error
    case .undecodable: glyphs.warning
    case .beingRead: glyphs.ellipsis
    }
  }
}

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

extension FieldText {
  /// A value in one line of a screen, which cuts it where there is no room.
  static func of(_ value: FieldValue, glyphs: Glyphs) -> String {
    short(value, unicode: glyphs.isUnicode, text: longest)
  }

  /// Bytes of a text that are worth escaping for one line.
  private static let longest = 512
}
