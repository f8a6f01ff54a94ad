/// Reads a capture from its first byte to its last: lets the reader of the innermost open layer read on, opens and
/// closes layers as their readers say, and finds the way again where one has lost it.
struct LayerDriver {
  private let draft: CheckpointDraft
  private let detector: LayerDetector
  /// Open layers, the innermost last.
  private var frames: [Frame] = []
  /// Readers whose layers have ended.
  private var ended: [any LayerReader] = []
  private var position: UInt64 = 0
  /// Whether a stream has been looked for behind an envelope's first bytes.
  private var hasSearched = false

  /// A layer that is open.
  private struct Frame {
    var reader: any LayerReader
    /// Its place among the layers of the index.
    let layer: Int
    /// The layer inside this one that gave back and is to go on; one at most.
    var resting: [Frame] = []
  }

  /// Why reading ended.
  private enum End {
    /// All layers have ended.
    case whole
    /// The capture ends inside one, or nothing more can be placed.
    case cut
    /// The index was asked to stop, or is full.
    case stopped
    /// What follows is recognised, and not read.
    case unread(Unread)
    /// Nothing that could be a stream.
    case noStream
  }

  /// Layers that nest in real captures are three at most.
  private static let mostLayers = 64

  init(draft: CheckpointDraft, detector: LayerDetector) {
    self.draft = draft
    self.detector = detector
    position = detector.options.start
    if detector.options.salvages { draft.salvage = Salvage(draft.capture, stop: draft.builder.stop) }
  }

  private var capture: Capture { draft.capture }
  private var builder: IndexBuilder { draft.builder }

  /// Reads to the end.
  /// - Throws: when the bytes are no capture at all, or cannot be read.
  mutating func run() throws(CaptureError) {
    var step = try isStartThere ? detector.layer(at: position, draft) : .noStream
    while true {
      if let end = try take(step) { return try finish(end) }
      if builder.isStopRequested || builder.isFull(captureSize: capture.size) { return try finish(.stopped) }
      let top = frames.count - 1
      let (before, wasOutside, count) = (position, draft.open == nil, draft.checkpointCount)
      step = try frames[top].reader.step(&position, into: draft)
      if wasOutside, draft.checkpointCount == count, position > before {
        // Passed outside every checkpoint: the layer's own.
        builder.working.layers[frames[top].layer].claim(before..<position)
      }
      try draft.passed(to: position)
    }
  }

  /// Whether the capture has a byte where it is to be read from.
  private var isStartThere: Bool {
    get throws(CaptureError) {
      guard position > 0 else { return true }
      guard position < .max else { return false }
      return try capture.wait(for: position + 1)
    }
  }

  // MARK: Layers

  /// Does what a step says. Returns why reading ends, if it does.
  private mutating func take(_ step: LayerStep) throws(CaptureError) -> End? {
    switch step {
    case .goOn: return nil
    case .enter(let kind, let reader):
      guard frames.count < Self.mostLayers else { return .noStream }
      builder.working.layers.append(Layer(kind: kind, depth: frames.count, range: position..<position))
      frames.append(Frame(reader: reader, layer: builder.working.layers.count - 1))
      return nil
    case .enterElsewhere(let offset, let kind, let reader):
      // What is around it may have claimed some of its bytes.
      if let frame = frames.last {
        builder.working.layers[frame.layer].giveUp(from: offset)
        // A length in it leads past the first bytes of what it wraps.
        if offset < position { builder.working.layers[frame.layer].isDamaged = true }
      }
      position = offset
      return try take(.enter(kind, reader))
    case .giveBack:
      guard frames.count > 1 else { return try leave() }
      let resting = frames.removeLast()
      frames[frames.count - 1].resting = [resting]
      frames[frames.count - 1].reader.innerTurned(.rests)
      return nil
    case .resume:
      guard let resting = frames.last?.resting.first else { return .cut }
      frames[frames.count - 1].resting = []
      frames.append(resting)
      return nil
    case .lost: return try findTheWay()
    // An END of the layer around the stream may have come about by a damaged type.
    case .end: return try findTheStream() ? nil : try leave()
    case .stop: return try findTheStream() ? nil : .cut
    case .unread(let content): return .unread(content)
    case .noStream: return try findTheStream() ? nil : .noStream
    }
  }

