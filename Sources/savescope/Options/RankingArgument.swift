import ArgumentParser
@_spi(Measuring) import SaveStream

/// What pages are ranked by, as an argument: its name in any case, and `:asc` behind it for the least first.
struct RankingArgument: ExpressibleByArgument {
  let key: PageRanking.Key
  let isDescending: Bool

  init?(argument: String) {
    let parts = argument.lowercased().split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 2, let key = parts.first.flatMap({ PageRanking.Key(rawValue: String($0)) }) else { return nil }
    guard parts.count == 1 || parts[1] == "asc" || parts[1] == "desc" else { return nil }
    self.key = key
    isDescending = parts.count == 1 || parts[1] == "desc"
  }

  static var allValueStrings: [String] { PageRanking.Key.allCases.map(\.rawValue) }

  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
