import ArgumentParser
@_spi(Measuring) import SaveStream

/// Checkpoints as users name them: `3`, `2..5` (both included), `2..` or `..5`.
struct CheckpointRange: ExpressibleByArgument, Equatable {
  /// nil for checkpoint 0.
  let first: Int?
  /// nil for the last one.
  let last: Int?

  init?(argument: String) {
    guard let dots = argument.firstRange(of: "..") else {
      guard let only = Self.number(argument[...]) else { return nil }
      (first, last) = (only, only)
      return
    }
    let (before, after) = (argument[..<dots.lowerBound], argument[dots.upperBound...])
    (first, last) = (Self.number(before), Self.number(after))
    guard before.isEmpty || first != nil, after.isEmpty || last != nil else { return nil }
    if let first, let last, first > last { return nil }
  }

  private static func number(_ text: some StringProtocol) -> Int? {
    text.allSatisfy { $0.isASCII && $0.isNumber } ? Int(text) : nil
  }

  /// The checkpoints meant, among `count` of them.
  /// - Throws: when one that is named is not there.
  func resolved(count: Int, path: String) throws -> Range<Int> {
    if let missing = [first, last].compactMap({ $0 }).first(where: { $0 >= count }) {
      throw ProgramFailure("\(displayed(path)): there is no checkpoint \(missing); \(Self.allowed(count))")
    }
    return (first ?? 0)..<(last.map { $0 + 1 } ?? count)
  }

  private static func allowed(_ count: Int) -> String {
    switch count {
    case 0: "there are no checkpoints"
    case 1: "there is checkpoint 0 only"
    default: "there are checkpoints 0 to \(count - 1)"
    }
  }
}

/// A path as messages show it.
func displayed(_ path: String) -> String { EscapedText.path(path) }
