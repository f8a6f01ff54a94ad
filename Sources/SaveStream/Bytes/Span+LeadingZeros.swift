extension Span<UInt8> {
  /// How many zeros these bytes begin with.
  package var leadingZeros: Int {
    var place = 0
    while place <= count - 8, littleWord(at: place) == 0 { place += 8 }
    while place < count, self[place] == 0 { place += 1 }
    return place
  }
}
