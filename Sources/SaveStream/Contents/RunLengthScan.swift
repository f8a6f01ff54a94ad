import Dispatch
import Synchronization

/// Counts the runs of all page deltas of a capture by their length: a pass over the compressed data of its own, as
/// the index has no need of it.
///
/// Chunks are read side by side on the cores there are. The runs counted are those that the index counts.
package final class RunLengthScan: Sendable {
  private let capture: Capture
  private let index: IndexSnapshot
  /// Bytes of compressed data in all.
  package let byteCount: UInt64
  private let done = Atomic<UInt64>(0)

  package init(capture: Capture, index: IndexSnapshot) {
    self.capture = capture
    self.index = index
    byteCount = index.totals.bytes[.compressedData]
  }

  /// Bytes that have been passed so far.
  package var bytesDone: UInt64 { done.load(ordering: .relaxed) }

  /// Reads it all. Blocks.
  /// - Parameter goesOn: asked before each chunk, on any thread; false leaves out the others.
  /// - Throws: when the capture cannot be read.
  package func run(while goesOn: @Sendable () -> Bool = { true }) throws(CaptureError) -> RunLengths {
    let next = Atomic<Int>(0)
    let outcomes = Mutex([Result<RunLengths, CaptureError>]())
    let workers = byteCount > Workers.worthwhileBytes ? Workers.count : 1
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      let outcome = countChunks { goesOn() ? next.wrappingAdd(1, ordering: .relaxed).oldValue : .max }
      outcomes.withLock { $0.append(outcome) }
    }
    var lengths = RunLengths()
    for outcome in outcomes.withLock({ $0 }) { lengths.add(try outcome.get()) }
    return lengths
  }

  /// Counts one chunk after the other, as `next` names them, until there are no more.
  private func countChunks(_ next: () -> Int) -> Result<RunLengths, CaptureError> {
    var lengths = RunLengths()
    var buffer = [UInt8](repeating: 0, count: Workers.windowSize)
    do throws(CaptureError) {
      while true {
        let position = next()
        guard position < index.compressedChunks.count else { return .success(lengths) }
        try count(chunk: position, into: &lengths, &buffer)
      }
    } catch {
      return .failure(error)
    }
  }

  /// Counts the deltas that begin in a chunk.
  private func count(
    chunk position: Int, into lengths: inout RunLengths, _ buffer: inout [UInt8]
  ) throws(CaptureError) {
    let row = index.compressedChunks[position]
    let pages = index.countedPages(ofCompressedChunk: position)
    var pagesLeft = pages.upperBound - pages.lowerBound
    var offset = UInt64(row.carriedBytes)
    let end = UInt64(row.decodedLength)
    while pagesLeft > 0, offset < end {
      let count = try capture.fill(&buffer, from: row.payload + offset, count: Int(min(end - offset, 1 << 30)))
      let passed = lengths.count(buffer.span.extracting(0..<count), pagesLeft: &pagesLeft)
      // The last one may go on in the chunk that follows.
      guard passed > 0 else { break }
      offset += UInt64(passed)
    }
    if pagesLeft > 0, row.isContinued { try count(splitDelta: pages.upperBound - 1, into: &lengths) }
    done.wrappingAdd(UInt64(row.length), ordering: .relaxed)
  }

  /// Counts a delta that lies in several chunks, by its place among all of the capture.
  private func count(splitDelta page: UInt64, into lengths: inout RunLengths) throws(CaptureError) {
    var walk = try DeltaWalk(capture, index, from: page)
    guard let extent = try walk.next(), extent.encoding == .delta else { return }
    walk.withBytes { _ = lengths.count($0, at: 0) }
  }
}

extension IndexSnapshot {
  /// The page deltas that begin in a compressed chunk, without those that no entry asks for, which no total counts.
  func countedPages(ofCompressedChunk position: Int) -> Range<UInt64> {
    let own = deltas(ofChunk: position)
    let checkpoint = checkpoint(ofCompressedChunk: position)
    let row = checkpoints[checkpoint]
    guard row.bodyEnd != nil, row.deltasDecode else { return own }
    let limit = deltas(of: checkpoint).lowerBound + UInt64(contents(of: checkpoint).count)
    return own.lowerBound..<max(own.lowerBound, min(own.upperBound, limit))
  }
}
