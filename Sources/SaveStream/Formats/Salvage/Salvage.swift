/// What readers find the way again with in a damaged stream: made only for a reading on behind damage, and one for all layers
/// of a capture, so that its bounds hold for all of it.
final class Salvage {
  /// A window of its own: looking around does not cost readers the bytes that they have at hand.
  let window: ByteWindow
  /// Chunks or records up to this file offset follow each other as they should.
  var trusted: UInt64 = 0
  /// The file offset of a batch that was found behind bytes that make no sense, and of which that may be an accident.
  private(set) var doubted: UInt64?
  /// Finds the next place to read on from.
  var search: PlaceSearch
  /// Finds the next checkpoint, past what may be the end of one.
  var bodySearch: PlaceSearch
  /// Times that may yet be looked around a place where a chunk was expected: each costs the same bytes anew.
  private var looksAroundLeft = 1 << 14
  /// Ends of batches that may yet be looked at closely.
  private var endsLeft = 1 << 16
  /// Chunks that may yet be looked at as tails, and counts in these that may be taken for others.
  var tailsLeft = 1 << 20
  var countsLeft = 1 << 14
  /// PFN arrays that may yet be put together from both ends.
  var arraysLeft = 1 << 14
  /// Page deltas that may yet be looked at in search of others.
  var deltasLeft = 1 << 21
  private let stop: StreamIndex

  /// Bytes on either side of the place where a chunk should begin that are looked at first.
  static let nearBytes: UInt64 = 8192

  init(_ capture: Capture, stop: StreamIndex) {
    window = ByteWindow(capture)
    search = PlaceSearch(window: window)
    bodySearch = PlaceSearch(window: window)
    self.stop = stop
  }

  /// Whether what stands at a file offset makes sense where a chunk should begin.
  func isTrusted(_ offset: UInt64, _ grammar: some ChunkGrammar) throws(CaptureError) -> Bool {
    if offset <= trusted { return true }
    switch try grammar.verdict(at: offset) {
    case .contradicted: return false
    case .believed(let place): trusted = max(place, offset)
    case .open: trusted = offset
    }
    return true
  }

  /// Why a place that was found is believed.
  func sign(at offset: UInt64, _ grammar: some ChunkGrammar) throws(CaptureError) -> PlaceSign {
    try grammar.sign(at: offset, &search.linksLeft)
  }

  /// Reading goes on at a place that was found.
  func goOn(at found: UInt64, _ sign: PlaceSign?) {
    trusted = found
    if let sign, sign.kind == .batch, sign.certainty != .certain { doubted = found }
  }

  /// Whether the images in front of a place that was found can end there and not where they should: only what is beyond
  /// doubt tells of many that are lost.
  func mayEndImages(at found: UInt64, insteadOf end: UInt64, _ sign: PlaceSign) -> Bool {
    found < end + Self.nearBytes && (found + Self.nearBytes > end || sign.certainty == .certain)
  }

  /// The first believable place from a file offset on.
  func place(from offset: UInt64, _ grammar: some ChunkGrammar) throws(CaptureError) -> UInt64? {
    try search.next(from: offset, grammar) { stop.isStopRequested }
  }

  /// The first believable place near a file offset where one was expected, or else from another one on.
  /// - Parameter most: bytes from there on that are looked at.
  func place(
    near expected: UInt64, from floor: UInt64, most: UInt64 = .max, _ grammar: some ChunkGrammar
  ) throws(CaptureError) -> UInt64? {
    if looksAroundLeft > 0 {
      looksAroundLeft -= 1
      let start = max(floor, expected - min(expected, Self.nearBytes))
      let near = start..<max(start, expected + Self.nearBytes)
      if let found = try search.first(in: near, grammar, isStopped: { stop.isStopRequested }) { return found }
    }
    guard most < .max else { return try place(from: floor, grammar) }
    return try search.first(in: floor..<floor + most, grammar) { stop.isStopRequested }
  }

  /// The first chunk in the images before a place at which another one stands, that leads there: as many bytes are lost as
  /// such chunks have, and what is left of them looks like the end of the last image.
  func swallowedChunk(before end: UInt64, from floor: UInt64, _ grammar: some ChunkGrammar) throws(CaptureError)
    -> UInt64?
  {
    guard endsLeft > 0 else { return nil }
    endsLeft -= 1
    let start = max(floor, end - min(end, Self.nearBytes))
    let near = start..<max(start, end)
    let found = try search.first(in: near, grammar) { stop.isStopRequested }
    guard let found else { return nil }
    var position = found
    for _ in 0..<Self.mostSwallowed where position < end {
      guard let next = try grammar.link(at: position).next, next > position else { return nil }
      position = next
    }
    return position == end ? found : nil
  }

  /// Chunks that are followed to such a place: there are no smaller ones than of eight bytes.
  private static let mostSwallowed = Int(nearBytes) / 8

  /// Where another checkpoint begins from the start of a tail on.
  /// - Parameter isFar: whether it may be anywhere behind the tail, and not only near its end.
  func body(
    behind tail: Range<UInt64>, isFar: Bool, _ grammar: some ChunkGrammar
  ) throws(CaptureError) -> UInt64? {
    if isFar { return try bodySearch.next(from: tail.lowerBound, grammar) { stop.isStopRequested } }
    let near = tail.lowerBound..<tail.upperBound + Self.nearBytes
    return try bodySearch.first(in: near, grammar) { stop.isStopRequested }
  }
}
