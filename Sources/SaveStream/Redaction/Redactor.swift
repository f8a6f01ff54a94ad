/// Writes a capture anew with the guest's content out of it: the same bytes at the same offsets, but for those that
/// hold what the guest has in its memory and registers, names, addresses, and what configurations say.
///
/// Goes by the leaves of the tree, which tile the capture: each of them stays or is replaced, and none is left out. So
/// structure, sizes, PFNs, page types and the markers of deltas are those of the capture.
package struct Redactor {
  private let capture: Capture
  private let index: IndexSnapshot
  private let tree: ChunkTree
  private let words: RedactedWords
  /// Words that readers look at, by the pages that they lie in.
  private let kept: [UInt64: Set<Int>]
  /// One past the last byte that was written.
  private var position: UInt64 = 0
  private var shown: UInt64 = 0

  /// Bytes that are replaced at a time.
  static let piece: UInt64 = 1 << 16
  /// The longest text that is told apart; of a longer one every letter is masked.
  private static let longestText: UInt64 = 1 << 20
  private static let deepest = 96
  /// Bytes that stay where something begins that is not understood.
  private static let keptOfUnknown: UInt64 = 8
  private static let shownEvery: UInt64 = 1 << 22

  /// - Throws: when the capture cannot be read.
  package init(_ capture: Capture, _ index: IndexSnapshot, key: RedactionKey = .random()) throws {
    self.capture = capture
    self.index = index
    tree = ChunkTree(capture: capture, index: index)
    words = RedactedWords(key, keepsLowestBit: index.stream?.guest == .pv)
    kept = try Self.keptWords(capture, index)
  }

  /// The fields of start info pages that lead to other pages.
  private static func keptWords(_ capture: Capture, _ index: IndexSnapshot) throws(CaptureError) -> [UInt64: Set<Int>] {
    guard index.stream?.guest == .pv, let bits = index.stream?.guestBits,
      let checkpoint = index.lastCompleteCheckpoint
    else { return [:] }
    let layout = VcpuContext.layout(guestBits: bits)
    let fields = StartInfo.layout(guestBits: bits).fields.filter { ["store_mfn", "console_mfn"].contains($0.name) }
    let places = Set(fields.flatMap { $0.offset / wordSize..<($0.offset + bits / 8) / wordSize })
    var kept: [UInt64: Set<Int>] = [:]
    for part in try index.parts(of: checkpoint, capture) {
      guard case .vcpuContext(0, bits) = part.kind else { continue }
      let bytes = try capture.bytes(at: part.range.lowerBound, count: layout.byteCount)
      guard bytes.count == layout.byteCount else { continue }
      let frames = VcpuFrames(bytes, vcpu: 0, guestBits: bits, index.entryFormat.order).frames
      for frame in frames where frame.use == .startInfo { kept[frame.pfn] = places }
    }
    return kept
  }

  /// Writes all of it.
  /// - Parameter progress: called with the offset that has been reached.
  /// - Throws: when the capture cannot be read, and what the sink and `progress` throw.
  package mutating func write(to sink: inout some ByteSink, progress: (UInt64) throws -> Void) throws {
    try visit(tree.root, LeafRule.Place(), depth: 0, &sink, progress)
  }

  private mutating func visit(
    _ node: TreeNode, _ place: LeafRule.Place, depth: Int, _ sink: inout some ByteSink,
    _ progress: (UInt64) throws -> Void
  ) throws {
    guard node.length > 0, node.end > position else { return }
    if position >= shown + Self.shownEvery {
      shown = position
      try progress(position)
    }
    // Nothing lies between nodes unless the tree has a gap.
    try writeWords(to: node.offset, &sink)
    switch node.kind {
    case .entries: return try copy(to: node.end, &sink)
    case .image: return try writeImage(node, &sink)
    case .delta where !node.isLeaf: return try writeDelta(node, &sink)
    default: break
    }
    guard !node.isLeaf, depth < Self.deepest else { return try writeLeaf(node, place, &sink) }
    let children = tree.children(of: node)
    let inside = place.inside(node)
    for child in 0..<children.count {
      try visit(children[child], inside, depth: depth + 1, &sink, progress)
    }
    try writeWords(to: node.end, &sink)
  }

  // MARK: Pages

  private mutating func writeImage(_ node: TreeNode, _ sink: inout some ByteSink) throws {
    var bytes = try capture.bytes(at: node.offset, count: Int(clamping: min(node.length, UInt64(pageSize))))
    let range = 0..<bytes.count
    if isTable(node) {
      words.replaceTable(&bytes, range)
    } else {
      words.replacePage(&bytes, range, kept: node.pfn.flatMap { kept[$0] } ?? [])
    }
    try put(bytes, &sink)
  }

  /// Writes a delta, or the part of it that lies in one chunk.
  private mutating func writeDelta(_ node: TreeNode, _ sink: inout some ByteSink) throws {
    let own = node.offset..<node.end
    let ranges = (node.otherRanges + [own]).sorted { $0.lowerBound < $1.lowerBound }
    var bytes = try capture.deltaBytes(in: ranges)
    let before = ranges.prefix { $0 != own }.reduce(0) { $0 + $1.count }
    for run in Self.runs(of: bytes) {
      if isTable(node) {
        words.replaceTable(&bytes, run.bytes, from: run.word)
      } else {
        words.replacePage(&bytes, run.bytes, from: run.word, kept: node.pfn.flatMap { kept[$0] } ?? [])
      }
    }
    let there = min(before, bytes.count)..<min(before + own.count, bytes.count)
    try put(Array(bytes[there]), &sink)
    try writeWords(to: node.end, &sink)
  }

  /// Writes deltas that are no nodes: their markers stay, up to the first one that is wrong.
  private mutating func writeFaultyDeltas(_ node: TreeNode, _ sink: inout some ByteSink) throws {
    var isWhole = true
    while isWhole, position < node.end {
      var bytes = try capture.bytes(at: position, count: Int(min(node.end - position, Self.piece)))
      let isLast = position + UInt64(bytes.count) >= node.end
      var place = 0
      while isWhole, place < bytes.count, isLast || place <= bytes.count - DeltaShape.maximumLength {
        let end: Int
        if case .whole(let length, _, _) = DeltaShape(bytes.span, at: place) {
          end = place + length
        } else {
          isWhole = false
          end = min(bytes.count, place + DeltaShape.maximumLength)
        }
        for run in Self.runs(of: Array(bytes[place..<end])) {
          words.replacePage(&bytes, place + run.bytes.lowerBound..<place + run.bytes.upperBound, from: run.word)
        }
        place = end
      }
      guard place > 0 else { break }
      try put(Array(bytes[..<place]), &sink)
    }
    try writeWords(to: node.end, &sink)
  }

  /// The words that a delta carries: where they stand in it, and in the page. What does not decode is one run.
  private static func runs(of bytes: [UInt8]) -> [(bytes: Range<Int>, word: Int)] {
    var runs: [(bytes: Range<Int>, word: Int)] = []
    var cursor = MarkerCursor(bytes.span)
    var end = 0
    do throws(DeltaFault) {
      while let marker = try cursor.next() {
        end = marker.position + 1 + marker.literalLength
        if marker.literalLength > 0 { runs.append((marker.position + 1..<end, marker.firstWord)) }
      }
    } catch {
      end = min(end + 1, bytes.count)
      runs.append((end..<bytes.count, 0))
    }
    return runs
  }

  private func isTable(_ node: TreeNode) -> Bool { node.pageType?.pageTableLevel != nil }

  // MARK: Leaves

  private mutating func writeLeaf(
    _ node: TreeNode, _ place: LeafRule.Place, _ sink: inout some ByteSink
  ) throws {
    switch LeafRule(node, in: place) {
    case .keep: try copy(to: node.end, &sink)
    case .words:
      if place.isCompressed { return try writeFaultyDeltas(node, &sink) }
      // The chunk id and the count that are wrong, where a reader has lost its way.
      if node.kind == .unknown { try copy(to: min(node.end, node.offset + Self.keptOfUnknown), &sink) }
      if place.isDeviceModel,
        let range = try DeviceModelCheck.description(endingAt: node.end, from: node.offset, capture)
      {
        try writeWords(to: range.lowerBound, from: node.offset, &sink)
        try writeDescription(range, &sink)
      }
      try writeWords(to: node.end, from: node.offset, &sink)
    case .address: try writeAddress(node, &sink)
    case .text: try writeText(node, &sink) { RedactedText.mask(&$0, 0..<$0.count) }
    case .json: try writeText(node, &sink) { RedactedText.maskJSON(&$0) }
    case .xml: try writeText(node, &sink) { RedactedText.maskXML(&$0) }
    case .sExpression: try writeText(node, &sink) { RedactedText.maskSExpression(&$0) }
    }
  }

  private mutating func writeAddress(_ node: TreeNode, _ sink: inout some ByteSink) throws {
    var bytes = try capture.bytes(at: node.offset, count: Int(clamping: min(node.length, 8)))
    let order = index.entryFormat.order
    let new = words.address(bytes.number(order), bytes: bytes.count)
    for place in bytes.indices {
      let shift = 8 * (order == .little ? place : bytes.count - 1 - place)
      bytes[place] = UInt8(truncatingIfNeeded: new >> UInt64(shift))
    }
    try put(bytes, &sink)
  }

  private mutating func writeText(
    _ node: TreeNode, _ sink: inout some ByteSink, _ mask: (inout [UInt8]) -> Void
  ) throws {
    guard node.length <= Self.longestText else {
      while position < node.end {
        var bytes = try next(upTo: node.end)
        RedactedText.mask(&bytes, 0..<bytes.count)
        try put(bytes, &sink)
      }
      return
    }
    var bytes = try capture.bytes(at: node.offset, count: Int(node.length))
    mask(&bytes)
    try put(bytes, &sink)
  }

  /// Writes what QEMU says of its own state at the end of it, by which one knows that it is whole.
  private mutating func writeDescription(_ range: Range<UInt64>, _ sink: inout some ByteSink) throws {
    try copy(to: range.lowerBound + DeviceModelCheck.descriptionHead, &sink)
    var bytes = try capture.bytes(at: position, count: Int(clamping: range.upperBound - position))
    RedactedText.maskJSON(&bytes)
    try put(bytes, &sink)
  }

  // MARK: Stretches

  private func next(upTo end: UInt64) throws(CaptureError) -> [UInt8] {
    try capture.bytes(at: position, count: Int(min(end - position, Self.piece)))
  }

  private mutating func copy(to end: UInt64, _ sink: inout some ByteSink) throws {
    while position < end { try put(try next(upTo: end), &sink) }
  }

  /// Writes bytes of which nothing more is known.
  /// - Parameter start: where the first word begins.
  private mutating func writeWords(
    to end: UInt64, from start: UInt64? = nil, _ sink: inout some ByteSink
  ) throws {
    let start = start ?? position
    while position < end {
      var bytes = try next(upTo: end)
      words.replaceBytes(&bytes, 0..<bytes.count, from: Int(clamping: (position - start) / UInt64(wordSize)))
      try put(bytes, &sink)
    }
  }

  private mutating func put(_ bytes: [UInt8], _ sink: inout some ByteSink) throws {
    guard !bytes.isEmpty else {
      throw CaptureError(.changed, path: capture.path, offset: position, reason: "ends although more is known of it")
    }
    try sink.write(bytes.span)
    position += UInt64(bytes.count)
  }
}
