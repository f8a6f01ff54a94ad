@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

@Suite struct SummaryDashboardTests {
  private static let sample = "hvm-remus-compressed.bin"

  @Test(arguments: ["hvm-remus-compressed.bin", "xl-hvm.bin", "v3-pv.bin", "migration-tap.bin"])
  func whatToPressIsSeenAtOnceOnASmallScreen(_ sample: String) throws {
    let driver = try InspectorDriver(sample: sample)
    let lines = driver.lines
    let head = try #require(lines.firstIndex { $0.contains("What to press") })
    for words in ["2 pages that were sent", "3 checkpoints over time", "4 map of the guest", "? all keys"] {
      let line = lines.firstIndex { $0.contains(words) } ?? 0
      #expect(line > head, "\(words)")
    }
  }

  @Test func aLargeScreenHasChartsEncodingsAndRunLengths() throws {
    let driver = try InspectorDriver(sample: Self.sample, rows: 60, columns: 200)
    for words in [
      "bytes of each checkpoint", "dirty pages of each checkpoint", "How pages travelled", "lengths of runs in words",
      "all checkpoints: ", "What to press", "Findings",
    ] { #expect(driver.screen.contains(words), "\(words)") }
    driver.resize(rows: 24, columns: 80)
    #expect(!driver.screen.contains("bytes of each checkpoint"))
  }

  @Test func asManyCheckpointsAsFitAreListed() throws {
    var stream = DeltaStream()
    for _ in 0..<40 { stream.send([DeltaStream.Entry(1)]) }
    let read = try stream.read()
    let count = read.index.checkpoints.count
    let listed = { (rows: Int) -> Int in
      let driver = InspectorDriver(capture: read.capture, index: read.index, rows: rows, columns: 200)
      let lines = driver.lines.map(String.init)
      return (0..<count).count { number in
        lines.contains { line in
          let words = line.split(separator: " ")
          return words.first == "\(number)" && words.dropFirst().first?.hasPrefix("0x") == true
        }
      }
    }
    try #require(count >= 40)
    #expect(listed(80) > listed(50) && listed(50) > 9)
  }

  @Test func aClickOnAChartGoesToTheCheckpoint() throws {
    let driver = try InspectorDriver(sample: Self.sample, rows: 60, columns: 200)
    let lines = driver.lines.map(String.init)
    let row = try #require(lines.firstIndex { $0.contains("bytes of each checkpoint") })
    driver.click(row: row + 3, column: 100 + ChartPanel.axisColumns(.binary) + 1)
    #expect(driver.session.inspector.position.place == .checkpoint(0))
  }

  @Test func oneCheckpointFillsALargeScreenWithWhatTheMemoryHolds() throws {
    let driver = try InspectorDriver(sample: "v3-hvm.bin", rows: 60, columns: 200)
    for words in ["memory by type at checkpoint 0, 1 page a cell", "memory by content at checkpoint 0", "Layers"] {
      #expect(driver.screen.contains(words), "\(words)")
    }
    let legend = try #require(driver.lines.first { $0.contains("like code") })
    let shares = legend.split(separator: " ").indices.compactMap { place -> Int? in
      let words = legend.split(separator: " ")
      return words.indices.contains(place + 1) && words[place + 1] == "%" ? Int(words[place]) : nil
    }
    let sum = shares.reduce(0, +)
    #expect(shares.count == 5 && (95...100).contains(sum), "\(legend)")
    let few = driver.lines.dropFirst(2).dropLast(2).count { $0.allSatisfy { $0 == " " } }
    #expect(few < 8, "\(driver.screen)")
  }

  @Test func aClickOnASmallMapGoesToThePageOnTheMap() throws {
    let driver = try InspectorDriver(sample: "v3-hvm.bin", rows: 60, columns: 200)
    let lines = driver.lines.map(String.init)
    let row = try #require(lines.firstIndex { $0.contains("memory by type") })
    let target = try #require(lines[row...].firstIndex { $0.dropFirst(100).hasPrefix(" 0x10 ") })
    driver.click(row: target, column: 100 + 6)
    #expect(driver.session.inspector.position.place == .map(pfn: 0x10, checkpoint: 0))
  }

  /// Another view's question of the same kind takes the place of the first.
  @Test func aDistributionThatNobodyCountsOnIsAskedForAnew() throws {
    let driver = try InspectorDriver(sample: Self.sample)
    var scene = driver.session.inspector.scene
    var distributions = Distributions(for: .summary)
    distributions.ask(.deltas, ofCheckpoint: nil, &scene)
    #expect(scene.requests.count == 1)
    distributions.ask(.deltas, ofCheckpoint: nil, &scene)
    #expect(scene.requests.count == 2, "nothing runs")
    for case .effect(.work(let request)) in scene.requests { scene.work.start(request) }
    distributions.ask(.deltas, ofCheckpoint: nil, &scene)
    #expect(scene.requests.count == 2, "it is being counted")
  }

  @Test(arguments: [(36, 120), (60, 200)])
  func looksAsKept(_ rows: Int, _ columns: Int) throws {
    for (sample, name) in [(Self.sample, "deltas"), ("pv64.bin", "single"), ("v3-hvm.bin", "wrapped")] {
      let driver = try InspectorDriver(sample: sample, rows: rows, columns: columns)
      try expectScreen(driver, "dashboard-\(name)-\(columns)x\(rows)")
    }
  }

  @Test func looksAsKeptInASCII() throws {
    let driver = try InspectorDriver(sample: Self.sample, rows: 36, columns: 120, glyphs: .ascii)
    try expectScreen(driver, "dashboard-ascii-120x36")
  }
}
