@_spi(Measuring) import Inspector
@_spi(Measuring) import SaveStream

/// The capture to be compared with: read beside the first, and handed on once it is there.
final class ComparedCapture {
  /// Reads it; nil once it has been handed on.
  private var indexer: BackgroundIndexer?
  /// The capture as commands take it, once it has been read.
  private(set) var indexed: IndexedCapture?

  /// - Parameter indexer: nil where there is no such capture.
  init(_ indexer: BackgroundIndexer?) { self.indexer = indexer }

  /// Whether it is still to come.
  var isAwaited: Bool { indexer != nil }

  /// What became of reading it.
  enum Arrival {
    case read(OtherCapture)
    case failed(CaptureError)
  }

  /// What became of reading it, once when that has ended.
  func arrival() -> Arrival? {
    guard let reader = indexer, let outcome = reader.result else { return nil }
    indexer = nil
    if case .failed(let error) = outcome { return .failed(error) }
    guard let sends = reader.sends else { return nil }
    let (capture, index) = (reader.capture, reader.index.snapshot)
    indexed = IndexedCapture(capture: capture, index: index, failure: nil)
    return .read(OtherCapture(capture: capture, index: index, sends: sends))
  }
}
