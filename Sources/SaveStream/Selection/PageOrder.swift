/// By which column page rows are sorted, and which way. Rows that are equal in it stay in the order of the stream, and
/// those whose cell is empty come last, either way.
@_spi(Measuring) public struct PageOrder: Sendable, Equatable {
  public var column: PageColumn
  public var isDescending: Bool

  public init(_ column: PageColumn, isDescending: Bool = false) {
    self.column = column
    self.isDescending = isDescending
  }

  /// Whether it is the order of the stream.
  var isNatural: Bool { column == .checkpoint && !isDescending }
}

/// Rows as numbers that sort as an order says.
///
/// ```
///  63                       n n-1              0
/// │ value of the cell        │ number of the row │      n: bits that the greatest row number needs
/// ```
///
/// Of 27 million rows, a value may have 39 bits; greater ones count as the greatest. Offsets have more, but ascend with
/// the row number, which stands in their place.
struct PageSortKey: Sendable, Equatable {
  let order: PageOrder
  let rowBits: UInt64

  init(_ order: PageOrder, rowCount: UInt64) {
    self.order = order
    rowBits = UInt64(max(1, 64 - rowCount.leadingZeroBitCount))
  }

  func number(for row: PageRow, at position: UInt64) -> UInt64 {
    let empty = UInt64.max >> rowBits
    guard var value = row.value(of: order.column) else { return empty << rowBits | position }
    if order.column == .offset { value = position }
    value = min(value, empty - 1)
    return (order.isDescending ? empty - 1 - value : value) << rowBits | position
  }

  func row(of number: UInt64) -> UInt64 { number & rowMask }

  /// The bits of a number that tell its row.
  var rowMask: UInt64 { 1 << rowBits - 1 }
}
