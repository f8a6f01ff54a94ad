import SaveStream

/// Which sends of a page a filter lets pass, wanted.
public struct SendSelectionRequest: Sendable, Equatable {
  let pfn: UInt64
  /// The position of the first send to look at.
  let first: Int
  /// The filter as it was written.
  let expression: String
  let filter: Filter<PageHistoryRow>

  public static func == (left: SendSelectionRequest, right: SendSelectionRequest) -> Bool {
    left.pfn == right.pfn && left.first == right.first && left.expression == right.expression
  }
}

/// Some sends of a page that a filter lets pass.
public struct SendSelection: Sendable {
  let pfn: UInt64
  let expression: String
  /// The positions of those that pass, ascending.
  let passing: [Int]
  /// The positions of those that were looked at.
  let looked: Range<Int>
}

/// Finds the sends that the Page view lists; they come as they are found.
struct SendSelectionRun: WorkRun {
  private let request: SendSelectionRequest
  private let list: PageSendList
  private var next: Int

  /// Sends that are looked at in a slice: for each a part of its chunk is read.
  private static let sendsAtOnce = 64

  init(_ request: SendSelectionRequest, of list: PageSendList) {
    self.request = request
    self.list = list
    next = request.first
  }

  mutating func step() throws(CaptureError) -> WorkProgress {
    let first = next
    var passing: [Int] = []
    while next < min(first + Self.sendsAtOnce, list.count) {
      let row = PageHistoryRow(number: next, send: try list.send(at: next))
      if request.filter.matches(row) { passing.append(next) }
      next += 1
    }
    let isFinished = next >= list.count
    let found = SendSelection(
      pfn: request.pfn, expression: request.expression, passing: passing, looked: first..<max(first, next))
    return WorkProgress(
      request: .sendSelection(request), part: Double(next) / Double(max(list.count, 1)), isFinished: isFinished,
      answer: .biography(.selection(found, isFinished: isFinished)))
  }
}
