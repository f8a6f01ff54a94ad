@_spi(Measuring) import SaveStream

/// Which of the sends of a page are listed. A send has a position among all sends of the page, which never changes, and
/// a place in the list; both count from 0.
struct ListedSends: Sendable {
  /// All sends of the page; nil while that is not known.
  private(set) var total: Int?
  /// The filter as it was written; empty for none.
  private(set) var expression = ""
  private var filter: Filter<WhyRow<PageHistoryRow>>?
  /// The positions of the sends that pass, ascending; not kept where there is no filter.
  private var passing: [Int] = []
  /// Sends that were looked at, from the first one on.
  private var looked = 0
  private var state = State.current

  private enum State {
    /// All sends known were looked at.
    case current
    /// Those from `looked` on are still to be asked for.
    case outdated
    case working
    /// The user gave it up.
    case stopped
  }

  /// The sends that are listed; nil while that is not known.
  var count: Int? { filter == nil ? total : passing.count }

  /// Whether sends are still looked for.
  var isWorking: Bool { state == .working || state == .outdated }

  /// Another page is shown: the filter stays.
  mutating func startAnew() {
    total = nil
    passing = []
    lookAnew()
  }

  mutating func take(total: Int) {
    guard total != self.total else { return }
    self.total = total
    if total < looked { lookAnew() } else if filter != nil, state != .stopped { state = .outdated }
  }

  /// Takes another filter. A wrong expression lets all pass.
  mutating func filter(by expression: String) {
    filter = try? Filter<WhyRow<PageHistoryRow>>(expression)
    self.expression = filter == nil ? "" : expression
    passing = []
    lookAnew()
  }

  /// What is known of the sends may not hold any more; it is shown until more is known.
  mutating func lookAnew() {
    looked = 0
    state = filter == nil ? .current : .outdated
  }

  /// What has to be asked for now: once.
  mutating func takeRequest(pfn: UInt64) -> SendSelectionRequest? {
    guard state == .outdated, let filter, let total else { return nil }
    state = looked < total ? .working : .current
    guard state == .working else { return nil }
    return SendSelectionRequest(pfn: pfn, first: looked, expression: expression, filter: filter)
  }

  /// Takes in sends that pass.
  mutating func take(_ found: SendSelection, isFinished: Bool) {
    guard found.expression == expression, found.looked.lowerBound == looked, state == .working else { return }
    if looked == 0 { passing = [] }
    passing += found.passing
    looked = found.looked.upperBound
    if isFinished { state = .current }
  }

  mutating func stop() { if isWorking { state = .stopped } }

  // MARK: Places

  /// The position of the send at a place; nil where there is none.
  func position(at place: Int) -> Int? {
    guard place >= 0, place < count ?? 0 else { return nil }
    return filter == nil ? place : passing[place]
  }

  /// The place of the send at a position, or of the last one before it; 0 where there is none.
  func place(of position: Int) -> Int {
    guard filter != nil else { return max(0, min(position, (total ?? 0) - 1)) }
    return max(0, passing.partitioningIndex { $0 <= position } - 1)
  }

  // MARK: In words

  /// What the status line says of the filter; nil where there is none.
  var summary: FilterSummary? {
    guard filter != nil, let total else { return nil }
    let end = state == .stopped ? ", stopped" : isWorking ? " so far" : ""
    let count = "\(NumberText.grouped(passing.count)) of \(NumberText.grouped(total)) sends"
    return FilterSummary(expression: expression, outcome: count + end)
  }

  /// The head of the list.
  var title: String {
    guard let total else { return "sends" }
    let all = NumberText.counted(total, "send")
    return filter == nil ? all : "\(NumberText.grouped(passing.count)) of \(all)"
  }
}
