import TestSupport
import Testing

/// `savescope open` where there is no terminal.
@Suite struct OpenCommandTests {
  private let remus = Fixtures.sample("hvm-remus.bin")
  private let cut = Fixtures.sample("hvm-remus-cut.bin")

  @Test func twoCapturesPrintTheirDifferences() throws {
    let diff = try ChildProcess.savescope("diff", remus, cut)
    #expect(diff.status == 1)
    #expect(!diff.output.isEmpty)
    for arguments in [[remus, cut], ["open", remus, cut]] {
      let run = try ChildProcess.run(Fixtures.programPath, arguments)
      #expect(run.status == diff.status)
      #expect(run.output == diff.output)
      #expect(run.errors == diff.errors)
    }
  }

  @Test func theOptionsHoldForBoth() throws {
    let run = try ChildProcess.savescope(remus, remus, "--color", "always", "--toolstack", "64")
    #expect(run.status == 0)
    let diff = try ChildProcess.savescope("diff", remus, remus, "--color", "always", "--toolstack", "64")
    #expect(run.output == diff.output)
    let wrong = try ChildProcess.savescope(remus, remus, "--toolstack", "32")
    #expect(wrong.status == 2)
  }

  @Test func standardInputHoldsOneCapture() throws {
    let run = try ChildProcess.savescope("-", "-", input: try FixtureFile.bytes(remus))
    #expect(run.status == 64)
    #expect(run.errors.contains("Standard input holds one capture"))
    let compared = try ChildProcess.savescope("-", remus, input: try FixtureFile.bytes(remus))
    #expect(compared.status == 0)
  }
}
