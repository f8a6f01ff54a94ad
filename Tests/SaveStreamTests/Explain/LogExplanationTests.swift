import Testing

@_spi(Measuring) @testable import SaveStream

/// What lines of a log are known to mean.
@Suite struct LogExplanationTests {
  /// A line and the rule that it comes from.
  private struct Known: Sendable, CustomTestStringConvertible {
    let line: String
    let rule: FindingRule
    var testDescription: String { line }

    init(_ line: String, _ rule: FindingRule) { (self.line, self.rule) = (line, rule) }
  }

  /// A line and what its numbers are.
  private struct Told: Sendable, CustomTestStringConvertible {
    let line: String
    let meanings: [String]
    var testDescription: String { line }

    init(_ line: String, _ meanings: [String]) { (self.line, self.meanings) = (line, meanings) }
  }

  private static let wholeLines: [Known] = [
    Known(
      "xc: error: PT base is bad. pfn=45 nr=80 type=b0000000 40000000: Internal error", FindingRule.vcpuPageTableBase),
    Known("(XEN) HVM3 restore: failed to load entry 20/0 rc -61", FindingRule.msrPadded),
    Known(
      "(XEN) [2016-01-05 10:11:12] HVM12.0 restore: inconsistent xsave state (feat=0x7 accum=0x3 xcr0=0x3 bv=0x7 err=-22)",
      FindingRule.xsaveInconsistent),
    Known(
      "stream_header_done: Invalid ident: expected 0x4c6962786c466d74, got 0x01f00f0000000000",
      FindingRule.xlStreamVersion),
    Known("xc: error: Max batch size exceeded (1970103633). Giving up.: Internal error", FindingRule.batchTooLarge),
    Known("StreamError: physmap name not NUL terminated", FindingRule.toolstackName),
    Known(
      "xc: error: Error when reading ctxt (11 = Resource temporarily unavailable): Internal error", FindingRule.cutShort
    ),
    Known("qemu-system-i386: load of migration failed: Invalid argument", FindingRule.deviceModelEnd),
    Known("End record with non-zero length", FindingRule.recordLength), Known("vcpu-limit", FindingRule.vcpuLimit),
    Known("guest.bin:0x1: error: words [trailing-bytes] (checkpoint 1)", FindingRule.trailingBytes),
  ]

  private static let parts: [Known] = [
    Known("PT base is bad", FindingRule.vcpuPageTableBase), Known("entry 16/0", FindingRule.xsaveInconsistent),
    Known("got 0x01f00f…", FindingRule.xlStreamVersion), Known("(1970103633)", FindingRule.batchTooLarge),
    Known("xsave length", FindingRule.xsaveExcess),
    Known("No STATIC_DATA_END", FindingRule.staticDataMissing),
    Known("got 0xffffffffffffffff", FindingRule.xlStreamVersion),
  ]

  private static let numbers: [Told] = [
    Told(
      "PT base is bad. pfn=45 nr=80 type=b0000000 40000000",
      [
        "a page of the guest, 0x2d in hex", "the guest's PFNs are below 0x50 (80)", "page type L3TAB|PIN",
        "the type that is wanted, L4TAB",
      ]),
    Told("Failed to uncompress page (pfn=1f)", ["a page of the guest, 0x1f in hex"]),
    Told(
      "cr3 (pfn 0x2d) has bad type 3, expected 4",
      ["a page of the guest, 45 in decimal", "page type L3TAB", "page type L4TAB"]),
    Told(
      "failed to load entry 20/1 rc -61",
      ["record CPU_MSR of the HVM context, instance 1", "ENODATA, the data ends too soon"]),
    Told(
      "Failed to set CPUID policy: leaf 00000000, subleaf ffffffff, msr ffffffff",
      ["CPUID leaf 0x0, highest basic leaf and vendor", "none", "none"]),
    Told(
      "Failed to set CPUID policy: leaf ffffffff, subleaf ffffffff, msr 00000048",
      ["none", "none", "MSR 0x48, SPEC_CTRL"]),
    Told("Mandatory record 0x00000010 (Static data end) not handled", ["record STATIC_DATA_END"]),
    Told("Unrecognised record 0x00000005", ["record CHECKPOINT_STATE of libxl"]),
    Told("StreamError: Unrecognised chunk -12", ["chunk COMPRESSED_DATA"]),
    Told(
      "Max batch size exceeded (1970103633). Giving up.",
      ["\"Qemu\": a device-model record where something else was expected"]),
    Told("Max batch size exceeded (2000). Giving up.", ["entries of a batch, where 1,024 are allowed"]),
    Told(
      "Invalid ident: expected 0x4c6962786c466d74, got 0x01f00f0000000000",
      ["\"LibxlFmt\": a libxl v2 stream", "p2m_size 0xff001: a legacy stream, under a flag that says v2"]),
    Told(
      "inconsistent xsave state (feat=0x7 accum=0x3 xcr0=0x6 bv=0 err=-22)",
      [
        "XSAVE components what the host had: x87, SSE, AVX", "XSAVE components ever on: x87, SSE",
        "XSAVE components on: SSE, AVX", "XSAVE components in the area: none",
        "EINVAL, the hypervisor refuses the value",
      ]),
  ]

