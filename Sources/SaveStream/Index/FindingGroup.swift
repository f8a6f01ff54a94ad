/// The findings of one rule: how many there are, from where to where, and the worst of them.
public struct FindingGroup: Sendable {
  public let rule: FindingRule
  /// How many there are.
  public private(set) var count: Int
  /// The first of those that are worst.
  public private(set) var worst: Finding
  /// The one with the least file offset, and the one with the greatest.
  public private(set) var first: Finding
  public private(set) var last: Finding

  init(_ finding: Finding) {
    rule = finding.rule
    (count, worst, first, last) = (1, finding, finding, finding)
  }

  mutating func add(_ finding: Finding) {
    count += 1
    if finding.severity > worst.severity { worst = finding }
    if finding.offset < first.offset { first = finding }
    if finding.offset >= last.offset { last = finding }
  }
}

extension Sequence where Element == Finding {
  /// The findings by rule, each rule where its first finding stood.
  public func grouped() -> [FindingGroup] {
    var groups: [FindingGroup] = []
    var places: [FindingRule: Int] = [:]
    for finding in self {
      if let place = places[finding.rule] {
        groups[place].add(finding)
      } else {
        places[finding.rule] = groups.count
        groups.append(FindingGroup(finding))
      }
    }
    return groups
  }
}
