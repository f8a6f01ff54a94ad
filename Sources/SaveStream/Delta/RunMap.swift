/// What a page delta does to each of the 1024 words of its page.
package struct RunMap: Sendable, Equatable {
  /// What happens to a word, or to several.
  package enum Effect: Sendable {
    /// New content comes for all of them.
    case sent
    /// They stay as they are.
    case kept
    /// Some are sent, some stay.
    case mixed
    /// The delta breaks off before it says.
    case unknown
  }

  /// How the page travels: `delta`, `full` or `empty`; `missing` where the bytes do not decode.
  package private(set) var encoding = PageEncoding.delta
  /// Run markers.
  package private(set) var runs = 0
  /// Skip markers.
  package private(set) var skips = 0
  /// Words that runs, or a full page, carry.
  package private(set) var literalWords = 0
  /// Bytes of markers: what the delta takes beyond its literal words.
  package private(set) var markerBytes = 0
  /// Markers that are there only because the one before, of the same kind, was at its limit of 127 words.
  package private(set) var splits = 0
  /// Words that the markers reach: 1024 in a delta that decodes.
  package private(set) var decodedWords = 0
  private var isSent = [Bool](repeating: false, count: wordsPerPage)

  /// Follows the markers of a delta as far as they lead.
  package init(_ delta: Span<UInt8>) {
    var cursor = MarkerCursor(delta)
    var before: DeltaMarker?
    while let marker = try? cursor.next() {
      take(marker, after: before)
      before = marker
    }
    if !cursor.isAtEnd { encoding = .missing }
  }

  /// Reads the delta that lies in some ranges of a capture, in their order.
  /// - Throws: when the capture cannot be read.
  package init(capture: Capture, ranges: [Range<UInt64>]) throws(CaptureError) {
    let bytes = try capture.deltaBytes(in: ranges)
    self.init(bytes.span)
  }

  private mutating func take(_ marker: DeltaMarker, after before: DeltaMarker?) {
    markerBytes += 1
    let words = marker.firstWord..<min(marker.firstWord + marker.words, wordsPerPage)
    decodedWords = words.upperBound
    switch marker.kind {
    case .run:
      runs += 1
      send(words)
    case .skip: skips += 1
    case .empty: encoding = .empty
    case .full:
      encoding = .full
      send(words)
    }
    if let before, before.kind == marker.kind, before.words == RunLengths.maximumWords { splits += 1 }
  }

  private mutating func send(_ words: Range<Int>) {
    literalWords += words.count
    for word in words { isSent[word] = true }
  }

  /// What happens to the words of a range; the part of it that lies in the page counts.
  package func effect(on words: Range<Int>) -> Effect {
    let words = words.clamped(to: 0..<wordsPerPage)
    guard words.upperBound <= decodedWords else { return .unknown }
    let sent = isSent[words].count(where: { $0 })
    if sent == 0 { return .kept }
    return sent == words.count ? .sent : .mixed
  }

  /// Bytes of the delta, as far as it decodes.
  package var encodedBytes: Int { literalWords * wordSize + markerBytes }
}
