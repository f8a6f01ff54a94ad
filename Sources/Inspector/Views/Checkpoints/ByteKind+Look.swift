import SaveStream

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
    switch self {
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
