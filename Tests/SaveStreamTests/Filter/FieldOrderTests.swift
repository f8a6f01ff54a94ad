import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct FieldOrderTests {
  private let findings = [
    Finding(.cutShort, .error, at: 30, checkpoint: 2), Finding(.deltaTooShort, .note, at: 10),
    Finding(.cutShort, .warning, at: 20, checkpoint: 1), Finding(.deltaTooShort, .error, at: 10, checkpoint: 2),
  ]

  private func sorted(_ name: String, isDescending: Bool = false) throws -> [Int] {
    let order = try #require(FieldOrder<Finding>(by: name, isDescending: isDescending))
    return order.sorted(findings.indices) { findings[$0] }
  }

  @Test func rowsAscendOrDescend() throws {
    #expect(try sorted("severity") == [1, 2, 0, 3])
    #expect(try sorted("severity", isDescending: true) == [0, 3, 2, 1])
  }

  @Test func rowsThatAreEqualStayAsTheyAre() throws {
    #expect(try sorted("offset") == [1, 3, 2, 0])
    #expect(try sorted("offset", isDescending: true) == [0, 2, 1, 3])
  }

  @Test func emptyCellsComeLastEitherWay() throws {
    #expect(try sorted("checkpoint") == [2, 0, 3, 1])
    #expect(try sorted("checkpoint", isDescending: true) == [0, 3, 2, 1])
  }

  @Test func aFieldThatIsNotThereIsNoOrder() {
    #expect(FieldOrder<Finding>(by: "pfn") == nil)
    #expect(FieldOrder<Finding>(by: "SEVERITY") != nil)
  }
}
