/// The children of two nodes in pairs, by their names: in the order of the first, then those that only the second has.
///
/// As long as the names come in the same order on both sides, as they do in arrays of any length, nothing is held.
struct SiblingPairs {
  struct Pair {
    let path: String
    let from: TreeNode?
    let to: TreeNode?
  }

  /// The path of the outermost node that one side lacks, where these lie inside of it.
  let missingPart: String?
  private let path: String
  private let from: NodeList
  private let to: NodeList
  private var position = 0
  /// The pairs from where the names no longer come in the same order.
  private var rest: [Pair]?
  private var passedOfRest = 0

  /// Siblings that are paired by name where they come in different order.
  private static let maximumUnordered = 1 << 16

  init(path: String, from: NodeList, to: NodeList, missingPart: String? = nil) {
    self.path = path
    self.missingPart = missingPart
    self.from = from
    self.to = to
  }

  /// How many of them are passed, 0…1.
  var progress: Double {
    let count = max(from.count, to.count)
    return count == 0 ? 1 : min(1, Double(position + passedOfRest) / Double(count))
  }

  /// The next pair that is no padding; nil behind the last one.
  mutating func next() -> Pair? {
    while let pair = following() {
      let kind = pair.from?.kind ?? pair.to?.kind
      if kind != .padding { return pair }
    }
    return nil
  }

  private mutating func following() -> Pair? {
    if let rest {
      guard passedOfRest < rest.count else { return nil }
      passedOfRest += 1
      return rest[passedOfRest - 1]
    }
    let first = position < from.count ? from[position] : nil
    let second = position < to.count ? to[position] : nil
    guard let name = first?.name ?? second?.name else { return nil }
    if let first, let second, first.name != second.name {
      rest = unordered()
      return following()
    }
    position += 1
    return Pair(path: joined(name), from: first, to: second)
  }

  /// The siblings from here on, paired by name.
  private func unordered() -> [Pair] {
    let first = (position..<min(from.count, position + Self.maximumUnordered)).map { from[$0] }
    let second = (position..<min(to.count, position + Self.maximumUnordered)).map { to[$0] }
    let places = Dictionary(second.enumerated().map { ($1.name, $0) }) { place, _ in place }
    let names = Set(first.map(\.name))
    return first.map { Pair(path: joined($0.name), from: $0, to: places[$0.name].map { second[$0] }) }
      + second.filter { !names.contains($0.name) }.map { Pair(path: joined($0.name), from: nil, to: $0) }
  }

  private func joined(_ name: String) -> String { path.isEmpty ? name : "\(path)/\(name)" }
}
