@_spi(Measuring) import SaveStream

/// Classes of numbers, four at most, made of the numbers that there are: so that each tells something, however far the
/// largest lies above the rest.
struct MapClasses: Sendable, Equatable {
  /// The least number of the first class.
  private let least: UInt64
  /// The largest number of each class, ascending.
  private let ends: [UInt64]

  /// - Parameter numbers: of the cells; zeros do not count.
  init(_ numbers: [UInt64]) {
    let sorted = numbers.filter { $0 > 0 }.sorted()
    least = sorted.first ?? 0
    var ends: [UInt64] = []
    for number in sorted where number != ends.last {
      ends.append(number)
      if ends.count > Self.most { break }
    }
    if ends.count > Self.most {
      // Each class takes half of the cells that are left, and at least all that have one number.
      ends = []
      var rest = sorted[...]
      while let largest = rest.last, ends.count < Self.most {
        let end = ends.count == Self.most - 1 ? largest : rest[rest.startIndex + (rest.count - 1) / 2]
        ends.append(end)
        rest = rest[rest.partitioningIndex { $0 <= end }...]
      }
    }
    self.ends = ends
  }

  private static let most = 4

  /// The class of a number, from 0; nil for zero.
  func place(of number: UInt64) -> Int? {
    number == 0 || ends.isEmpty ? nil : ends.firstIndex { number <= $0 } ?? ends.count - 1
  }

  /// The signs of all classes, the least first: the largest numbers have the hottest, however many classes there are.
  func signs(_ words: (UInt64) -> String) -> [MapSign] {
    ends.indices.map { .heat(step(of: $0), self.words(of: $0, words)) }
  }

  private func step(of place: Int) -> Int { ends.count == 1 ? 0 : place * (Self.most - 1) / (ends.count - 1) }

  private func words(of place: Int, _ words: (UInt64) -> String) -> String {
    let low = place == 0 ? least : ends[place - 1] + 1
    return low >= ends[place] ? words(ends[place]) : "\(words(low)) to \(words(ends[place]))"
  }
}
