import SaveStream

/// What bytes of a checkpoint are, in the order in which bars show it.
enum ByteKind: CaseIterable, Sendable {
  case pageData, compressedData, pfnArrays, metadata, tail, framing, unknown

  var name: String {
    switch self {
    case .pageData: "page data"
    case .compressedData: "compressed data"
    case .pfnArrays: "PFN arrays"
    case .metadata: "metadata"
    case .tail: "tail"
    case .framing: "framing"
    case .unknown: "not understood"
    }
  }

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

  func count(in bytes: ByteTotals) -> UInt64 {
    switch self {
    case .pageData: bytes.pageData
    case .compressedData: bytes.compressedData
    case .pfnArrays: bytes.pfnArrays
    case .metadata: bytes.metadata
    case .tail: bytes.tail
    case .framing: bytes.framing
    case .unknown: bytes.unknown
    }
  }
}
