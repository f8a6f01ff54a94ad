/// What a test asks of its field: an operator and values.
extension FilterParser {
  /// An operator and the values behind it.
  mutating func condition(of field: FilterField) throws(FilterError) -> FilterTest.Condition {
    suggest(field.hasOrder ? ["=", "!=", "<", "<=", ">", ">="] : ["=", "!="])
    if case .sign(let sign) = token.kind {
      if sign == .equal || sign == .notEqual {
        try advance()
        return .among([try span(of: field)], isNegated: sign == .notEqual)
      }
      if let comparison = FilterTest.Comparison(rawValue: sign.rawValue) {
        guard field.hasOrder else { throw FilterError(token.range, .noOrder(field.name)) }
        try advance()
        return .compared(comparison, try literal(of: field))
      }
    }
    let isNegated = try takes("not")
    guard try takes("in") else { throw unexpected(isNegated ? .membership : .relation) }
    return .among(try list(of: field), isNegated: isNegated)
  }

  private mutating func list(of field: FilterField) throws(FilterError) -> [FilterSpan] {
    guard try takes(.open) else { return [try span(of: field)] }
    var spans = [try span(of: field)]
    while try takes(.comma) { spans.append(try span(of: field)) }
    guard try takes(.close) else { throw unexpected(.commaOrClosing) }
    return spans
  }

  private mutating func span(of field: FilterField) throws(FilterError) -> FilterSpan {
    let start = token.range.lowerBound
    let low = token.kind == .sign(.dots) ? nil : try literal(of: field)
    if let low, token.kind != .sign(.dots) { return FilterSpan(low) }
    guard field.hasOrder else { throw FilterError(token.range, .noOrder(field.name)) }
    try advance()
    suggestValues(of: field)
    let end = token.range.upperBound
    let hasEnd = token.text != nil && !isKeyword
    guard hasEnd || low != nil else { throw unexpected(.value(of: field)) }
    let high = hasEnd ? try literal(of: field) : nil
    if let low, let high, low.value > high.value { throw FilterError(start..<end, .backwards) }
    return FilterSpan(from: low, to: high)
  }

  private mutating func suggestValues(of field: FilterField) {
    if case .words(let words, _) = field.kind { suggest(words) }
  }

  private mutating func literal(of field: FilterField) throws(FilterError) -> FilterLiteral {
    suggestValues(of: field)
    guard let text = token.text, !isKeyword else { throw unexpected(.value(of: field)) }
    let literal: FilterLiteral
    switch field.kind {
    case .number: literal = try number(text, of: field)
    case .decimal: literal = try decimal(text)
    case .words(let words, _):
      guard let place = field.place(ofWord: text) else {
        throw FilterError(token.range, .unknownWord(text, of: field.name, among: words))
      }
      literal = FilterLiteral(value: UInt64(place), meansToo: field.placeMeantToo(byWord: text).map { UInt64($0) })
    }
    try advance()
    return literal
  }

  private func number(_ text: String, of field: FilterField) throws(FilterError) -> FilterLiteral {
    let isHex = text.hasPrefix("0x") || text.hasPrefix("0X")
    let digits = isHex ? text.dropFirst(2) : text[...]
    guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && (isHex ? $0.isHexDigit : $0.isNumber) }) else {
      let isDecimal = Self.points(in: text) != nil
      throw FilterError(token.range, isDecimal ? .notWhole(field.name) : .noNumber(text))
    }
    guard let value = UInt64(digits, radix: isHex ? 16 : 10) else { throw FilterError(token.range, .tooLarge) }
    return FilterLiteral(value: value, isHex: isHex)
  }

  private func decimal(_ text: String) throws(FilterError) -> FilterLiteral {
    guard let (whole, places) = Self.points(in: text) else { throw FilterError(token.range, .noDecimal(text)) }
    guard places.count <= 6 else { throw FilterError(token.range, .tooManyPlaces) }
    let padded = places + String(repeating: "0", count: 6 - places.count)
    guard let number = UInt64("0" + whole), let part = UInt64(padded) else { throw FilterError(token.range, .tooLarge) }
    let (scaled, isTooLarge) = number.multipliedReportingOverflow(by: FilterField.decimalScale)
    let (value, isAbove) = scaled.addingReportingOverflow(part)
    guard !isTooLarge, !isAbove else { throw FilterError(token.range, .tooLarge) }
    return FilterLiteral(value: value)
  }

  /// The digits before and behind the point of a number in decimal; nil for anything else. None need stand before it.
  private static func points(in text: String) -> (whole: String, places: String)? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.last?.isEmpty == false,
      parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } })
    else { return nil }
    return (String(parts[0]), parts.count == 2 ? String(parts[1]) : "")
  }
}
