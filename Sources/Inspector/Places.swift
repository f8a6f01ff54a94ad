/// The places one has been to, and those that were marked.
struct Places: Sendable {
  private var before: [Place] = []
  private var after: [Place] = []
  private var marks: [Unicode.Scalar: Place] = [:]

  /// Remembers a place that is left by a jump.
  mutating func leave(_ place: Place) {
    after = []
    guard before.last != place else { return }
    before.append(place)
    if before.count > Self.most { before.removeFirst() }
  }

  /// The place before `here`, which `forward` then comes back to.
  mutating func back(from here: Place) -> Place? {
    guard let place = before.popLast() else { return nil }
    after.append(here)
    return place
  }

  mutating func forward(from here: Place) -> Place? {
    guard let place = after.popLast() else { return nil }
    before.append(here)
    return place
  }

  mutating func mark(_ place: Place, as letter: Unicode.Scalar) { marks[letter] = place }

  func marked(_ letter: Unicode.Scalar) -> Place? { marks[letter] }

  private static let most = 200
}
