/// By which field the rows of a list in memory are sorted, and which way.
struct RowOrder: Sendable, Equatable {
  /// The name of the field.
  let column: String
  /// Its place in the schema of the rows.
  let field: Int
  var isDescending: Bool

  /// The order as `:sort` takes it: `length desc`.
  var words: String { column + (isDescending ? " desc" : "") }
}

/// The positions of rows in an order. Rows that are equal in its field stay in the order of the list, and those whose
/// cell is empty come last, either way.
struct SortedRows: Sendable {
  private struct Entry: Comparable {
    /// The value of the cell, so that it ascends in the order.
    let key: UInt64
    let position: Int

    static func < (left: Entry, right: Entry) -> Bool {
      left.key == right.key ? left.position < right.position : left.key < right.key
    }
  }

  let order: RowOrder
  private var entries: [Entry] = []

  init(_ order: RowOrder) { self.order = order }

  var count: Int { entries.count }

  /// The position of the row at a place.
  subscript(place: Int) -> Int { entries[place].position }

  /// Adds a row behind all others; `settle` brings those that were added to where they belong.
  /// - Parameter value: nil where the cell is empty.
  mutating func add(_ value: UInt64?, at position: Int) {
    let key = value.map { value in order.isDescending ? .max - 1 - min(value, .max - 1) : min(value, .max - 1) }
    entries.append(Entry(key: key ?? .max, position: position))
  }

  /// O(n) where few were added, as the others are in order.
  mutating func settle() { entries.sort() }

  /// Takes out the rows from a position on. O(n).
  mutating func remove(from position: Int) { entries.removeAll { $0.position >= position } }

  /// The place of the row at a position; nil where there is none. O(n).
  func place(of position: Int) -> Int? { entries.firstIndex { $0.position == position } }
}

/// A column in words.
enum ColumnName {
  /// The name of its field as it is typed, and its head where that is another word.
  static func of(_ field: String, head: String) -> String {
    head.lowercased() == field ? field : "\(field) (\(head))"
  }
}
