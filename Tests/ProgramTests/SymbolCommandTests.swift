import TestSupport
import Testing

/// `savescope symbol`.
@Suite struct SymbolCommandTests {
  private func symbol(_ wanted: String...) throws -> ChildProcess {
    try ChildProcess.run(Fixtures.programPath, ["symbol", Fixtures.sample("v3-linux.bin")] + wanted)
  }

  @Test func whatItSaysOfAnAddressLeadsBackToIt() throws {
    let run = try symbol("0xffffffff81000b08", "xen_hypercall_sched_op+0x8", "xen_hypercall_sched_op")
    #expect(run.status == 0)
    #expect(run.output == "xen_hypercall_sched_op+0x8\n0xffffffff81000b08\n0xffffffff81000b00\n")
  }

  @Test(arguments: ["no_such_symbol", "no_such_symbol+0x8", "init_task+", "+0x8"])
  func whatTheTableDoesNotHaveIsStatusOne(wanted: String) throws {
    let run = try symbol(wanted)
    #expect(run.status == 1 && run.output == "?\n")
  }
}
