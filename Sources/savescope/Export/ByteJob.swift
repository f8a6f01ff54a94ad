@_spi(Measuring) import Inspector
@_spi(Measuring) import SaveStream

/// Bytes that the inspector takes out: of the capture, or of a page that it has put together. They are few enough to be
/// read at once.
struct ByteJob {
  private let request: ByteRequest
  private let capture: Capture

  init(_ request: ByteRequest, of capture: Capture) {
    self.request = request
    self.capture = capture
  }

  /// The bytes in their form.
  /// - Throws: when the capture cannot be read.
  func encoded() throws(CaptureError) -> [UInt8] {
    request.form.encoded(try bytes(), remark: request.source.words)
  }

  private func bytes() throws(CaptureError) -> [UInt8] {
    switch request.source.content {
    case .bytes(let bytes): bytes
    case .capture(let range): try capture.bytes(at: range.lowerBound, count: Int(clamping: request.source.count))
    }
  }

  /// Writes them to the file that is asked for, and says what came of it.
  func write() -> InspectorEvent {
    guard case .file(let file, let replaces) = request.destination else { return .trouble("There is no file to write") }
    let path = UserPath.expanded(file)
    if !replaces, OutputFile.isThere(path) { return .fileExists(.bytes(request)) }
    do {
      let bytes = try encoded()
      let manners = OutputFile.Manners(force: replaces, wayToReplace: ":export! replaces it", takesStreams: false)
      let output = try OutputFile(path: path, manners)
      output.output.write(bytes: bytes)
      try output.finish()
      return .done("Wrote \(request.source.words) to \(file)")
    } catch {
      return .trouble(ProgramFailure(of: error)?.message ?? "\(error)")
    }
  }
}
