import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct FilterCompletionTests {
  /// What can come where `|` stands.
  private func completion(_ marked: String) -> FilterCompletion {
    let cursor = marked.prefix { $0 != "|" }.count
    return Filter<PageRow>.completion(of: String(marked.filter { $0 != "|" }), at: cursor)
  }

  private static let fields = PageColumn.allCases.map(\.name)
  private static let operators = ["=", "!=", "<", "<=", ">", ">=", "not", "in"]

  @Test func anExpressionStartsWithAField() {
    #expect(completion("|").words == Self.fields + ["not", "("])
    #expect(completion("pfn = 3 and |").words == Self.fields + ["not", "("])
    #expect(completion("not (|").words == Self.fields + ["not", "("])
  }

  @Test func theBeginningOfAWordIsCompleted() {
    let completion = completion("pfn = 3 and CH|")
    #expect(completion.words == ["checkpoint", "changedWords"])
    #expect(completion.commonPrefix == "ch")
    #expect(completion.range == 12..<14)
    #expect(self.completion("changed|Wrods = 3").words == ["changedWords"])
    #expect(self.completion("i|").commonPrefix == "i")
    #expect(self.completion("it|").commonPrefix == "iteration")
    #expect(self.completion("zebra|").words == [])
    #expect(self.completion("zebra|").commonPrefix == "")
  }

  @Test func anOperatorFollowsAField() {
    #expect(completion("pfn |").words == Self.operators)
    #expect(completion("type |").words == ["=", "!=", "not", "in"])
    #expect(completion("type n|").words == ["not"])
    #expect(completion("type not |").words == ["in"])
  }

  @Test func wordsOfTheFieldFollowItsOperator() {
    #expect(completion("type = |").words == PageType.all.map(\.name))
    // The bar stands for the cursor in these tests, so that of a type is left out.
    #expect(completion("type = l4|").words == ["L4TAB", "L4TAB|PIN"])
    #expect(completion("type = l4|").commonPrefix == "L4TAB")
    #expect(completion("encoding in |").words.first == "(")
    #expect(completion("encoding in (raw, |").words == PageEncoding.allCases.map(\.rawValue))
    #expect(
      Filter<Finding>.completion(of: "severity in note..", at: 18).words.prefix(3) == ["note", "warning", "error"])
    #expect(Filter<Finding>.completion(of: "rule = cut-s", at: 12).words == ["cut-short"])
  }

  @Test func nothingIsProposedWhereANumberIsToCome() {
    for marked in ["pfn < |", "pfn in (|", "pfn in (1, |", "ratio = |", "pfn = 3|"] {
      #expect(completion(marked).words == [], "\(marked)")
    }
  }

  @Test func aTestIsJoinedToTheNext() {
    #expect(completion("pfn = 3 |").words == ["and", "or"])
    #expect(completion("(pfn = 3 |").words == ["and", "or", ")"])
    #expect(completion("pfn in (1 |").words == [",", ")"])
    #expect(completion("pfn in 1.. a|").words == ["and"])
  }

  @Test func nothingIsProposedBehindAMistake() {
    for marked in ["pnf = 3 |", "pfn == |", "pfn = 3 pfn = |", "type = \"L1 |"] {
      #expect(completion(marked).words == [], "\(marked)")
    }
  }

  @Test func theCursorMayBeAnywhere() {
    #expect(Filter<PageRow>.completion(of: "pf", at: 99).words == ["pfn"])
    #expect(Filter<PageRow>.completion(of: "pf", at: -3).words == Self.fields + ["not", "("])
  }
}
