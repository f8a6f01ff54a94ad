import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// What the receivers of Xen's releases make of captures, against what they are known to.
@Suite struct ReceiverJudgeTests {
  private func judge(_ path: String) throws -> ReceiverJudge {
    let read = try IndexedCapture(path: path)
    return try #require(try ReceiverJudge(of: read.index, in: read.capture, findings: read.index.findings))
  }

  private static let xen455 = Receiver.release(PointRelease(4, 5, 5))

  private func verdict(_ judge: ReceiverJudge, _ minor: UInt32, _ point: UInt32) -> ReceiverOutcome.Verdict {
    judge.outcome(for: .release(PointRelease(4, minor, point))).verdict
  }

  // MARK: Against receivers that were run

  /// Captures broken on purpose, and what the receiver of Xen 4.5.5 did with them: `RESULTS.tsv`.
  /// The one that was read as another guest than it is is left out.
  @Test(arguments: Fixtures.malformed.filter { $0.name != "pv-as-hvm" })
  func xen455DoesWithADamagedCaptureWhatItDid(_ fixture: CaptureFixture) throws {
    let rows = try FixtureFile.lines(Fixtures.malformedResults).map {
      $0.split(separator: "\t", omittingEmptySubsequences: false)
    }
    let row = try #require(rows.first { $0[0] == fixture.name })
    let outcome = try judge(fixture.path).outcome(for: Self.xen455)
    #expect(outcome.isRefusal == (row[3] != "0"))
    // One image has no number.
    if !outcome.isRefusal { #expect((outcome.checkpoint ?? 0) + 1 == Int(row[4])) }
  }

  // MARK: Against reports

  /// What `expected.tsv` says of a capture: whether it is sound, and which releases refuse it all the same.
  private struct Report: Sendable, CustomStringConvertible {
    let path: String
    let description: String
    let isSound: Bool
    /// A release that takes it where it is sound.
    let judge: PointRelease
    let refusers: [ClosedRange<PointRelease>]

    init?(_ line: String) {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard cells.count > 6, let fixture = Report.captures.first(where: { $0.name == cells[0] }) else { return nil }
      path = fixture.path
      description = fixture.name
      isSound = cells[1] == "0"
      judge = Fixtures.field.contains { $0.name == cells[0] } ? PointRelease(4, 5, 5) : PointRelease(4, 17, 0)
      refusers = cells[6].split(separator: ",").filter { $0 != "-" }.compactMap { part in
        let bounds = part.split(separator: "-", omittingEmptySubsequences: false)
        guard let first = bounds.first.flatMap({ Self.points(String($0)).first }) else { return nil }
        let last = bounds.last.flatMap { Self.points(String($0)).last } ?? PointRelease.all.last ?? first
        return first...last
      }
    }

    private static let captures = Fixtures.field + Fixtures.largeField

    /// The points that `4.4` or `4.4.1` stands for.
    private static func points(_ text: String) -> [PointRelease] {
      PointRelease.all.filter { $0.text == text || $0.release.text == text }
    }
  }

  private static let reports = ((try? FixtureFile.lines(Fixtures.fieldExpectations)) ?? []).dropFirst()
    .compactMap { Report(String($0)) }.filter { $0.isSound }

  @Test func theReportsNameReceivers() {
    #expect(Self.reports.count { !$0.refusers.isEmpty } >= 6)
  }

  @Test(arguments: reports)
  private func theReleasesThatRefuseASoundCaptureDoAndItsJudgeDoesNot(_ report: Report) throws {
    let judge = try judge(report.path)
    #expect(!judge.outcome(for: .release(report.judge)).isRefusal)
    for range in report.refusers {
      for point in PointRelease.all where range.contains(point) {
        #expect(judge.outcome(for: .release(point)).isRefusal, "\(point.text) takes it")
      }
    }
  }

  @Test(arguments: Fixtures.captures) func xen45TakesAWholeCapture(_ fixture: CaptureFixture) throws {
    let outcome = try judge(fixture.path).outcome(for: Self.xen455)
    #expect(outcome.verdict == .takes, "\(String(describing: outcome.cause))")
  }

  // MARK: Rules of one release

  @Test func xen44HasNoFailOver() throws {
    let remus = try judge(Fixtures.sample("pv64-remus-compressed.bin"))
    let outcome = remus.outcome(for: .release(PointRelease(4, 4, 4)))
    #expect(outcome.domain == .destroyed && outcome.cause?.log == "error when buffering batch, finishing")
    #expect(remus.outcome(for: .release(PointRelease(4, 3, 4))).checkpoint == 5)
    #expect(remus.outcome(for: Self.xen455).checkpoint == 5)
  }

  @Test func whatIsCutIsTakenUpToTheCheckpointBefore() throws {
    let outcome = try judge(Fixtures.sample("hvm-remus-cut.bin")).outcome(for: Self.xen455)
    #expect(outcome.verdict == .takesPart && outcome.checkpoint == 1 && outcome.domain == .starts)
    #expect(outcome.cause?.log == "Error when reading pages")
  }

  @Test func theConverterEndsBehindTheFirstCheckpointAndKnowsNoCompression() throws {
    let plain = try judge(Fixtures.sample("hvm-remus.bin"))
    #expect(plain.outcome(for: .converter).domain == .converted)
    #expect(plain.outcome(for: .release(PointRelease(4, 17, 0))).checkpoint == 0)
    let compressed = try judge(Fixtures.sample("hvm-remus-compressed.bin"))
    #expect(compressed.outcome(for: .converter).cause?.log == "RuntimeError: todo")
  }

  @Test func onlyReleasesSince414TakeAV3Stream() throws {
    let judge = try judge(Fixtures.sample("v3-pv.bin"))
    #expect(judge.outcome(for: Self.xen455).domain == .notCreated)
    let before = judge.outcome(for: .release(PointRelease(4, 13, 5)))
    #expect(before.domain == .destroyed && before.cause?.log == "Invalid Version: Expected 3, Got 2")
    #expect(verdict(judge, 14, 0) == .takes)
    #expect(judge.outcome(for: .converter).isRefusal)
  }

  @Test func receiversGiveUpOnChunksThatCameAfterThem() throws {
    let judge = try judge(Fixtures.sample("hvm.bin"))
    #expect(
      judge.outcome(for: .release(PointRelease(4, 0, 0))).cause?.log == "Max batch size exceeded (-14). Giving up.")
    #expect(
      judge.outcome(for: .release(PointRelease(4, 4, 4))).cause?.log == "Max batch size exceeded (-19). Giving up.")
    #expect(verdict(judge, 5, 0) == .takes)
  }

  @Test func receiversThatDoTheSameStandTogether() throws {
    let shared = try judge(Fixtures.sample("hvm.bin")).outcomes(for: Receiver.all)
    #expect(shared.map(\.receivers) == ["Xen 4.0 to 4.1", "Xen 4.2 to 4.4", "Xen 4.5 or later", "Xen's converter"])
  }

  @Test func theVerdictSaysForWhomItSpeaks() throws {
    let verdict = { (path: String) in StreamText.verdict(on: try IndexedCapture(path: path).index) }
    #expect(try verdict(Fixtures.sample("hvm.bin")) == "sound for Xen 4.5")
    #expect(try verdict(Fixtures.sample("v3-pv.bin")) == "sound for Xen 4.14 or later")
    #expect(try verdict(Fixtures.sample("hvm-remus-cut.bin")) == "not sound for Xen 4.5: 1 warning")
  }
}

/// The table from rules to what receivers do.
@Suite struct ReceptionTests {
  @Test(arguments: FindingRule.allCases) func noReleaseIsSpokenOfTwice(_ rule: FindingRule) {
    for point in PointRelease.all {
      for consumer in [StreamConsumer.release(point), .converter(point)] {
        for guest in GuestKind.allCases {
          let fitting = rule.receptions.filter { $0.receivers.contains(consumer) && ($0.guest ?? guest) == guest }
          #expect(Set(fitting.map(\.action)).count <= 1 || rule.hasExceptions)
        }
      }
    }
  }

  @Test(arguments: FindingRule.allCases) func aLineThatIsFilledInIsTheOneOfTheTable(_ rule: FindingRule) {
    for reception in rule.receptions {
      guard let line = reception.lineFor?(Finding(rule, at: 0, value: 7, limit: 9)), let log = reception.log else {
        continue
      }
      let fixed = log.text.split(separator: "…")
      #expect(fixed.allSatisfy { line.contains($0) })
    }
  }
}

extension FindingRule {
  /// Whether a row for all releases stands behind one for some of them.
  fileprivate var hasExceptions: Bool { [.pageTypeUndefined, .vcpuRecordEmpty].contains(self) }
}
