/// How many runs of each length page deltas have.
package struct RunLengths: Sendable, Equatable {
  /// The most words that one run can carry.
  package static let maximumWords = 127

  /// Runs by their words; place 0 stays 0.
  private var counts = [UInt64](repeating: 0, count: maximumWords + 1)

  package init() {}

  /// Runs of exactly so many words; none for a length that no run can have.
  package func runs(ofWords words: Int) -> UInt64 { counts.indices.contains(words) ? counts[words] : 0 }

  /// All runs.
  package var runs: UInt64 { counts.reduce(0, &+) }

  /// The words that all runs carry.
  package var words: UInt64 { counts.indices.reduce(0) { $0 &+ UInt64($1) &* counts[$1] } }

  /// Runs of similar length, counted together.
  package struct Bucket: Sendable, Equatable {
    /// The words that a run of it has, at least and at most.
    package let length: ClosedRange<Int>
    package let runs: UInt64
    /// The words that these runs carry.
    package let words: UInt64
  }

  /// Lengths by powers of two: 1, 2 to 3, 4 to 7, … 64 to 127.
  package var buckets: [Bucket] {
    (0..<7).map { power in
      let length = 1 << power...(2 << power) - 1
      return Bucket(
        length: length, runs: length.reduce(0) { $0 &+ counts[$1] },
        words: length.reduce(0) { $0 &+ UInt64($1) &* counts[$1] })
    }
  }

  mutating func add(_ other: RunLengths) {
    for length in counts.indices { counts[length] &+= other.counts[length] }
  }

  /// Counts delta after delta from the start of the bytes, as long as any are left; returns the bytes passed.
  mutating func count(_ bytes: Span<UInt8>, pagesLeft: inout UInt64) -> Int {
    var passed = 0
    while pagesLeft > 0, let length = count(bytes, at: passed) {
      passed += length
      pagesLeft -= 1
    }
    return passed
  }

  /// Counts the runs of the page delta that begins at `start` and returns the bytes that it takes; nil, with nothing
  /// counted, where the bytes end before it does or break the format's rules. O(markers).
  mutating func count(_ bytes: Span<UInt8>, at start: Int) -> Int? {
    do throws(DeltaFault) {
      return try add(1, forRunsOf: bytes, at: start)
    } catch {
      // The same way again, to the same fault.
      _ = try? add(0 &- 1, forRunsOf: bytes, at: start)
      return nil
    }
  }

  /// Adds `step` to the count of each run of a delta, up to its end or a fault. Returns the bytes that it takes.
  private mutating func add(
    _ step: UInt64, forRunsOf bytes: Span<UInt8>, at start: Int
  ) throws(DeltaFault) -> Int {
    var counts = counts.mutableSpan
    var cursor = MarkerCursor(bytes, at: start)
    // Skips are counted as runs of no words: no branch depends on the kind.
    defer { counts[0] = 0 }
    while let marker = try cursor.next() {
      if !marker.isWholePage { counts[marker.literalWords] &+= step }
    }
    return cursor.length
  }
}
