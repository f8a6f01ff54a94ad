import SaveStream

/// What is searched for, and how far that is.
struct SearchState: Sendable {
  /// What `n` looks for.
  private(set) var target: SearchRequest.Target?
  /// What is under way.
  private(set) var running: SearchRequest?
  private(set) var part = 0.0
  /// The file offset of the bytes found last, until the cursor leaves their node.
  var found: UInt64?

  var isRunning: Bool { running != nil }

  /// The pattern to be lit wherever it shows.
  var pattern: SearchPattern? {
    if case .pattern(let pattern) = target { pattern } else { nil }
  }

  mutating func start(_ request: SearchRequest) {
    target = request.target
    running = request
    part = 0
  }

  /// False for news of a search that was given up.
  mutating func take(_ progress: SearchProgress) -> Bool {
    guard progress.request == running else { return false }
    part = progress.part
    if progress.isFinished { running = nil }
    return true
  }

  mutating func stop() { running = nil }
}

extension Inspector {
  /// Starts a search from the prompt; the refusal in words when the text is none. An empty one goes on with the last.
  mutating func enterSearch(_ text: String, _ effects: inout [Effect]) -> String? {
    if text.isEmpty {
      searchAgain(backwards: false, &effects)
      return nil
    }
    if text.hasPrefix("pfn:") {
      guard let pfn = GoTo.hex(text.dropFirst(4)) else { return "Type pfn: and a number in hex" }
      searchPFN(pfn, &effects)
    } else if text.hasPrefix("x:") {
      guard let bytes = Self.hexBytes(text.dropFirst(2)) else { return "Type x: and bytes of two hex digits each" }
      begin(.pattern(.bytes(bytes)), backwards: false, &effects)
    } else {
      begin(.pattern(.text(Array(text.utf8))), backwards: false, &effects)
    }
    return nil
  }

  /// Looks for a PFN among the rows of the Pages view, from the first or, when it is shown, from its cursor.
  mutating func searchPFN(_ pfn: UInt64, _ effects: inout [Effect]) {
    begin(searchTarget(pfn), backwards: false, &effects)
  }

  mutating func searchAgain(backwards: Bool, _ effects: inout [Effect]) {
    guard let target = search.target else {
      let way = keys.keyName(of: .search, in: current).map { ": \($0) starts a search" } ?? ""
      message = Message("Nothing to look for yet" + way)
      return
    }
    // The rows may be others than when it was looked for first.
    if case .pfn(let pfn, _, _) = target {
      begin(searchTarget(pfn), backwards: backwards, &effects)
    } else {
      begin(target, backwards: backwards, &effects)
    }
  }

  /// What a search for a PFN looks for: a row that the Pages view lists.
  private func searchTarget(_ pfn: UInt64) -> SearchRequest.Target {
    (view(.pages) as? PagesView)?.searchTarget(pfn) ?? .pfn(pfn, allEntries: false, where: nil)
  }

  private mutating func begin(_ target: SearchRequest.Target, backwards: Bool, _ effects: inout [Effect]) {
    var here = UInt64(0)
    let isAgain = search.target == target
    switch target {
    case .pattern:
      // A match lies somewhere in the selected node: go on from the match then, not from the node's start.
      here = position.offset ?? 0
      if isAgain, let found = search.found, selectedRange?.contains(found) ?? false { here = found }
    case .pfn: here = (view(.pages) as? PagesView)?.selectedPosition(scene) ?? 0
    }
    let isFirst = !isAgain && here == 0
    let start = backwards ? (here > 0 ? here - 1 : UInt64.max) : (isFirst ? 0 : here + 1)
    let request = SearchRequest(target: target, start: start, backwards: backwards, wraps: true)
    search.start(request)
    effects.append(.search(request))
  }

  private var selectedRange: Range<UInt64>? {
    (view(.tree) as? TreeView)?.node.flatMap { $0.offset < $0.end ? $0.offset..<$0.end : nil }
  }

  /// Takes news of a search.
  mutating func take(_ progress: SearchProgress, _ effects: inout [Effect]) {
    guard search.take(progress) else { return }
    guard let match = progress.match else {
      guard progress.isFinished else { return }
      var words = progress.request.wraps ? "Not found" : "No further one"
      if case .pfn(_, _, .some) = progress.request.target { words += " among the rows that the filter lets pass" }
      message = Message(words)
      return
    }
    let wrapped = progress.hasWrapped ? "; the search went on from the other end" : ""
    search.found = nil
    switch match {
    case .bytes(let range):
      search.found = range.lowerBound
      message = Message("Match at \(HexText.prefixed(range.lowerBound))\(wrapped)")
      go(to: .bytes(range.lowerBound), &effects)
    case .node(let path):
      message = Message("Match in a name\(wrapped)")
      go(to: .node(path), &effects)
    case .row(let row):
      guard case .pfn(let pfn, let allEntries, _) = progress.request.target else { return }
      message = Message("PFN \(HexText.prefixed(pfn))\(wrapped)")
      go(to: .pageRow(row, allEntries: allEntries), &effects)
    }
  }

  /// Bytes from hex digits, blanks between them or not.
  static func hexBytes(_ text: Substring) -> [UInt8]? {
    let digits = text.filter { $0 != " " }
    guard !digits.isEmpty, digits.utf8.count % 2 == 0, digits.allSatisfy(\.isHexDigit) else { return nil }
    var bytes: [UInt8] = []
    var place = digits.startIndex
    while place < digits.endIndex {
      let next = digits.index(place, offsetBy: 2)
      guard let byte = UInt8(digits[place..<next], radix: 16) else { return nil }
      bytes.append(byte)
      place = next
    }
    return bytes
  }
}
