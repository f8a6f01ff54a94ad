@_spi(Measuring) import SaveStream

/// Writing what lies behind virtual addresses, as it is.
extension MemoryCommand {
  /// Bytes where --length does not say how many.
  private static let usualLength = UInt64(pageSize)
  /// Bytes that are written at most: 1 TiB.
  static let mostBytes: UInt64 = 1 << 40

  /// Writes the bytes from an address on.
  /// - Throws: where nothing is behind one of them, unless zeros may stand in its place.
  func write(from address: UInt64, of indexed: IndexedCapture, at checkpoint: Int) throws {
    let memory = try GuestMemory(capture: indexed.capture, index: indexed.index)
    let (space, reader) = try self.address.space(of: address, indexed, memory, at: checkpoint, ReportWatch())
    let bytes = VirtualBytes(space, reader, from: address, byteCount: length?.value ?? Self.usualLength)
    let file = try OutputFile(path: output, force: force)
    // Nothing half written stays: a file of our own is removed, all else is written to once all is known to be there.
    if !file.canSkip, !allowIncomplete { _ = try forEach(bytes, indexed, at: checkpoint) { _ in } }
    let (missing, doubtful) = try forEach(bytes, indexed, at: checkpoint) { part in
      file.output.write(span: part.span.bytes)
      try file.output.check()
    }
    try file.finish()
    guard !shown.quiet else { return }
    if missing > 0 {
      FileWriter.standardError.say(
        "savescope: warning: \(NumberText.counted(missing, "byte")) that were not there are written as zeros\n")
    }
    if let warning = doubtfulPagesWarning(doubtful) { FileWriter.standardError.say("savescope: \(warning)\n") }
  }

  /// Calls `body` with the bytes, one page after the other. Returns how many of them were not there and are zeros, and
  /// how many of the pages may not be what a receiver had.
  private func forEach(
    _ bytes: VirtualBytes, _ indexed: IndexedCapture, at checkpoint: Int, _ body: (ArraySlice<UInt8>) throws -> Void
  ) throws -> (missing: UInt64, doubtful: UInt64) {
    var (bytes, missing) = (bytes, UInt64(0))
    while let part = try bytes.step() {
      switch part {
      case .bytes(let bytes): try body(bytes)
      case .hole(let address, let count, let reason):
        guard allowIncomplete else {
          throw VirtualAddressOption.failure(
            indexed, address, at: checkpoint,
            "\(reason.words); give a shorter --length, or --allow-incomplete for zeros in its place")
        }
        missing += UInt64(count)
        try body([UInt8](repeating: 0, count: count)[...])
      }
    }
    return (missing, UInt64(bytes.doubtfulPages))
  }
}

extension VirtualBytes.Part.Reason {
  var words: String {
    switch self {
    case .tables(let translation): LinuxText.words(for: translation)
    case .absent(let pfn): "PFN \(NumberText.hex(pfn)) is not in the stream"
    }
  }
}
