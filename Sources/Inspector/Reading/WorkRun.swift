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
  private let table: PageRows
  /// What tells what the guest used pages for, and why they were sent in whole, where the filter asks for that.
  private let history: FrameHistory?
  private let reasons: ReasonSource?
  /// nil until what the filter asks for is known.
  private var builder: PageSelectionBuilder?

  init(_ request: PageListRequest, of table: PageRows, _ history: FrameHistory?, _ reasons: ReasonSource?) {
    self.request = request
    self.table = table
    self.history = history
    self.reasons = reasons
    if reasons == nil { builder = makeBuilder() }
  }

  private func makeBuilder() -> PageSelectionBuilder {
    guard let used = request.used else {
      return PageSelectionBuilder(
        table, contentOnly: !request.allEntries, filter: request.filter, order: request.order)
    }
    return PageSelectionBuilder(
      table, contentOnly: !request.allEntries, used: used, of: history, reasons: reasons?.reasons,
      order: request.order)
  }

  mutating func step() throws(CaptureError) -> WorkProgress {
    if builder == nil {
      guard try reasons?.step() ?? true else {
        return WorkProgress(
          request: .selection(request), part: (reasons?.part ?? 1) / 2, isFinished: false, answer: nil)
      }
      builder = makeBuilder()
    }
    let finished = try builder?.step()
    let (part, rows) = (builder?.part ?? 1, builder?.rowsSoFar)
    return WorkProgress(
      request: .selection(request), part: reasons == nil ? part : (1 + part) / 2, isFinished: finished != nil,
      answer: rows.map { .selection(request, $0, remark: finished == nil ? nil : remark) })
  }

  /// Why it is not known what the guest used all pages for, as a sentence; nil where it is, or nobody asks.
  private var remark: String? {
    guard let history, let words = history.remark else { return nil }
    return history.hasKernel ? "Not all uses are known: \(words)" : "Uses are not known: \(words)"
  }

  mutating func stop() -> Bool {
    builder?.stop()
    return builder != nil
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
  /// nil where the filter does not ask why pages were sent in whole.
  private let reasons: ReasonSource?
  private var next: Int

  /// Sends that are looked at in a slice: for each a part of its chunk is read.
  private static let sendsAtOnce = 64

  init(_ request: SendSelectionRequest, of list: PageSendList, _ reasons: ReasonSource?) {
    self.request = request
    self.list = list
    self.reasons = reasons
    next = request.first
  }

  mutating func step() throws(CaptureError) -> WorkProgress {
    guard try reasons?.step() ?? true else {
      return WorkProgress(
        request: .sendSelection(request), part: (reasons?.part ?? 1) / 2, isFinished: false, answer: nil)
    }
    let first = next
    var passing: [Int] = []
    while next < min(first + Self.sendsAtOnce, list.count) {
      let row = PageHistoryRow(number: next, send: try list.send(at: next))
      if request.filter.matches(WhyRow(row, reasons?.reasons)) { passing.append(next) }
      next += 1
    }
    let isFinished = next >= list.count
    let found = SendSelection(
      pfn: request.pfn, expression: request.expression, passing: passing, looked: first..<max(first, next))
    let part = Double(next) / Double(max(list.count, 1))
    return WorkProgress(
      request: .sendSelection(request), part: reasons == nil ? part : (1 + part) / 2, isFinished: isFinished,
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
