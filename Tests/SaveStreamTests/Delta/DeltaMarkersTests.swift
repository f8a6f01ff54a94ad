import Testing

@testable import SaveStream

@Suite struct DeltaMarkersTests {
  private let delta: [UInt8] =
    [0x82, 0x02, 1, 2, 0, 0, 0x33, 0, 0, 0] + [UInt8](repeating: 0xff, count: 8) + [0x84]

  @Test func givesEachMarkersPlaceInTheFileAndInThePage() {
    let markers = Array(DeltaMarkers(delta, at: [100..<119]))
    #expect(markers.count == 11)
    #expect(markers[0] == DeltaMarker(kind: .skip, offset: 100, position: 0, firstWord: 0, words: 2))
    #expect(markers[1] == DeltaMarker(kind: .run, offset: 101, position: 1, firstWord: 2, words: 2))
    #expect(markers[2] == DeltaMarker(kind: .skip, offset: 110, position: 10, firstWord: 4, words: 127))
    #expect(markers[10] == DeltaMarker(kind: .skip, offset: 118, position: 18, firstWord: 1020, words: 4))
    #expect(markers.reduce(0) { $0 + $1.words } == 1024)
  }

  @Test func followsADeltaIntoTheNextChunk() {
    // Cut inside the literal bytes of the run: the markers behind it stand in the second range.
    let markers = Array(DeltaMarkers(delta, at: [100..<104, 500..<515]))
    let expected: [UInt64] = [100, 101] + Array(506...514)
    #expect(markers.map(\.offset) == expected)
  }

  @Test func hasOneMarkerForAnUnchangedAndForAFullPage() {
    let empty = DeltaMarker(kind: .empty, offset: 7, position: 0, firstWord: 0, words: 1024)
    #expect(Array(DeltaMarkers([0x00], at: [7..<8])) == [empty])
    let bytes: [UInt8] = [0x80] + [UInt8](repeating: 0, count: 4096)
    let full = Array(DeltaMarkers(bytes, at: [7..<4104]))
    #expect(full.map(\.kind) == [.full])
    #expect(full.first?.literalLength == 4096)
  }

  @Test(
    arguments: [
      ([0x81, 0x00], DeltaDecoder.Fault(kind: .zeroRun, marker: 1, word: 1)),
      ([0x81, 0x02, 1, 2, 3, 4], DeltaDecoder.Fault(kind: .outOfBytes, marker: 1, word: 1)),
      ([UInt8](repeating: 0xff, count: 9), DeltaDecoder.Fault(kind: .pastPage, marker: 8, word: 1016)),
    ] as [([UInt8], DeltaDecoder.Fault)])
  func endsAtTheFaultTheDecoderFinds(bytes: [UInt8], fault: DeltaDecoder.Fault) {
    var markers = DeltaMarkers(bytes, at: [0..<UInt64(bytes.count)])
    while markers.next() != nil {}
    #expect(markers.fault == fault)
    #expect(throws: fault) { try DeltaDecoder.check(bytes.span) }
  }
}