  /// Goes on where a stream is found behind the first bytes of the innermost layer, when that is an envelope whose
  /// header leads to none: a length in it may be damaged. Whether there is one.
  private mutating func findTheStream() throws(CaptureError) -> Bool {
    guard draft.salvage != nil, builder.working.stream == nil, !hasSearched, let frame = frames.last else {
      return false
    }
    hasSearched = true
    let layer = builder.working.layers[frame.layer]
    guard layer.kind != .stream else { return false }
    guard let step = try detector.step(intoDamaged: layer, draft) else { return false }
    // The capture does not end inside the envelope after all.
    builder.forget(.cutShort)
    builder.working.layers[frame.layer].isDamaged = true
    return try take(step) == nil
  }

  /// Closes the innermost layer.
  private mutating func leave() throws(CaptureError) -> End? {
    guard let frame = frames.popLast() else { return .whole }
    close(frame)
    guard !frames.isEmpty else { return .whole }
    frames[frames.count - 1].reader.innerTurned(.ended)
    return nil
  }

  private mutating func close(_ frame: Frame) {
    for resting in frame.resting { close(resting) }
    let layer = builder.working.layers[frame.layer]
    builder.working.layers[frame.layer].range = layer.range.lowerBound..<max(layer.range.upperBound, position)
    ended.append(frame.reader)
  }

  /// Goes on at the next place from which the innermost layer may be read; where there is none, the rest of the capture
  /// cannot be placed.
  private mutating func findTheWay() throws(CaptureError) -> End? {
    if let place = try frames[frames.count - 1].reader.believablePlace(behind: position, draft), place > position {
      draft.add(place - position, as: .unknown)
      position = place
      return nil
    }
    try capture.waitForEnd()
    let end = max(position, capture.size)
    if try findTheStream() { return nil }
    draft.add(end - position, as: .unknown)
    position = end
    return .cut
  }

  // MARK: The end

  private mutating func finish(_ end: End) throws(CaptureError) {
    switch end {
    case .stopped: try stop()
    case .whole: try readTrailing()
    case .cut: try closeCheckpoint()
    case .unread(let content):
      builder.working.unreadContent = content
      draft.report(Finding(.notReadYet, at: start(of: content), part: content.part, value: content.number))
      try capture.waitForEnd()
    case .noStream: try reportMissingStream()
    }
    while let frame = frames.popLast() { close(frame) }
    try draft.flush()
    for place in ended.indices { try ended[place].finish(draft) }
    if builder.working.stream != nil { builder.working.bytesRead = max(builder.working.bytesRead, position) }
  }

  /// Where content begins that is not read: here, but for what is a layer's own.
  private func start(of content: Unread) -> UInt64 {
    guard content == .receiverSide, let frame = frames.last else { return position }
    return builder.working.layers[frame.layer].offset
  }

  private mutating func closeCheckpoint() throws(CaptureError) {
    guard draft.open != nil, !frames.isEmpty else { return }
    try frames[frames.count - 1].reader.close(at: position, draft)
  }

  private mutating func stop() throws(CaptureError) {
    if builder.isStopRequested {
      if draft.open == nil { draft.report(Finding(.indexingStopped, at: position, part: .body)) }
    } else {
      draft.report(Finding(.indexFull, at: position, part: .body))
    }
    try closeCheckpoint()
  }

  private mutating func readTrailing() throws(CaptureError) {
    try draft.flush()
    var reader = TrailingReader(guest: builder.working.stream?.guest)
    let isAfterLast = builder.working.checkpoints.last?.isLast ?? false
    try reader.read(draft.window, from: position, isAfterLast: isAfterLast)
    builder.working.trailing = reader.parts
    for finding in reader.findings { draft.report(finding) }
    position = max(position, capture.size)
  }

  /// A layer is there, and behind it nothing that could be a stream.
  private func reportMissingStream() throws(CaptureError) {
    guard !builder.working.layers.isEmpty else {
      let reason = "is no Xen save, migration or Remus stream that savescope knows"
      // Where all of it has been looked through, no place is worth a word.
      guard draft.salvage == nil else {
        throw CaptureError(.notAStream, path: capture.path, reason: reason + ", nor does it hold a damaged one")
      }
      throw CaptureError(.notAStream, path: capture.path, offset: position, reason: reason)
    }
    try capture.waitForEnd()
    if builder.working.findings.contains(where: { $0.rule == .cutShort }) { return }
    if position >= capture.size {
      draft.report(Finding(.cutShort, at: capture.size, part: .stream))
    } else {
      draft.report(Finding(.noStream, at: position))
    }
  }
}
