/// What a scan of one COMPRESSED_DATA payload found.
struct CompressedChunkScan: Sendable {
  /// Payload bytes that the capture holds.
  let length: UInt32
  /// Leading payload bytes that are sound page deltas, one that goes on in the next chunk included.
  var decodedLength: UInt32
  /// Leading payload bytes that finish a page begun in the chunk before.
  let carriedBytes: UInt16
  /// Page deltas that begin here.
  var pageCount: UInt64
  /// Whether the last delta that begins or is carried here goes on in the next chunk.
  var isContinued: Bool
  /// Where walks among the deltas that begin here can begin.
  let restarts: [RestartPoint]
  /// Page deltas that end here, counted.
  let totals: DeltaTotals
  /// What is wrong, with payload offsets.
  let fault: DeltaFault?
  /// The payload offset that the scan had come to when it was stopped; nil where it was not.
  let stop: UInt64?
  /// The payload offset at which the last delta that begins here begins.
  let lastPageStart: UInt64
  /// The scanner as the payload left it.
  let scanner: DeltaScanner
}

extension CompressedChunkScan {
  /// Scans `length` payload bytes at a file offset, as a chunk of its own or going on from the page that `previous`
  /// was left in, until it is told to stop.
  init(
    _ capture: Capture, payload: UInt64, length: UInt64, continuing previous: DeltaScanner? = nil,
    isStopped: () -> Bool
  ) throws(CaptureError) {
    var scanner = previous ?? DeltaScanner()
    scanner.beginNextChunk()
    var stop: UInt64?
    var passed: UInt64 = 0
    try Self.feed(capture, payload..<payload + length) { bytes in
      scanner.scan(bytes)
      passed += UInt64(bytes.count)
      if passed < length, isStopped() { stop = passed }
      return scanner.fault == nil && stop == nil
    }
    if scanner.fault != nil { stop = nil }
    let endsInOwnPage = scanner.fault != nil || (stop != nil && scanner.isInsidePage)
    let lacksOwnPage = endsInOwnPage && scanner.pagesBegun > 0
    self.length = UInt32(clamping: length)
    carriedBytes = UInt16(clamping: scanner.carriedBytes ?? length)
    pageCount = scanner.pagesBegun - (lacksOwnPage ? 1 : 0)
    isContinued = scanner.fault == nil && stop == nil && scanner.isInsidePage
    restarts = scanner.restarts(of: pageCount)
    totals = scanner.totals
    fault = scanner.fault
    self.stop = stop
    lastPageStart = scanner.pageStart
    decodedLength = UInt32(clamping: endsInOwnPage ? scanner.pageStart : stop ?? length)
    self.scanner = scanner
  }

  /// Gives the bytes of a file range in windows, until `take` has had enough.
  static func feed(
    _ capture: Capture, _ range: Range<UInt64>, _ take: (Span<UInt8>) -> Bool
  ) throws(CaptureError) {
    var buffer = [UInt8](repeating: 0, count: Int(min(UInt64(Workers.windowSize), UInt64(range.count))))
    var offset = range.lowerBound
    while offset < range.upperBound {
      let wanted = Int(min(UInt64(buffer.count), range.upperBound - offset))
      let count = try capture.fill(&buffer, from: offset, count: wanted)
      guard count > 0, take(buffer.span.extracting(0..<count)) else { return }
      offset += UInt64(count)
    }
  }
}

extension CompressedChunkScan {
  /// The scan of a payload that comes after a delta that could not be decoded: nothing in it can be placed.
  init(undecodable length: UInt64) {
    self.length = UInt32(clamping: length)
    decodedLength = 0
    carriedBytes = 0
    pageCount = 0
    isContinued = false
    restarts = []
    totals = DeltaTotals()
    fault = nil
    stop = nil
    lastPageStart = 0
    scanner = DeltaScanner()
  }
}
