import TestSupport
import Testing

@testable import SaveStream

/// A node of a damaged capture is found by its path as one of a whole capture is.
@Suite struct SalvagedTreeTests {
  @Test func siblingsThatMakeNoSenseHaveNamesOfTheirOwn() throws {
    let fixture = try #require(Fixtures.v3.first { $0.name == "tiny-pvh" })
    let whole = try IndexedCapture(path: fixture.path)
    let rows = try #require((0..<whole.index.checkpoints.count).map(whole.index.rows).first { $0.count > 8 })
    var damaged = try whole.bytes
    for row in [rows.lowerBound + 1, rows.lowerBound + 5] {
      let head = Int(whole.index.record(ofRow: row))
      damaged.replaceSubrange(head..<head + 600, with: repeatElement(0xa7, count: 600))
    }
    let read = try IndexedCapture(bytes: damaged, options: ReadingOptions(salvages: true))
    var most = 0
    func visit(_ node: TreeNode) {
      let children = read.tree.children(of: node)
      let names = (0..<children.count).map { children[$0].name }
      #expect(Set(names).count == names.count, "\(node.name)")
      most = max(most, names.count { $0.hasPrefix("unknown") })
      for child in 0..<children.count where children[child].kind != .entries && children[child].kind != .images {
        visit(children[child])
      }
    }
    visit(read.tree.root)
    #expect(most == 2)
  }
}
