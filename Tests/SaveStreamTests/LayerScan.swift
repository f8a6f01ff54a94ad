@_spi(Measuring) @testable import SaveStream

/// The layers at the beginning of a capture, up to the stream that they wrap.
struct LayerScan {
  enum Content: Equatable {
    /// No magic that is known: a legacy libxc stream, or no stream at all.
    case legacy
    case libxl2
    case unread(Unread)
  }

  /// Kind, file offset and length of each.
  struct Span: Equatable {
    let kind: Layer.Kind
    let offset: UInt64
    let length: UInt64
  }

  private(set) var spans: [Span] = []
  private(set) var content = Content.legacy
  /// Where the stream begins.
  private(set) var streamOffset: UInt64 = 0
  private(set) var guestHint: GuestKind?
  private(set) var findings: [Finding] = []

  init(_ capture: Capture) throws {
    let builder = IndexBuilder(index: StreamIndex())
    let draft = CheckpointDraft(window: ByteWindow(capture), builder: builder)
    var step = try LayerDetector(options: ReadingOptions(), openFormats: []).layer(at: 0, draft)
    while case .enter(let kind, var reader) = step, kind != .stream, kind != .libxl2 {
      let start = streamOffset
      repeat { step = try reader.step(&streamOffset, into: draft) } while step.goesOn
      spans.append(Span(kind: kind, offset: start, length: streamOffset - start))
      guestHint = (reader as? XlReader)?.hint ?? (reader as? XendReader)?.hint
    }
    if case .enter(let kind, var reader) = step, kind == .libxl2 || reader is MigrationReader {
      let start = streamOffset
      if kind == .libxl2 { content = .libxl2 }
      // Its header alone: of libxl, or a stream that turns out to be of a kind that is not read.
      step = try reader.step(&streamOffset, into: draft)
      if kind == .libxl2 {
        spans.append(Span(kind: kind, offset: start, length: streamOffset - start))
      } else {
        streamOffset = start
      }
    }
    if case .unread(let unread) = step { content = .unread(unread) }
    findings = Array(builder.working.findings)
  }
}

extension LayerStep {
  /// Whether the same layer reads on.
  fileprivate var goesOn: Bool { if case .goOn = self { true } else { false } }
}