  private func rules(_ line: String) -> [FindingRule] {
    LogExplanation(of: line).answers.compactMap(\.subject.rule)
  }

  private func meanings(_ line: String) -> [String] { LogExplanation(of: line).numbers.map(\.meaning) }

  @Test(arguments: wholeLines)
  private func aLineLeadsToItsRule(_ known: Known) {
    #expect(rules(known.line).first == known.rule)
  }

  @Test(arguments: parts)
  private func aPartOfALineLeadsToItsRule(_ known: Known) {
    #expect(rules(known.line).first == known.rule)
  }

  /// Every line of the manual as somebody would find it, with numbers in it and a program's words before it.
  @Test(arguments: FindingRule.allCases)
  func everyLineOfTheManualIsFound(_ rule: FindingRule) {
    for line in rule.manual.logs {
      let logged = "xc: error: " + line.text.replacing("…", with: "77") + ": Internal error"
      #expect(LogExplanation(of: logged).answers.contains { $0.subject.rule == rule }, "\(line.text)")
      #expect(LogExplanation(ofLogged: logged)?.answers.contains { $0.subject.rule == rule } == true, "\(line.text)")
    }
  }

  @Test func everyLineWithoutARuleIsFound() {
    for unruled in UnruledLine.Cause.allCases.flatMap(\.lines) {
      let logged = "xc: error: " + unruled.line.text.replacing("…", with: "77")
      let found = LogExplanation(of: logged).answers.contains { answer in
        if case .unruled(let line) = answer.subject { line.line == unruled.line } else { false }
      }
      #expect(found, "\(unruled.line.text)")
    }
  }

  @Test func aReasonInTheHostIsNoRule() {
    let explanation = LogExplanation(of: "xc: error: set HVM param 9 = 0x0000000000000065 (17 = File exists)")
    #expect(rules("xc: error: set HVM param 9 = 0x0000000000000065 (17 = File exists)").isEmpty)
    #expect(explanation.isKnown)
    #expect(explanation.numbers.map(\.meaning) == ["HVM_PARAM_VIRIDIAN"])
  }

  @Test func aLineThatNobodyKnowsHasTheNearestOnes() {
    let explanation = LogExplanation(of: "PT base was found to be bad")
    #expect(!explanation.isKnown)
    #expect(explanation.nearest.contains { $0.text.hasPrefix("PT base is bad") })
    #expect(LogExplanation(of: "the weather is fine").nearest.isEmpty)
    #expect(LogExplanation(ofLogged: "kernel: eth0: link up") == nil)
    #expect(LogExplanation(ofLogged: "") == nil)
  }

  @Test(arguments: numbers)
  private func theNumbersOfALineAreTold(_ told: Told) {
    #expect(meanings(told.line) == told.meanings)
  }

  /// Whatever stands in a log, looking it up ends, and soon.
  @Test func noLineTakesLong() {
    for word in ["pfn ", "record truncated header ", "0x", "…", "restore mismatch expected ", "\u{0}\u{ffff}"] {
      let line = String(repeating: word, count: 200)
      _ = LogExplanation(of: line)
      _ = LogExplanation(ofLogged: line)
    }
  }
}
