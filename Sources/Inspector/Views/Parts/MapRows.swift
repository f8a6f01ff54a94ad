@_spi(Measuring) import SaveStream

/// The rows of the map that are shown, line by line: those in which something was ever sent, and one line in the place
/// of several in a row in which nothing was.
struct MapRows: Equatable {
  enum Line: Equatable {
    case row(UInt64)
    /// Rows that are left out.
    case gap(Range<UInt64>)
  }

  /// Runs of rows, ascending, with a gap before each that does not begin where the one before ends.
  private var runs: [Range<UInt64>] = []
  /// The line of the first row of each run.
  private var starts: [UInt64] = []
  /// All rows, those in gaps included.
  private let end: UInt64
  let lineCount: UInt64

  /// - Parameters:
  ///   - extent: where the guest's PFNs are.
  ///   - pagesPerRow: the PFNs that a row stands for.
  init(_ extent: MapExtent, pagesPerRow: UInt64) {
    end = extent.end == 0 ? 0 : (extent.end - 1) / pagesPerRow + 1
    var line: UInt64 = 0
    var shownEnd: UInt64 = 0
    for span in extent.spans {
      let rows = span.lowerBound / pagesPerRow..<(span.upperBound - 1) / pagesPerRow + 1
      guard rows.upperBound > shownEnd else { continue }
      // A gap of one row takes no more room as a row.
      if rows.lowerBound <= shownEnd + 1 {
        let first = shownEnd
        line += rows.upperBound - first
        if let last = runs.popLast() {
          runs.append(last.lowerBound..<rows.upperBound)
        } else {
          runs.append(first..<rows.upperBound)
          starts.append(0)
        }
      } else {
        line += 1
        starts.append(line)
        runs.append(rows)
        line += rows.upperBound - rows.lowerBound
      }
      shownEnd = rows.upperBound
    }
    if let last = runs.popLast() {
      // The same at the end.
      let isShort = end == last.upperBound + 1
      runs.append(isShort ? last.lowerBound..<end : last)
      if end > last.upperBound { line += 1 }
    }
    lineCount = line
  }

  /// The line that shows a row; for one in a gap that of the row after it, or of the last one.
  func line(ofRow row: UInt64) -> UInt64 {
    let place = runs.firstIndex { row < $0.upperBound } ?? runs.count - 1
    guard place >= 0 else { return 0 }
    return starts[place] + (max(row, runs[place].lowerBound) - runs[place].lowerBound).clamped(to: runs[place].count)
  }

  /// What a line shows; nil past the end.
  func line(at line: UInt64) -> Line? {
    guard line < lineCount else { return nil }
    guard let place = starts.lastIndex(where: { $0 <= line }) else { return .gap(0..<(runs.first?.lowerBound ?? end)) }
    let run = runs[place]
    if line - starts[place] < run.upperBound - run.lowerBound { return .row(run.lowerBound + (line - starts[place])) }
    return .gap(run.upperBound..<(place + 1 < runs.count ? runs[place + 1].lowerBound : end))
  }

  /// The row that is shown `steps` rows further on, or back; the first or last one where there are not so many.
  func row(_ row: UInt64, movedBy steps: Int) -> UInt64 {
    var place = runs.firstIndex { row < $0.upperBound } ?? runs.count - 1
    guard place >= 0 else { return 0 }
    var row = min(max(row, runs[place].lowerBound), runs[place].upperBound - 1)
    var left = UInt64(steps.magnitude)
    while left > 0 {
      let room = steps < 0 ? row - runs[place].lowerBound : runs[place].upperBound - 1 - row
      let step = min(room, left)
      row = steps < 0 ? row - step : row + step
      left -= step
      guard left > 0 else { break }
      place += steps < 0 ? -1 : 1
      guard runs.indices.contains(place) else { break }
      row = steps < 0 ? runs[place].upperBound - 1 : runs[place].lowerBound
      left -= 1
    }
    return row
  }
}

extension UInt64 {
  /// At most the last of `count` places.
  fileprivate func clamped(to count: Int) -> UInt64 { Swift.min(self, UInt64(Swift.max(count, 1)) - 1) }
}
