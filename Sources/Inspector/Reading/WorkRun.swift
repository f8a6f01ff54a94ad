@_spi(Measuring) import SaveStream

/// A piece of work that goes on slice by slice, each a few milliseconds long.
protocol WorkRun {
  mutating func step() throws(CaptureError) -> WorkProgress
  /// Makes do with what has been found; false where that is of no use. The steps that are left come to an answer then.
  mutating func stop() -> Bool
}

extension WorkRun {
  mutating func stop() -> Bool { false }
}

/// Finds out who sent what, so that pages can be shown as they were at any checkpoint.
struct SendsRun: WorkRun {
  private let builder: PageSendsBuilder
  /// Takes the table when it is there.
  private let finish: (PageSends) -> Void

  init(_ builder: PageSendsBuilder, finish: @escaping (PageSends) -> Void) {
    self.builder = builder
    self.finish = finish
  }

  mutating func step() throws(CaptureError) -> WorkProgress {
    let sends = try builder.step()
    if let sends { finish(sends) }
    return WorkProgress(request: .sends, part: builder.part, isFinished: sends != nil, answer: nil)
  }
}

/// Finds the rows that the Pages view is to show; they come as they are found, where they need not be sorted.
struct SelectionRun: WorkRun {
  private let request: PageListRequest
  private var builder: PageSelectionBuilder
  /// What tells what the guest used pages for, where the filter asks for that.
  private let history: FrameHistory?

  init(_ request: PageListRequest, of table: PageRows, _ history: FrameHistory?) {
    self.request = request
    if let used = request.used, let history {
      self.history = history
      builder = PageSelectionBuilder(
        table, contentOnly: !request.allEntries, used: used, of: history, order: request.order)
    } else {
      self.history = nil
      builder = PageSelectionBuilder(
        table, contentOnly: !request.allEntries, filter: request.filter, order: request.order)
    }
  }

  mutating func step() throws(CaptureError) -> WorkProgress {
    let finished = try builder.step()
    return WorkProgress(
      request: .selection(request), part: builder.part, isFinished: finished != nil,
      answer: builder.rowsSoFar.map { .selection(request, $0, remark: finished == nil ? nil : remark) })
  }

  /// Why it is not known what the guest used all pages for, as a sentence; nil where it is, or nobody asks.
  private var remark: String? {
    guard let history, let words = history.remark else { return nil }
    return history.hasKernel ? "Not all uses are known: \(words)" : "Uses are not known: \(words)"
  }

  mutating func stop() -> Bool {
    builder.stop()
    return true
  }
}

/// Counts the cells of the map that are on the screen.
struct MapRun: WorkRun {
  private let area: MapArea
  private var count: MapCount

  init(_ area: MapArea, of map: MemoryMap) {
    self.area = area
    count = map.count(area)
  }

  mutating func step() throws(CaptureError) -> WorkProgress {
    let part = try count.step()
    return WorkProgress(
      request: .map(area), part: count.part, isFinished: count.isFinished,
      answer: part.cells.isEmpty ? nil : .map(area, part))
  }
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

/// Goes a long way through the deltas of a page, so that reads of it can be answered at once.
struct PageWalkRun: WorkRun {
  private let pfn: UInt64
  private var walk: KeyframeWalk

  init(_ pfn: UInt64, _ walk: KeyframeWalk) {
    self.pfn = pfn
    self.walk = walk
  }

  mutating func step() throws(CaptureError) -> WorkProgress {
    let isFinished = try walk.step()
    return WorkProgress(request: .pageWalk(pfn: pfn), part: walk.part, isFinished: isFinished, answer: nil)
  }
}

/// Looks for what shows only once a capture has been indexed.
struct SecondPassRun: WorkRun {
  private let request: WorkRequest
  private let pass: SecondPass

  init(_ request: WorkRequest, _ pass: SecondPass) {
    self.request = request
    self.pass = pass
  }

  mutating func step() throws(CaptureError) -> WorkProgress {
    let isFinished = try pass.step()
    return WorkProgress(
      request: request, part: pass.part, isFinished: isFinished, answer: .secondPass(pass.findings))
  }
}

/// Work on what is not there (any more): it ends at once.
struct NothingToDo: WorkRun {
  let request: WorkRequest

  mutating func step() throws(CaptureError) -> WorkProgress {
    WorkProgress(request: request, part: 1, isFinished: true, answer: nil)
  }
}
