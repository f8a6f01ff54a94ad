import SaveStream

/// Carries out the inspector's read effects against a capture.
public final class EffectReader {
  let capture: Capture
  var index: IndexSnapshot {
    didSet { tree = ChunkTree(capture: capture, index: index) }
  }
  private(set) var tree: ChunkTree

  public init(capture: Capture, index: IndexSnapshot) {
    self.capture = capture
    self.index = index
    tree = ChunkTree(capture: capture, index: index)
  }

  /// Answers a read at once.
  public func answer(_ request: ReadRequest) -> ReadAnswer {
    do throws(CaptureError) {
      switch request {
      case .bytes(let range):
        let count = Int(clamping: range.upperBound - range.lowerBound)
        return .bytes(offset: range.lowerBound, try capture.bytes(at: range.lowerBound, count: min(count, 1 << 20)))
      default: return .tree([])
      }
    } catch {
      return .failed(error)
    }
  }

  /// Whether a search is under way.
  public var isSearching: Bool { false }

  /// Starts a search, in place of one that is under way.
  public func begin(_ search: SearchRequest) {}

  /// Looks through one slice of the capture (a few milliseconds); nil when no search is under way.
  public func continueSearch() -> SearchProgress? { nil }
}
