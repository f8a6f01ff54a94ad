/// A column of a kind of rows. The columns of a kind are listed once: text, CSV, JSON, filters and the inspector's
/// views go by that list.
package struct Column<Row>: Sendable {
  /// What the cells hold, and with that how they are written. A cell without a value is empty.
  package enum Cells: Sendable {
    /// A number that names something, such as an index or a checkpoint.
    case number(@Sendable (Row) -> UInt64?)
    /// How many there are of something; in groups of digits where people read it.
    case count(@Sendable (Row) -> UInt64?)
    /// Bytes; with a unit where people read them.
    case size(@Sendable (Row) -> UInt64?)
    /// A PFN or a file offset; in hex where people read it.
    case hex(@Sendable (Row) -> UInt64?)
    /// One of some words, by its place among them. An ordered list goes from the least to the greatest.
    case word([String], isOrdered: Bool = false, @Sendable (Row) -> UInt64?)
    case truth(@Sendable (Row) -> Bool)
    case ratio(@Sendable (Row) -> Double?)
    /// Words of the program, which nothing is asked about.
    case text(@Sendable (Row) -> String)
  }

  /// The object of a row that a column is a part of, where it is not of the row itself.
  package struct Part: Sendable {
    /// Its key; CSV puts it before the column's name, with a dot between.
    let key: String
    /// Whether a row has it; where not, its cells are empty.
    let isIn: @Sendable (Row) -> Bool

    init(_ key: String, isIn: @escaping @Sendable (Row) -> Bool = { _ in true }) {
      self.key = key
      self.isIn = isIn
    }
  }

  /// The name in CSV, JSON and filters.
  package let name: String
  let part: Part?
  /// What stands at its head in text and on screens.
  package let heading: String
  /// Names besides these two that a filter may have for it.
  let otherNames: [String]
  package let cells: Cells

  init(
    _ name: String, in part: Part? = nil, heading: String? = nil, also otherNames: [String] = [], _ cells: Cells
  ) {
    self.name = name
    self.part = part
    self.heading = heading ?? name
    self.otherNames = otherNames
    self.cells = cells
  }

  /// The name with that of its part before it: `delta.runs`.
  var path: String { part.map { "\($0.key).\(name)" } ?? name }

  /// Whether its cells stand on the right.
  package var isNumber: Bool {
    switch cells {
    case .number, .count, .size, .hex, .ratio: true
    case .word, .truth, .text: false
    }
  }

  /// What people read in a cell; empty where the cell is.
  package func text(of row: Row, _ units: SizeUnits = .binary) -> String {
    switch cells {
    case .number(let value): value(row).map { "\($0)" } ?? ""
    case .count(let value): value(row).map { NumberText.grouped($0) } ?? ""
    case .size(let value): value(row).map { NumberText.size($0, units) } ?? ""
    case .hex(let value): value(row).map { NumberText.hex($0) } ?? ""
    case .word(let words, _, let place): place(row).map { words[Int($0)] } ?? ""
    case .truth(let value): "\(value(row))"
    case .ratio(let value): value(row).map { NumberText.decimal($0) } ?? ""
    case .text(let text): text(row)
    }
  }
}
