import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector
@_spi(Measuring) @testable import SaveStream

/// Checkpoints and findings in the order of a column.
@Suite struct SortedViewsTests {
  private func checkpoints(_ driver: InspectorDriver) throws -> CheckpointsView {
    try #require(driver.session.inspector.view(.checkpoints) as? CheckpointsView)
  }

  private func listed(_ driver: InspectorDriver) throws -> [Int] {
    let list = try checkpoints(driver).list
    return (0..<list.count).compactMap { list.position(at: $0) }
  }

  /// Checkpoints by plain sorting, those whose cell is empty last.
  private static func sorted(
    _ checkpoints: [Int], by field: Int, isDescending: Bool, _ index: IndexSnapshot
  ) -> [Int] {
    var filled: [(position: Int, value: UInt64)] = []
    var empty: [Int] = []
    for position in checkpoints {
      if let value = CheckpointFilterRow(position, of: index).filterValue(of: field) {
        filled.append((position, value))
      } else {
        empty.append(position)
      }
    }
    filled.sort { left, right in
      if left.value == right.value { return left.position < right.position }
      return (left.value < right.value) != isDescending
    }
    return filled.map(\.position) + empty
  }

  @Test(arguments: ["", "index != 2"]) func checkpointsAreSortedByEveryFieldBothWays(_ filter: String) throws {
    let driver = try InspectorDriver(sample: "hvm-remus-compressed.bin")
    let index = driver.session.inspector.index
    driver.press("3:filter \(filter)<Enter>")
    for (field, name) in CheckpointFilterRow.filterSchema.fields.map(\.name).enumerated() {
      for isDescending in [false, true] {
        driver.press(":sort \(name)\(isDescending ? " desc" : "")<Enter>")
        let shown = index.checkpoints.indices.filter { filter.isEmpty || $0 != 2 }
        #expect(try listed(driver) == Self.sorted(shown, by: field, isDescending: isDescending, index), "\(name)")
      }
    }
    driver.press(":sort<Enter>")
    #expect(try listed(driver) == listed(driver).sorted())
  }

  @Test func theLargestIsFirstAndTheStatusLineSaysWhy() throws {
    let driver = try InspectorDriver(sample: "hvm-remus-compressed.bin")
    driver.press("3:ckpt 2<Enter>:sort bytes desc<Enter>")
    #expect(driver.lines[22].contains("checkpoint 0, 230.9 KiB   by length desc"))
    #expect(driver.session.inspector.position.place == .checkpoint(0))
    try expectScreen(driver, "checkpoints-sorted")
    driver.press("&delta > 0<Enter>")
    #expect(driver.lines[22].contains("delta > 0: 2 of 5 checkpoints, by length desc"))
  }

  @Test func sGoesFromColumnToColumnAndAHeadCanBeClicked() throws {
    let driver = try InspectorDriver(sample: "hvm-remus-compressed.bin", columns: 100)
    driver.press("3")
    var orders: [String?] = []
    for _ in 0..<5 {
      driver.press("s")
      orders.append(try checkpoints(driver).list.order?.words)
    }
    #expect(orders == ["index", "pages", "length", "ratio", nil])
    driver.press("S")
    #expect(driver.screen.contains("The rows are in the order of the stream"))
    let head = driver.lines[3]
    let column = head.distance(from: head.startIndex, to: try #require(head.firstRange(of: "bytes")).lowerBound)
    driver.click(row: 3, column: column)
    #expect(try checkpoints(driver).list.order?.words == "length")
    driver.click(row: 3, column: column)
    #expect(try checkpoints(driver).list.order?.words == "length desc")
    #expect(driver.lines[3].contains("▼bytes"))
  }

  @Test func otherWaysThroughTheCheckpointsAreThoseOfTheStream() throws {
    let driver = try InspectorDriver(sample: "hvm-remus-compressed.bin")
    driver.press("3:sort length<Enter>:ckpt 1<Enter>")
    let place = { driver.session.inspector.position.place }
    for (keys, checkpoint) in [("J", 2), ("J", 3), ("K", 2), ("J", 3), ("J", 4), ("J", 4), (":ckpt 0<Enter>", 0)] {
      driver.press(keys)
      #expect(place() == .checkpoint(checkpoint))
    }
    driver.press("&index != 2<Enter>:ckpt 1<Enter>J")
    #expect(place() == .checkpoint(3))
    driver.press("K")
    #expect(place() == .checkpoint(1))
    driver.press("K<Enter>3K")
    #expect(driver.screen.contains("No checkpoint before this one"))
  }

  @Test func theSelectedOneStaysSelectedWhileOthersComeInBeforeIt() throws {
    let arriving = try ArrivingCapture(sample: "hvm-remus.bin")
    let whole = arriving.whole
    let snapshots = try whole.index.checkpoints.indices.map { try arriving.index(through: $0) }
    let driver = InspectorDriver(capture: whole.capture, index: snapshots[1])
    driver.press("3:sort length<Enter>G")
    let last = try listed(driver).last
    for (time, snapshot) in snapshots.dropFirst(2).enumerated() {
      driver.send(.index(snapshot, milliseconds: UInt64(time + 1)))
      #expect(driver.session.inspector.position.focus.checkpoint == last)
      let lengths = try listed(driver).map { snapshot.checkpoints[$0].length }
      #expect(lengths == lengths.sorted() && lengths.count == snapshot.checkpoints.count)
    }
  }

  @Test func findingsAreSortedByTheirSeverity() throws {
    let driver = try InspectorDriver(bytes: FaultyCapture.bytes(), name: "faulty.bin")
    let findings = driver.session.inspector.index.findings
    #expect(findings.map(\.severity) == [.note, .note, .note, .error])
    driver.press("7:sort severity desc<Enter>")
    let list = try #require(driver.session.inspector.view(.findings) as? FindingsView).list
    let shown = (0..<list.count).compactMap { list.position(at: $0) }.map { findings[$0] }
    #expect(shown.map(\.severity) == findings.map(\.severity).sorted(by: >))
    driver.press("sss")
    #expect(driver.screen.contains("Sorted by offset"))
  }

  @Test func manyCheckpointsHaveRoomForTheirNumbers() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    var scene = driver.session.inspector.scene
    let row = scene.index.checkpoints[1]
    while scene.index.checkpoints.count <= 100_000 { scene.index.checkpoints.append(row) }
    let columns = PagesView().columns(scene)
    #expect(columns.first?.width == 6)
    #expect(columns.count == PagesView().columns(driver.session.inspector.scene).count)
  }
}
