import TestSupport
import Testing

/// What is recognised and not read: every command ends with one line that says what it is, who writes it and what reads
/// it, and with exit status 2.
@Suite struct UnreadCaptureTests {
  private static let captures: [(bytes: [UInt8], line: String)] = [
    (
      UnreadCapture.coloBackChannel,
      "holds the back channel of a COLO run, which the secondary of a COLO run writes (libxl and libxc of "
        + "xl migrate-receive --colo), and the primary's libxl and libxc read to keep in step; savescope does not read it"
    ),
    (
      UnreadCapture.qemuState,
      "holds QEMU device-model state, which QEMU writes when a guest is saved (xen-save-devices-state), and reads when "
        + "it is restored; savescope does not read it"
    ),
  ]
  private static let commands: [[String]] = [
    ["open"], ["summary"], ["summary", "--format", "json"], ["tree"], ["pages"], ["page", "--pfn", "0"], ["map"],
    ["log"], ["tasks"], ["symbol", "init_task"], ["verify"], ["cache"], ["memory", "--checkpoint", "0", "-o", "-"],
    ["cut", "--checkpoint", "0", "-o", "-"],
    ["recode", "--to", "plain", "-o", "-"], ["diff"],
  ]

  @Test(arguments: commands) func everyCommandEndsWithTheSameLine(_ command: [String]) throws {
    for (bytes, line) in Self.captures {
      let file = TemporaryFile(bytes)
      let arguments = [command[0], file.path] + command.dropFirst()
      let child = try ChildProcess.run(Fixtures.programPath, arguments)
      #expect(child.status == 2, "\(arguments)")
      #expect(child.errors == "savescope: \(file.path): \(line)\n", "\(arguments)")
    }
  }

  @Test func whatCanBeShownIsShownFirst() throws {
    let file = TemporaryFile(UnreadCapture.receiverSide)
    let tree = try ChildProcess.savescope("tree", file.path)
    #expect(tree.status == 2)
    #expect(tree.output.contains("received") && tree.output.contains("status"))
    let summary = try ChildProcess.savescope("summary", file.path)
    #expect(summary.output.contains("recognised but not read"))
  }
}
