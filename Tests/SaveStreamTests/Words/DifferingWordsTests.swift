@_spi(Measuring) import SaveStream
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct DifferingWordsTests {
  private func shown(_ from: FieldValue?, _ to: FieldValue?) -> [FieldValue?] {
    let shown = DifferingWords.of(from, to)
    return [shown.from, shown.to]
  }

  @Test func aFeatureThatOneProcessorLacksIsNamedAlone() {
    let all = "fpu | vme | de | pse | tsc | msr | pae | mce"
    #expect(
      shown(.named(0xff, all), .named(0x1ff, all + " | cx8")) == [.named(0xff, "..."), .named(0x1ff, "... | cx8")])
    #expect(
      shown(.named(0x1ff, all + " | cx8"), .named(0, "none")) == [.named(0x1ff, all + " | cx8"), .named(0, "none")])
  }

  @Test func shortListsAndOtherValuesAreShownWhole() {
    #expect(shown(.named(3, "CF | PF"), .named(1, "CF")) == [.named(3, "CF | PF"), .named(1, "CF")])
    #expect(shown(.number(3), nil) == [.number(3), nil])
  }
}
