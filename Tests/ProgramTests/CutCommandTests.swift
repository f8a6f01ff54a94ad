import Samples
@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@Suite struct CutCommandTests {
  private let remus = Fixtures.sample("hvm-remus.bin")

  @Test func writesOneSoundImageAndSaysWhatItHolds() throws {
    try FixtureFile.withTemporaryFolder { folder in
      let path = "\(folder)/cut.bin"
      let run = try ChildProcess.savescope("cut", remus, "--checkpoint", "2", "-o", path)
      #expect(run.status == 0)
      #expect(run.errors.contains("metadata taken over: TSC_INFO, VCPU_INFO"))
      #expect(try ChildProcess.savescope("verify", path).status == 0)
      let summary = try JSONValue(parsing: ChildProcess.savescope("summary", path, "--format", "json").outputBytes)
      #expect(summary["checkpoints"]?.elements.count == 1)
      #expect(summary["stream"]?["checkpointed"] == .bool(false))
    }
  }

  @Test func cutsOutOfANewerStreamToo() throws {
    try FixtureFile.withTemporaryFolder { folder in
      let (remus, path) = (Fixtures.sample("v3-remus.bin"), "\(folder)/cut.bin")
      let run = try ChildProcess.savescope("cut", remus, "--checkpoint", "2", "-o", path)
      #expect(run.status == 0)
      #expect(run.errors.contains("metadata left out: CHECKPOINT, CHECKPOINT_END"))
      #expect(try ChildProcess.savescope("verify", path).status == 0)
      let refused = try ChildProcess.savescope(
        "cut", remus, "--checkpoint", "2", "--for", "4.0", "-o", "\(folder)/old.bin")
      #expect(refused.status == 2 && refused.errors.contains("leave --for out"))
      #expect(FixtureFile.names(in: folder) == ["cut.bin"])
    }
  }

  @Test func refusesAnIncompleteCheckpointAndLeavesNoFile() throws {
    try FixtureFile.withTemporaryFolder { folder in
      let cut = Fixtures.sample("hvm-remus-cut.bin")
      let run = try ChildProcess.savescope("cut", cut, "--checkpoint", "2", "-o", "\(folder)/cut.bin")
      #expect(run.status == 2)
      #expect(run.errors.contains("checkpoint 2 is not complete"))
      #expect(FixtureFile.names(in: folder).isEmpty)
    }
  }

  @Test func anImageWithoutAnyPageIsNotWritten() throws {
    try FixtureFile.withTemporaryFolder { folder in
      var bytes = try FixtureFile.bytes(Fixtures.sample("hvm.bin"))
      // The PFN array of its only batch.
      bytes.replaceSubrange(36..<804, with: repeatElement(0x5a, count: 768))
      let (path, output) = ("\(folder)/damaged.bin", "\(folder)/image.bin")
      try FixtureFile.write(bytes, to: path)
      let run = try ChildProcess.savescope("cut", path, "--salvage", "--checkpoint", "0", "-o", output)
      #expect(run.errors.contains("no page of checkpoint 0 could be salvaged, so there is no image to write"))
      #expect(run.status != 0)
      #expect(FixtureFile.names(in: folder) == ["damaged.bin"])
    }
  }

  @Test(arguments: ["hvm-remus.bin", "v3-remus.bin"].map(Fixtures.sample))
  func cutsASalvagedCheckpointAndSaysWhatIsMissing(_ sample: String) throws {
    try FixtureFile.withTemporaryFolder { folder in
      let read = try IndexedCapture(path: sample)
      let row = try #require(read.index.entryRows.first)
      let place = Int(row.arrayEnd) + 3 * pageSize + 50
      let (path, output) = ("\(folder)/damaged.bin", "\(folder)/cut.bin")
      try FixtureFile.write(Array(try read.bytes[..<place] + read.bytes[(place + 300)...]), to: path)
      let run = try ChildProcess.savescope("cut", path, "--checkpoint", "0", "-o", output)
      #expect(run.status == 0)
      #expect(run.errors.contains("warning: this is what could be salvaged: "))
      #expect(run.errors.contains("warning: damaged: checkpoint 0 "))
      let memory = try GuestMemory(capture: read.capture, index: read.index)
      let pages = try memory.presentPFNs(at: 0).reduce(0) { $0 + $1.count }
      let cut = try IndexedCapture(path: output)
      #expect(cut.index.lastCompleteCheckpoint == 0)
      #expect(cut.index.contents(of: 0).count + 2 >= pages)
    }
  }

  @Test func verifyOfASalvagedCaptureHasCertaintyAndReason() throws {
    try FixtureFile.withTemporaryFolder { folder in
      let path = "\(folder)/damaged.bin"
      var bytes = SampleKind.hvmRemus.bytes
      let row = try #require(IndexedCapture(bytes: bytes).index.entryRows.first)
      bytes.removeSubrange(Int(row.arrayEnd) + 9000..<Int(row.arrayEnd) + 9100)
      try FixtureFile.write(bytes, to: path)
      let run = try ChildProcess.savescope("verify", path, "--salvage", "--format", "json")
      let rows = try #require(JSONValue(parsing: run.outputBytes)["rows"]?.elements)
      let shifted = try #require(rows.first { $0["rule"] == .string("pages-shifted") })
      #expect(shifted["certainty"] == .string("certain") || shifted["certainty"] == .string("likely"))
      #expect(shifted["reason"] != nil)
      #expect(rows.contains { $0["rule"] != .string("pages-shifted") && $0["certainty"] == nil })
    }
  }

  @Test func saysWhatXen40DoesNotGet() throws {
    try FixtureFile.withTemporaryFolder { folder in
      let hvm = Fixtures.sample("hvm.bin")
      let run = try ChildProcess.savescope("cut", hvm, "--checkpoint", "0", "--for", "4.0", "-o", "\(folder)/cut.bin")
      #expect(run.status == 0)
      #expect(run.errors.contains("metadata taken over: TSC_INFO, VCPU_INFO, HVM_IDENT_PT, HVM_VM86_TSS\n"))
      #expect(run.errors.contains("savescope: left out of the tail: HVM record CPU_XSAVE"))
      #expect(run.errors.contains("savescope: shortened as Xen 4.0 has it: HVM record LAPIC"))
      #expect(run.errors.contains("savescope: device-model record written as RemusDeviceModelState\n"))
    }
  }

  @Test func saysThatAReceiverOfAStreamInVerifyModeHasOtherMemory() throws {
    try FixtureFile.withTemporaryFolder { folder in
      var bytes = SampleKind.hvmRemus.bytes
      let end = Int(try #require(IndexedCapture(bytes: bytes).index.checkpoints[0].bodyEnd)) - 4
      bytes.insert(contentsOf: [0xff, 0xff, 0xff, 0xff], at: end)
      let path = "\(folder)/verify.bin"
      try FixtureFile.write(bytes, to: path)
      let run = try ChildProcess.savescope("cut", path, "--checkpoint", "2", "-o", "\(folder)/cut.bin")
      #expect(run.status == 0)
      #expect(
        run.errors.contains("would have kept checkpoint 0's memory; the image has the pages that were sent since"))
      #expect(!run.errors.contains("refuses"))
      let first = try ChildProcess.savescope("cut", path, "--checkpoint", "0", "-o", "\(folder)/first.bin")
      #expect(!first.errors.contains("warning"))
      #expect(try ChildProcess.savescope("summary", path).output.contains("Verify mode is never left"))
    }
  }
}
