@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

/// What the head says while a capture is read.
@Suite struct IndexingRateTests {
  private func snapshot(read: UInt64, of size: UInt64, isArriving: Bool) -> IndexSnapshot {
    var index = emptyIndex(size: Int(size), isFinished: false)
    index.bytesRead = read
    index.isArriving = isArriving
    return index
  }

  @Test func ofAFileItSaysHowMuchIsLeft() {
    var rate = IndexingRate()
    rate.update(snapshot(read: 0, of: 4000, isArriving: false), milliseconds: 0)
    let index = snapshot(read: 1000, of: 4000, isArriving: false)
    rate.update(index, milliseconds: 1000)
    #expect(rate.text(index, .bytes) == "reading 25 %, 1,000 B/s, 0:03 left")
  }

  @Test func ofAPipeNobodyKnowsTheEnd() {
    var rate = IndexingRate()
    rate.update(snapshot(read: 0, of: 100, isArriving: true), milliseconds: 0)
    let index = snapshot(read: 0, of: 2100, isArriving: true)
    rate.update(index, milliseconds: 1000)
    #expect(rate.text(index, .bytes) == "arriving, 2,000 B/s")
    rate.update(index, milliseconds: 3500)
    #expect(rate.text(index, .bytes) == "waiting for more")
  }

  @Test func ofAFileThatIsFollowedItSaysHowFastItGrows() {
    var rate = IndexingRate()
    let grown = { (bytes: UInt64) in snapshot(read: bytes, of: bytes, isArriving: false) }
    rate.update(grown(1000), milliseconds: 0, isFollowing: true)
    rate.update(grown(3000), milliseconds: 1000, isFollowing: true)
    #expect(rate.text(grown(3000), .bytes, isFollowing: true) == "following, 2,000 B/s")
    // A sparse file grows by as much as is asked for.
    rate.update(grown(1 << 62), milliseconds: 1001, isFollowing: true)
    #expect(rate.text(grown(1 << 62), .binary, isFollowing: true).hasPrefix("following, "))
    rate.update(grown(1 << 62), milliseconds: 4001, isFollowing: true)
    #expect(rate.text(grown(1 << 62), .bytes, isFollowing: true) == "following, nothing for 3 s")
  }
}
