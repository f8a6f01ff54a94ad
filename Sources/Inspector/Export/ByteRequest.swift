@_spi(Measuring) import SaveStream

/// Bytes to be copied or written: of the capture, or of a page as it was put together.
@_spi(Measuring) public struct ByteSource: Sendable, Equatable {
  public enum Content: Sendable, Equatable {
    /// A range of file offsets.
    case capture(Range<UInt64>)
    case bytes([UInt8])
  }

  public let content: Content
  /// What they are, for messages: safe for a screen.
  public let words: String
  /// What the suggested file is called, without its ending. Never made of text of the capture.
  let name: String

  public var count: UInt64 {
    switch content {
    case .capture(let range): range.upperBound - range.lowerBound
    case .bytes(let bytes): UInt64(bytes.count)
    }
  }

  /// Some bytes of a page.
  static func ofPage(_ bytes: [UInt8], _ range: Range<Int>, pfn: UInt64) -> ByteSource? {
    let range = range.clamped(to: 0..<bytes.count)
    guard !range.isEmpty else { return nil }
    let page = NumberText.hex(pfn)
    let place = range.lowerBound == 0 ? "" : " from \(NumberText.hex(UInt64(range.lowerBound)))"
    let name = range.count == bytes.count ? "" : "-\(NumberText.hex(UInt64(range.lowerBound)))-\(range.count)"
    return ByteSource(
      content: .bytes(Array(bytes[range])), words: "\(NumberText.counted(range.count, "byte")) of page \(page)\(place)",
      name: "page-\(page)\(name)")
  }

  /// Bytes that are written at once: more are for the command line.
  static let most: UInt64 = 64 << 20
  /// Bytes that are put into a form for a clipboard: more than any terminal takes, also where zeros at their end go.
  private static let mostCopied: UInt64 = 1 << 20

  /// Why these are not even read for a clipboard; nil where they are few enough.
  func refusalToCopy(_ units: SizeUnits) -> String? {
    count <= Self.mostCopied ? nil : "A clipboard has no room for \(NumberText.size(count, units))"
  }
}

/// What is to be done with bytes.
@_spi(Measuring) public struct ByteRequest: Sendable, Equatable {
  public enum Destination: Sendable, Equatable {
    /// The terminal's clipboard.
    case clipboard
    /// A file, as its name was typed; one of that name is replaced or not.
    case file(String, replaces: Bool)
  }

  public let source: ByteSource
  public let form: ByteForm
  public let destination: Destination
}

/// A file that is to be written and is there already.
@_spi(Measuring) public enum FileRequest: Sendable, Equatable {
  case report(ExportRequest)
  case bytes(ByteRequest)

  /// Its name as it was typed.
  public var file: String {
    switch self {
    case .report(let request): request.file
    case .bytes(let request): if case .file(let file, _) = request.destination { file } else { "" }
    }
  }

  /// The same, in the place of the file that is there.
  var replacing: FileRequest {
    switch self {
    case .report(let request):
      .report(ExportRequest(arguments: request.arguments, file: request.file, replaces: true))
    case .bytes(let request):
      .bytes(ByteRequest(source: request.source, form: request.form, destination: .file(file, replaces: true)))
    }
  }
}
