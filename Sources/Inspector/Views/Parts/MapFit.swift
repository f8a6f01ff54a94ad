@_spi(Measuring) import SaveStream

/// How many cells a row of the map has, and how many PFNs a cell, so that all of a guest is seen as finely as possible.
struct MapFit: Equatable {
  let width: Int
  /// A cell stands for 2^shift PFNs.
  let shift: Int

  private static let roundWidths = [512, 256, 128, 64, 32, 16]
  private static let otherWidths = [384, 320, 192, 160, 96, 80, 48]

  /// - Parameter isFree: whether rows may have other numbers of cells than powers of two.
  init(_ extent: MapExtent, columns: Int, rows: Int, isFree: Bool) {
    let round = Self.roundWidths.first { $0 <= columns } ?? 8
    guard isFree else {
      width = round
      shift = Self.shift(of: extent, width: round, rows: rows)
      return
    }
    var best = (width: round, shift: Int.max, used: 0)
    for width in (Self.roundWidths + Self.otherWidths).filter({ $0 <= columns }) {
      let shift = Self.shift(of: extent, width: width, rows: rows)
      guard shift <= best.shift else { continue }
      let lines = MapRows(extent, pagesPerRow: UInt64(width) << UInt64(shift)).lineCount
      let scale = MapScale(width: width, lines: lines, columns: columns, rows: rows)
      let used = width * scale.columns * Int(clamping: min(lines, UInt64(rows))) * scale.rows
      // Round ones come first: the others have to be better by an eighth.
      guard shift < best.shift || used > best.used + best.used / 8 else { continue }
      best = (width, shift, used)
    }
    (width, shift) = (best.width, best.shift == .max ? Self.shift(of: extent, width: round, rows: rows) : best.shift)
  }

  /// The smallest zoom at which the rows of a guest fit.
  static func shift(of extent: MapExtent, width: Int, rows: Int) -> Int {
    var low = 0
    var high = 53
    while low < high {
      let middle = (low + high) / 2
      if MapRows(extent, pagesPerRow: UInt64(width) << UInt64(middle)).lineCount <= UInt64(rows) {
        high = middle
      } else {
        low = middle + 1
      }
    }
    return low
  }
}

/// The characters that a cell of the map takes. A character is twice as high as it is wide, so that cells are a little
/// higher or a little wider than a square.
struct MapScale: Equatable {
  let columns: Int
  let rows: Int

  static let single = MapScale(columns: 1, rows: 1)

  /// The largest first.
  private static let all = (1...9).flatMap { rows in
    (rows...rows * 5 / 2).map { MapScale(columns: $0, rows: rows) }
  }.sorted { ($1.area, $1.rows) < ($0.area, $0.rows) }

  private var area: Int { columns * rows }

  private init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }

  /// The largest at which all lines fit; where they do not, cells are wider at most.
  init(width: Int, lines: UInt64, columns: Int, rows: Int) {
    self =
      Self.all.first { $0.columns * width <= columns && UInt64($0.rows) * lines <= UInt64(max(rows, 1)) }
      ?? (2 * width <= columns ? MapScale(columns: 2, rows: 1) : .single)
  }
}
