import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// The parts of a page about a capture.
@Suite struct HTMLReportTests {
  @Test func everythingThatHTMLActsUponIsEscaped() throws {
    let text = try CollectedReport.text { output in
      HTMLWriter(output: output).element("p", ["title": "\"<&'"], "a<b>&\u{1b}\u{9b}ä")
    }
    #expect(text == "<p title=\"&quot;&lt;&amp;&#39;\">a&lt;b&gt;&amp;\u{fffd}\u{fffd}ä</p>")
  }

  @Test func manyCheckpointsStandInGroupsThatLeaveNoneOut() throws {
    let capture = try IndexedCapture(bytes: RemusCaptureBuilder.busyPage(4, checkpoints: 500))
    let groups = CheckpointGroups(of: capture.index, atMost: 60)
    #expect(groups.groups.count <= 61)
    #expect(groups.groups.first?.checkpoints == 0..<1)
    #expect(groups.groups.flatMap(\.checkpoints) == Array(capture.index.checkpoints.indices))
    let pages: UInt64 = groups.groups.map(\.totals.pages).reduce(0, +)
    #expect(pages == capture.index.totals.pages)
    let length: UInt64 = groups.groups.map(\.length).reduce(0, +)
    #expect(length == capture.index.checkpoints.map(\.length).reduce(0, +))
  }

  @Test func aPageAboutManyCheckpointsIsNoLongerThanOneAboutSome() throws {
    let lengths = try [400, 990].map { count in
      let capture = try IndexedCapture(bytes: RemusCaptureBuilder.busyPage(4, checkpoints: count))
      return try CollectedReport.text { output in
        try HTMLReport(
          capture: capture.capture, index: capture.index, origin: nil, receivers: [], showsMemory: false, version: "1",
          to: output
        ).write()
      }.utf8.count
    }
    #expect(lengths[1] < lengths[0] * 3 / 2)
  }

  /// A page is an image or a delta in every format; nothing that lies in one is shown.
  @Test(arguments: ["hvm-remus-compressed", "v3-remus"])
  func nothingThatLiesInAPageIsShown(_ name: String) throws {
    let capture = try IndexedCapture(path: "\(Fixtures.packageRoot)/Samples/\(name).bin")
    let shown = ShownContent(showsMemory: false)
    let tree = capture.tree
    var offset: UInt64 = 0
    var shownBytes: UInt64 = 0
    while offset < capture.index.size {
      let stretch = shown.stretch(at: offset, in: tree)
      let end = max(stretch.end, offset + 1)
      if stretch.isShown {
        shownBytes += end - offset
        let kinds = Set(tree.path(to: offset).map(\.kind))
        #expect(kinds.isDisjoint(with: Self.pageKinds))
      }
      offset = end
    }
    #expect(shownBytes > 0)
    let bytes = capture.index.totals.bytes
    let structure: UInt64 = capture.index.size - bytes[.pageData] - bytes[.compressedData]
    #expect(shownBytes < structure)
  }

  private static let pageKinds: Set<NodeKind> = [.image, .images, .delta, .deltas]

  @Test func aScaleCutsOffWhatIsFarAboveAllOthers() {
    let scale = ChartScale([9000, 800] + [Double](repeating: 90, count: 40), steps: 1000)
    #expect(scale.top == 100)
    #expect(scale.cutsOff)
    #expect(!ChartScale([10, 20, 30, 40, 50, 60], steps: 1000).cutsOff)
    #expect(ChartScale([3000], steps: 1024).top == 5 * 1024)
    #expect(ChartScale([], steps: 1000).top > 0)
  }

  @Test func figuresAreThoseOfTheNumbers() throws {
    let spread = try #require(Spread((1...100).map { Double($0) }))
    #expect(spread.mean == 50.5)
    #expect(spread.median == 50)
    #expect(spread.high == 95)
    #expect(spread.most == 100)
    #expect(spread.placeOfMost == 99)
    #expect(Spread([]) == nil)
  }
}
