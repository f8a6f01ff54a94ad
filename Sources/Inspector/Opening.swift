/// Where the inspector begins: `open --at PLACE --view VIEW`.
@_spi(Measuring) public struct Opening: Sendable {
  /// The place to go to as soon as the capture has been read that far.
  var place: GoTo?
  var view: ViewKind?

  /// The names of the views that can be shown first.
  public static var views: [String] { ViewKind.numbered.map(\.name) }

  public init() {}

  /// What is wrong with what was asked for.
  public struct Refusal: Error {
    public let words: String
  }

  /// - Parameters:
  ///   - place: as it is typed behind `:`; nil for none.
  ///   - view: the name of a view; nil for the usual one.
  public init(place: String?, view: String?) throws(Refusal) {
    if let view {
      guard let kind = ViewKind(named: view), kind.rawValue >= 0 else {
        let views = Setting.list(Self.views, "and")
        throw Refusal(words: "There is no view \(Settings.quoted(view)); views are \(views)")
      }
      self.view = kind
    }
    if let place {
      guard let target = GoTo(place) else {
        throw Refusal(
          words: "\(Settings.quoted(place)) is no place; places are 12 (a row), 0x1f (an offset), 50%, 'pfn 0x1a2b' "
            + "and 'ckpt 3'")
      }
      self.place = target
    }
  }
}

extension Inspector {
  /// Goes to the place that was asked for at the start, once the capture has been read that far. A key that was pressed
  /// before gives that up.
  mutating func goToOpeningPlace(_ effects: inout [Effect]) {
    guard let place = opening.place, isReached(place) else { return }
    opening.place = nil
    if let refusal = goTo(place, &effects) { message = Message(refusal, isTrouble: true) }
  }

  private func isReached(_ place: GoTo) -> Bool {
    if index.isFinished { return true }
    return switch place {
    case .offset(let offset): offset < index.bytesRead
    case .checkpoint(let checkpoint): checkpoint < index.checkpoints.count
    case .row, .percent, .pfn: false
    }
  }
}
