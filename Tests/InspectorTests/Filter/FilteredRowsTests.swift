@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

@Suite struct FilteredRowsTests {
  private struct Number: FilterableRow, Equatable {
    static let filterSchema = FilterSchema([FilterField("value")])
    let value: UInt64
    func filterValue(of field: Int) -> UInt64? { value }
  }

  private func list(_ expression: String, _ values: [UInt64]) -> FilteredRows<Number> {
    var list = FilteredRows<Number>()
    list.filter(by: expression, keeping: 0)
    list.update(count: values.count) { Number(value: values[$0]) }
    return list
  }

  @Test func aLongListIsLookedAtInPartsAndTheRowIsGoneToWhenItsPartComes() {
    var list = FilteredRows<Number>()
    list.update(count: 200_000, most: 65_536) { Number(value: UInt64($0)) }
    #expect(list.total == 200_000)
    list.filter(by: "value >= 10", keeping: 150_000)
    for looked in [65_536, 131_072] {
      list.update(count: 200_000, most: 65_536) { Number(value: UInt64($0)) }
      #expect(list.total == looked && list.count == looked - 10)
      #expect(list.takeKept(of: 200_000) == nil)
    }
    list.update(count: 200_000, most: 65_536) { Number(value: UInt64($0)) }
    #expect(list.takeKept(of: 200_000) == 150_000)
    #expect(list.takeKept(of: 200_000) == nil)
    #expect(list.nearestPlace(to: 150_000) == 149_990)
  }

  private func positions(_ list: FilteredRows<Number>) -> [Int] { (0..<list.count).compactMap(list.position(at:)) }

  @Test func showsTheRowsThatPassAndAllWithoutAFilter() {
    #expect(positions(list("value > 3", [5, 1, 4, 3, 9])) == [0, 2, 4])
    #expect(positions(list("", [5, 1, 4])) == [0, 1, 2])
    #expect(list("value > 3", []).position(at: 0) == nil)
  }

  @Test func looksAtNewRowsOnlyAndAtThoseThatChanged() {
    var list = list("value > 3", [5, 1])
    var looked: [Int] = []
    let values: [UInt64] = [5, 9, 4, 3]
    list.update(count: 4) { position in
      looked.append(position)
      return Number(value: values[position])
    }
    #expect(looked == [2, 3])
    #expect(positions(list) == [0, 2])
    list.forget(from: 1)
    list.update(count: 3) { Number(value: values[$0]) }
    #expect(positions(list) == [0, 1, 2])
    list.update(count: 1) { Number(value: values[$0]) }
    #expect(positions(list) == [0])
  }

  @Test func aRowThatIsLeftOutIsNearTheOneBehindIt() {
    let list = list("value > 3", [5, 1, 4, 3, 9, 0])
    #expect([0, 1, 2, 3, 4, 5, 99].map(list.nearestPlace) == [0, 1, 1, 2, 2, 2, 2])
    #expect(self.list("value > 9", [1, 2]).nearestPlace(to: 1) == 0)
  }

  @Test(arguments: Fixtures.malformed)
  func findingsAreThoseThatPlainFilteringGives(_ fixture: CaptureFixture) throws {
    let driver = try InspectorDriver(bytes: try FixtureFile.bytes(fixture.path), name: fixture.path)
    let expression = "severity >= warning and not offset < 0x100"
    let filter = try Filter<Finding>(expression)
    let findings = driver.session.inspector.index.findings
    driver.press("7&\(expression)<Enter>")
    let view = try #require(driver.session.inspector.view(.findings) as? FindingsView)
    let shown = (0..<view.list.count).compactMap { view.list.position(at: $0) }
    #expect(shown == findings.indices.filter { filter.matches(findings[$0]) })
  }

  @Test func theNextFindingIsOneOfThoseShown() throws {
    let driver = try InspectorDriver(bytes: FaultyCapture.bytes(), name: "faulty.bin")
    #expect(driver.session.inspector.index.findings.count == 4)
    driver.press("7&rule = \(FindingRule.batchWithoutContent.rawValue)<Enter>gg")
    // The row of the rule stands before its first finding.
    for position in 0...2 {
      driver.press("e")
      #expect(driver.session.inspector.position.place == .finding(position))
    }
    driver.press("e")
    #expect(driver.screen.contains("This is the last finding"))
  }
}
