/// The views that were shown, and the places one has been to.
struct History: Sendable {
  /// The view that is shown, and those that `q` goes back to.
  private(set) var current: ViewKind
  private(set) var viewsBefore: [ViewKind] = []
  private var placesBefore: [Place] = []
  private var placesAfter: [Place] = []

  /// - Parameter first: the view that is shown first.
  init(_ first: ViewKind) { current = first }

  /// Shows a view that the user named; one that `q` would come back to is gone back to.
  mutating func turn(to kind: ViewKind) {
    forgetHelp()
    if let place = viewsBefore.firstIndex(of: kind) {
      viewsBefore.removeSubrange(place...)
    } else {
      viewsBefore.append(current)
    }
    current = kind
  }

  /// Shows a view that the one that is shown leads to: `q` comes back to that one, whatever was shown before. The first
  /// of all stays the one that `q` quits from.
  mutating func follow(to kind: ViewKind) {
    guard viewsBefore.first != kind else { return turn(to: kind) }
    forgetHelp()
    viewsBefore.removeAll { $0 == kind }
    viewsBefore.append(current)
    current = kind
  }

  /// Goes back to the view before; false when there is none.
  mutating func leaveView() -> Bool {
    guard let before = viewsBefore.popLast() else { return false }
    forgetHelp()
    current = before
    return true
  }

  /// Remembers a place that is left by a jump.
  mutating func leave(_ place: Place) {
    placesAfter = []
    guard placesBefore.last != place else { return }
    placesBefore.append(place)
    if placesBefore.count > Self.most { placesBefore.removeFirst() }
  }

  /// The place that was left last by a jump.
  var lastLeft: Place? { placesBefore.last }

  /// The place before `here`, which `forward` then comes back to.
  mutating func back(from here: Place) -> Place? {
    guard let place = placesBefore.popLast() else { return nil }
    placesAfter.append(here)
    return place
  }

  mutating func forward(from here: Place) -> Place? {
    guard let place = placesAfter.popLast() else { return nil }
    placesBefore.append(here)
    return place
  }

  /// The help is no place to come back to once it has been left.
  private mutating func forgetHelp() {
    guard current == .help else { return }
    placesBefore.removeAll { $0.view == .help }
    placesAfter.removeAll { $0.view == .help }
  }

  private static let most = 200
}
