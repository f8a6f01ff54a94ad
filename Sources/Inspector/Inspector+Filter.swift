@_spi(Measuring) import SaveStream

/// Filters and orders as they are typed: by `&`, and as `:filter EXPR` and `:sort COLUMN`.
extension Inspector {
  /// A filter expression within the line that is being typed.
  private struct TypedFilter {
    let language: FilterLanguage
    let expression: String
    /// Characters of the expression before the cursor.
    let cursor: Int
  }

  mutating func openFilter() {
    guard let view = view(current), view.filterLanguage != nil else {
      message = Message(Self.noFilter)
      return
    }
    prompt.open(.filter, with: view.filterToType)
    if view.filterExpression.isEmpty {
      message = Message("Tab offers what can come next; an empty line shows all rows")
    } else if view.filterToType != view.filterExpression {
      message = Message("Type what else has to hold, or ^U and Enter to show all rows")
    }
  }

  private var typedFilter: TypedFilter? {
    guard let line = prompt.line, let language = view(current)?.filterLanguage else { return nil }
    let before = line.editor.stringBeforeCursor.count
    switch line.kind {
    case .filter: return TypedFilter(language: language, expression: line.editor.string, cursor: before)
    case .command:
      let head = "filter "
      guard line.editor.string.hasPrefix(head), before >= head.count else { return nil }
      return TypedFilter(
        language: language, expression: String(line.editor.string.dropFirst(head.count)), cursor: before - head.count)
    case .search: return nil
    }
  }

  /// Says what is wrong with the expression that is being typed, or what can come next.
  mutating func judgeTypedFilter() {
    guard let typed = typedFilter else { return }
    switch typed.language.judge(typed.expression, cursor: typed.cursor) {
    case .right: break
    case .unfinished(let words): message = Message(shown(words))
    case .wrong(let words):
      prompt.line?.isWrong = true
      message = Message(shown(words), isTrouble: true)
    }
  }

  /// Completes the word of the expression at the cursor, as far as it is clear; false where the line holds no
  /// expression.
  mutating func completeFilter() -> Bool {
    guard let typed = typedFilter else { return false }
    let completion = typed.language.completion(typed.expression, typed.cursor)
    if let only = completion.words.first, completion.words.count == 1 {
      prompt.line?.editor.complete(completion.range.count, with: only, isWhole: true)
    } else if completion.commonPrefix.count > completion.range.count {
      prompt.line?.editor.complete(completion.range.count, with: completion.commonPrefix, isWhole: false)
    }
    judgeTypedFilter()
    if completion.words.count > 1 { showChoices(completion.words.map(shown), mostLines: Frame.mostMessageRows) }
    return true
  }

  /// Takes an expression; the refusal in words when it is wrong. An empty one shows all rows again.
  mutating func enterFilter(_ text: String, _ effects: inout [Effect]) -> String? {
    guard let language = view(current)?.filterLanguage else { return Self.noFilter }
    var expression = text.trimmed
    // The filter of another view to which nothing was added becomes the user's.
    if let view = view(current), text == view.filterToType { expression = view.filterExpression }
    if !expression.isEmpty, let error = language.error(expression) { return shown(FilterLanguage.words(for: error)) }
    withView(current, &effects) { view, scene in view.filter(by: expression, &scene) }
    prompt.remember(expression, as: .filter)
    return nil
  }

  /// Sorts by the words that were typed; the refusal in words when they name no order. None of them: as the rows come.
  mutating func enterOrder(_ words: [String], _ effects: inout [Effect]) -> String? {
    let columns = view(current)?.sortColumns ?? []
    guard !columns.isEmpty else { return Self.noOrder }
    guard let order = SortOrder.order(words, of: columns) else {
      return "Type sort, a column and desc or nothing; columns are \(columns.map(\.name).joined(separator: " "))"
    }
    withView(current, &effects) { view, scene in
      view.sort(by: order.column, isDescending: order.isDescending, &scene)
    }
    return nil
  }

  static let noFilter = "The rows of this view cannot be filtered"
  static let noOrder = "The rows of this view cannot be sorted"
}

extension String {
  /// Without blanks at its ends.
  var trimmed: String {
    var text = drop { $0.isWhitespace }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
