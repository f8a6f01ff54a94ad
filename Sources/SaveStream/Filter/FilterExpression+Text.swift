/// Expressions printed back in one form: single blanks, no parentheses that change nothing, `in` for ranges and lists.
extension FilterExpression {
  /// The text of the expression; parsed again it gives the same expression.
  func text(_ schema: FilterSchema) -> String {
    switch self {
    case .test(let test): test.text(schema)
    case .not(let inner): "not " + inner.text(schema, isWrapped: inner.isList)
    case .all(let parts): parts.map { $0.text(schema, isWrapped: $0.isAny) }.joined(separator: " and ")
    case .any(let parts): parts.map { $0.text(schema) }.joined(separator: " or ")
    }
  }

  private func text(_ schema: FilterSchema, isWrapped: Bool) -> String {
    isWrapped ? "(\(text(schema)))" : text(schema)
  }

  private var isAny: Bool { if case .any = self { true } else { false } }

  private var isList: Bool { if case .all = self { true } else { isAny } }
}

extension FilterTest {
  fileprivate func text(_ schema: FilterSchema) -> String {
    let field = schema.fields[self.field]
    switch condition {
    case .compared(let comparison, let literal): return "\(field.name) \(comparison.rawValue) \(literal.text(field))"
    case .among(let spans, let isNegated):
      if spans.count == 1, !spans[0].isRange {
        return "\(field.name) \(isNegated ? "!=" : "=") \(spans[0].text(field))"
      }
      let list = spans.map { $0.text(field) }.joined(separator: ", ")
      return "\(field.name) \(isNegated ? "not in" : "in") \(spans.count == 1 ? list : "(\(list))")"
    }
  }
}

extension FilterSpan {
  fileprivate func text(_ field: FilterField) -> String {
    let start = low?.text(field) ?? ""
    return isRange ? "\(start)..\(high?.text(field) ?? "")" : start
  }
}

extension FilterLiteral {
  fileprivate func text(_ field: FilterField) -> String {
    switch field.kind {
    case .number: return isHex ? NumberText.hex(value) : "\(value)"
    case .words(let words, _): return value < UInt64(words.count) ? words[Int(value)] : ""
    case .decimal:
      let (whole, part) = value.quotientAndRemainder(dividingBy: FilterField.decimalScale)
      guard part > 0 else { return "\(whole)" }
      var digits = String(String(part + FilterField.decimalScale).dropFirst())
      while digits.last == "0" { digits.removeLast() }
      return "\(whole).\(digits)"
    }
  }
}
