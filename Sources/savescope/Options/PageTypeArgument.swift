import ArgumentParser
@_spi(Measuring) import SaveStream

/// A page type as an argument: its name in any case, or its bits as `0x5`.
struct PageTypeArgument: ExpressibleByArgument {
  let type: PageType

  init?(argument: String) {
    guard let type = PageType(named: argument) else { return nil }
    self.type = type
  }

  static var allValueStrings: [String] { PageType.all.map(\.name) }

  /// Names of page tables stand for pinned ones, too.
  static var defaultCompletionKind: CompletionKind { .list(allValueStrings.filter { !$0.contains("|") }) }
}
