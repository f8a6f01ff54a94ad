/// A line for the user.
struct Message: Sendable {
  let text: String
  var isTrouble = false
  /// The words of a command line, quoted as a shell takes them, where it is one: what is copied from the screen works.
  var shellWords: [String] = []
  /// The hit of the search that it tells of, and whether the search had wrapped.
  var ofHit: (SearchHit, hasWrapped: Bool)?

  init(_ text: String, isTrouble: Bool = false) {
    self.text = text
    self.isTrouble = isTrouble
  }

  /// A command line.
  init(shellWords: [String]) {
    text = shellWords.joined(separator: " ")
    self.shellWords = shellWords
  }
}
