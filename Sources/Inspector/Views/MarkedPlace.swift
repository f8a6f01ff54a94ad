/// A place that was marked with a letter, or that something was noted on.
struct MarkedPlace: Sendable, Equatable {
  var letter: Unicode.Scalar?
  let place: Place
  /// Where it is, in words.
  let words: String
  var note: String?
}
