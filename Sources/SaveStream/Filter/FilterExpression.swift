/// A filter expression as it was written, with the words of fields replaced by their places.
indirect enum FilterExpression: Sendable, Equatable {
  case test(FilterTest)
  case not(FilterExpression)
  /// All of two or more, none of which is an `all` itself.
  case all([FilterExpression])
  /// Any of two or more, none of which is an `any` itself.
  case any([FilterExpression])

  /// All of one or more expressions.
  static func all(of parts: [FilterExpression]) -> FilterExpression {
    let flat = parts.flatMap { part in if case .all(let inner) = part { inner } else { [part] } }
    return flat.count == 1 ? flat[0] : .all(flat)
  }

  /// Any of one or more expressions.
  static func any(of parts: [FilterExpression]) -> FilterExpression {
    let flat = parts.flatMap { part in if case .any(let inner) = part { inner } else { [part] } }
    return flat.count == 1 ? flat[0] : .any(flat)
  }

  /// The greatest place of a field that is tested.
  var greatestField: Int {
    switch self {
    case .test(let test): test.field
    case .not(let inner): inner.greatestField
    case .all(let parts), .any(let parts): parts.reduce(0) { max($0, $1.greatestField) }
    }
  }

  /// Whether one of some fields is tested.
  func asks(for fields: Range<Int>) -> Bool {
    switch self {
    case .test(let test): fields.contains(test.field)
    case .not(let inner): inner.asks(for: fields)
    case .all(let parts), .any(let parts): parts.contains { $0.asks(for: fields) }
    }
  }

  /// Between which values a field lies in every row that passes, as far as tests tell that are not under a `not`; nil
  /// where no value can pass.
  func bounds(of field: Int) -> ClosedRange<UInt64>? {
    switch self {
    case .test(let test) where test.field == field: test.bounds
    case .test, .not: 0...UInt64.max
    case .all(let parts):
      parts.reduce(0...UInt64.max) { sum, part in
        guard let sum, let bounds = part.bounds(of: field), sum.overlaps(bounds) else { return nil }
        return sum.clamped(to: bounds)
      }
    case .any(let parts):
      parts.reduce(nil) { sum, part in
        guard let sum, let bounds = part.bounds(of: field) else { return sum ?? part.bounds(of: field) }
        return min(sum.lowerBound, bounds.lowerBound)...max(sum.upperBound, bounds.upperBound)
      }
    }
  }
}

/// A test of one field. On an empty cell it fails, whatever it asks.
struct FilterTest: Sendable, Equatable {
  enum Comparison: String {
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }

  enum Condition: Sendable, Equatable {
    case compared(Comparison, FilterLiteral)
    /// In one of the spans, of which there is at least one; or in none of them.
    case among([FilterSpan], isNegated: Bool)
  }

  /// The place of the field in its schema.
  let field: Int
  let condition: Condition

  /// The values that pass, ascending and apart from each other; those that do not pass where `isNegated`.
  var values: (spans: [ClosedRange<UInt64>], isNegated: Bool) {
    switch condition {
    case .compared(.less, let literal): (literal.value == 0 ? [] : [0...literal.value - 1], false)
    case .compared(.lessOrEqual, let literal): ([0...literal.value], false)
    case .compared(.greater, let literal): (literal.value == .max ? [] : [literal.value + 1...UInt64.max], false)
    case .compared(.greaterOrEqual, let literal): ([literal.value...UInt64.max], false)
    case .among(let spans, let isNegated): (Self.merged(spans.flatMap(\.values)), isNegated)
    }
  }

  /// The least and the greatest value that can pass; nil where none can.
  var bounds: ClosedRange<UInt64>? {
    let (spans, isNegated) = values
    if isNegated { return 0...UInt64.max }
    guard let first = spans.first, let last = spans.last else { return nil }
    return first.lowerBound...last.upperBound
  }

  private static func merged(_ spans: [ClosedRange<UInt64>]) -> [ClosedRange<UInt64>] {
    var merged: [ClosedRange<UInt64>] = []
    for span in spans.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      guard let last = merged.last, last.upperBound == .max || span.lowerBound <= last.upperBound + 1 else {
        merged.append(span)
        continue
      }
      merged[merged.count - 1] = last.lowerBound...max(last.upperBound, span.upperBound)
    }
    return merged
  }
}

/// A value as it was written.
struct FilterLiteral: Sendable, Equatable {
  /// A number, millionths of a decimal number, or the place of a word.
  let value: UInt64
  /// The place of another word that this one means too.
  var meansToo: UInt64?
  var isHex = false
}

/// Values from one to another, both included; an end that is left out is open.
struct FilterSpan: Sendable, Equatable {
  let low: FilterLiteral?
  let high: FilterLiteral?
  /// Whether it was written as a range.
  let isRange: Bool

  init(_ literal: FilterLiteral) { (low, high, isRange) = (literal, literal, false) }

  init(from low: FilterLiteral?, to high: FilterLiteral?) { (self.low, self.high, isRange) = (low, high, true) }

  var values: [ClosedRange<UInt64>] {
    let start = low?.value ?? 0
    let more = isRange ? nil : low?.meansToo
    return [start...max(start, high?.value ?? .max)] + (more.map { [$0...$0] } ?? [])
  }
}
