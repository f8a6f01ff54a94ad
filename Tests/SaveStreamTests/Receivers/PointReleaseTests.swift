import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct PointReleaseTests {
  @Test func pointsAreInOrderAndLeaveOutThoseThatNeverCame() {
    let texts = PointRelease.all.map(\.text)
    #expect(texts.first == "4.0.0")
    #expect(texts.contains("4.6.1") && !texts.contains("4.6.2") && texts.contains("4.6.3"))
    #expect(PointRelease.all == PointRelease.all.sorted())
    #expect(PointRelease.points(of: XenRelease(4, 4)).map(\.text) == ["4.4.0", "4.4.1", "4.4.2", "4.4.3", "4.4.4"])
    #expect(PointRelease.points(of: XenRelease(3, 4)) == [])
  }

  @Test func aReleaseStandsForAllOfItsPoints() {
    let point = { (minor: UInt32, point: UInt32) in PointRelease(4, minor, point) }
    #expect(PointRelease.words(point(4, 0), point(4, 4)) == "Xen 4.4")
    #expect(PointRelease.words(point(4, 0), point(4, 1)) == "Xen 4.4.0 to 4.4.1")
    #expect(PointRelease.words(point(4, 2), point(4, 2)) == "Xen 4.4.2")
    #expect(PointRelease.words(point(1, 0), point(3, 1)) == "Xen 4.1 to 4.3.1")
    #expect(PointRelease.words(point(0, 0), point(5, 5)) == "Xen 4.0 to 4.5")
    #expect(PointRelease.words(point(6, 0), nil) == "Xen 4.6 or later")
    #expect(PointRelease.words(point(6, 3), PointRelease.all.last) == "Xen 4.6.3 or later")
  }

  @Test func releasesThatAreLeftOutPartTheWords() {
    let points = PointRelease.all.filter { $0.release != XenRelease(4, 10) && $0 >= PointRelease(4, 6, 0) }
    #expect(PointRelease.words(for: points) == "Xen 4.6 to 4.9 and 4.11 or later")
    #expect(PointRelease.words(for: []) == nil)
  }
}
