import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct DistributionTests {
  @Test func rangesDoubleAndHoldAllValues() {
    var distribution = PowerCounts()
    for value in [0, 1, 2, 3, 4, 9, 9] as [UInt64] { distribution.add(value) }
    #expect(distribution.buckets.map(\.values) == [0...0, 1...1, 2...3, 4...7, 8...15])
    #expect(distribution.buckets.map(\.count) == [1, 1, 2, 1, 2])
    #expect(distribution.buckets.map(\.total) == [0, 1, 5, 4, 18])
    #expect(distribution.count == 7 && distribution.sum == 28 && distribution.largest == 9)
    #expect(distribution.average == 4)
    #expect(PowerCounts().buckets.isEmpty && PowerCounts().average == nil)
  }

  @Test func theGreatestNumberHasARange() {
    var distribution = PowerCounts()
    distribution.add(.max)
    #expect(distribution.buckets.first?.values == (1 << 63)...UInt64.max)
  }

  private func distributions(_ read: IndexedCapture) throws -> Distributions {
    var scan = DistributionScan(capture: read.capture, index: read.index)
    while try !scan.step() {}
    return Distributions(
      scan.checkpoints, try PageSends(capture: read.capture, index: read.index), of: read.index)
  }

  @Test(arguments: ["hvm-remus-compressed.bin", "pv64-remus-compressed.bin", "v3-remus.bin", "hvm.bin"])
  func agreesWithTheRows(_ sample: String) throws {
    let read = try IndexedCapture(path: Fixtures.sample(sample))
    let found = try distributions(read)
    let rows = try PageRows(capture: read.capture, index: read.index).rows(0..<UInt64.max, contentOnly: true)
    #expect(found.checkpoints.count == read.index.checkpoints.count)
    for (checkpoint, own) in found.checkpoints.enumerated() {
      let here = rows.filter { $0.checkpoint == checkpoint }
      let deltas = here.filter { $0.encoding == .delta }
      #expect(own.deltaSizes.count == UInt64(deltas.count))
      #expect(own.deltaSizes.sum == deltas.reduce(0) { $0 + ($1.length ?? 0) })
      #expect(own.changedWords.sum == deltas.reduce(0) { $0 + UInt64($1.delta?.literalWords ?? 0) })
      #expect(own.sendsPerPage.count == UInt64(Set(here.map(\.pfn)).count))
      #expect(own.sendsPerPage.sum == UInt64(here.count))
    }
    let runs = try RunLengthScan(capture: read.capture, index: read.index).run()
    #expect(found.all.runLengths.count == runs.runs && found.all.runLengths.sum == runs.words)
    #expect(found.all.sendsPerPage.count == UInt64(Set(rows.map(\.pfn)).count))
    #expect(found.all.sendsPerPage.sum == UInt64(rows.count))
  }

  @Test func theSummaryHasThemAsHistograms() throws {
    let read = try IndexedCapture(path: Fixtures.sample("hvm-remus-compressed.bin"))
    let found = try distributions(read)
    let report = SummaryReport(capture: read.capture, index: read.index, distributions: found)
    let json = try JSONValue(parsing: try CollectedReport.text { try report.write(.json, to: $0) }.utf8)
    let all = json["distributions"]?["all"]
    #expect(all?.keys == ["runLengths", "deltaSizes", "changedWords", "sendsPerPage"])
    let counts = all?["deltaSizes"]?.elements.compactMap { $0["count"]?.integer } ?? []
    #expect(counts.reduce(0, +) == Int(found.all.deltaSizes.count))
    #expect(json["distributions"]?["checkpoints"]?.elements.count == read.index.checkpoints.count)
    let text = try CollectedReport.text { try report.write(.text, to: $0) }
    for heading in ["Words in a run", "Bytes of a delta", "Times that a page was sent"] {
      #expect(text.contains(heading))
    }
    #expect(text.contains("\u{2588}"))
  }
}
