import Testing

@_spi(Measuring) @testable import Inspector
@_spi(Measuring) @testable import SaveStream

/// What of a selected node is seen among the bytes, in a pane of 10 rows of 16 bytes below its head.
@Suite struct HexPaneTests {
  private let size = Rect(row: 0, column: 0, rows: 11, columns: 80)

  private func top(_ pane: inout HexPane, showing range: Range<UInt64>, path: [Int]) -> UInt64 {
    let node = TreeNode("node", .field, offset: range.lowerBound, length: range.upperBound - range.lowerBound)
    _ = pane.prepare(path: path, node: node, field: nil, size: size, capture: 0x10000)
    return pane.top
  }

  @Test func aLongNodeBeginsNearTheTop() {
    var pane = HexPane()
    #expect(top(&pane, showing: 0x80..<0x90, path: [0]) == 0)
    // Its first bytes would stand on the last row.
    #expect(top(&pane, showing: 0x98..<0x1000, path: [1]) == 0x80)
    #expect(top(&pane, showing: 0x8000..<0x9000, path: [2]) == 0x7ff0)
    #expect(top(&pane, showing: 0..<0x1000, path: [3]) == 0)
  }

  @Test func aShortNodeIsSeenInWholeAndTheWindowMovesNoMoreThanItMust() {
    var pane = HexPane()
    #expect(top(&pane, showing: 0..<0x10, path: [0]) == 0)
    #expect(top(&pane, showing: 0x40..<0x60, path: [1]) == 0)
    #expect(top(&pane, showing: 0x98..<0xb8, path: [2]) == 0x20)
    #expect(top(&pane, showing: 0x20..<0x30, path: [3]) == 0x20)
    #expect(top(&pane, showing: 0x10..<0x30, path: [4]) == 0x10)
  }
}
