@_spi(Measuring) import SaveStream

/// What cells of guest memory have in them and what their pages look like, as far as that is known.
package struct MemoryOverview: Sendable {
  let area: MapArea
  /// One range of the area after the other; nil what has not been counted.
  var cells: [MapCell?]
  /// The same of what the pages look like; nil also where there are none.
  var classes: [PageClass?] = []
  var isFinished = false

  init(_ area: MapArea) {
    self.area = area
    cells = [MapCell?](repeating: nil, count: area.count)
  }
}
