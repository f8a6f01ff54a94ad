import Glibc
@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@Suite struct MemoryCommandTests {
  private let remus = Fixtures.sample("hvm-remus.bin")
  private let cut = Fixtures.sample("hvm-remus-cut.bin")

  @Test func writesLiMEWhereNothingElseIsAskedFor() throws {
    try FixtureFile.withTemporaryFolder { folder in
      let run = try ChildProcess.savescope("memory", remus, "--checkpoint", "2", "-o", "\(folder)/out.lime")
      #expect(run.status == 0)
      #expect(run.errors.contains("as of checkpoint 2"))
      #expect(try FixtureFile.bytes("\(folder)/out.lime").prefix(8) == [0x45, 0x4d, 0x69, 0x4c, 1, 0, 0, 0])
    }
  }

  @Test func writesTheSameToStandardOutput() throws {
    let run = try ChildProcess.savescope(
      "memory", remus, "--checkpoint", "0", "--format", "elf", "--quiet", "-o", "-")
    #expect(run.status == 0)
    #expect(run.errors == "")
    #expect(run.outputBytes.prefix(4) == [0x7f, 0x45, 0x4c, 0x46])
  }

  @Test func aRawImageHasHolesAndSaysSo() throws {
    try FixtureFile.withTemporaryFolder { folder in
      let run = try ChildProcess.savescope(
        "memory", remus, "--checkpoint", "4", "--format", "raw", "-o", "\(folder)/out.raw")
      #expect(run.status == 0)
      #expect(run.errors.contains("holes"))
      #expect(try FixtureFile.bytes("\(folder)/out.raw").count % 4096 == 0)
      let piped = try ChildProcess.savescope("memory", remus, "--checkpoint", "4", "--format", "raw", "-o", "-")
      #expect(piped.status == 2)
      #expect(piped.outputBytes.isEmpty)
    }
  }

  @Test func anIncompleteCheckpointIsWrittenOnlyWhenAllowed() throws {
    try FixtureFile.withTemporaryFolder { folder in
      let path = "\(folder)/out.elf"
      let refused = try ChildProcess.savescope("memory", cut, "--checkpoint", "2", "--format", "elf", "-o", path)
      #expect(refused.status == 2)
      #expect(refused.errors.contains("--allow-incomplete"))
      #expect(FixtureFile.names(in: folder).isEmpty)
      let allowed = try ChildProcess.savescope(
        "memory", cut, "--checkpoint", "2", "--format", "elf", "-o", path, "--allow-incomplete")
      #expect(allowed.status == 0)
    }
  }

  @Test func memoryOfASalvagedCaptureSaysWhatIsMissing() throws {
    try FixtureFile.withTemporaryFolder { folder in
      let read = try IndexedCapture(path: remus)
      let place = Int(read.index.checkpoints[1].offset) + 6000
      let (path, output) = ("\(folder)/damaged.bin", "\(folder)/out.lime")
      try FixtureFile.write(Array(try read.bytes[..<place] + read.bytes[(place + 2500)...]), to: path)
      let refused = try ChildProcess.savescope("memory", path, "--checkpoint", "2", "-o", output)
      #expect(refused.status == 2 && refused.errors.contains("--allow-incomplete"))
      let run = try ChildProcess.savescope(
        "memory", path, "--checkpoint", "2", "-o", output, "--allow-incomplete")
      #expect(run.status == 0)
      #expect(run.errors.contains("warning: this is what could be salvaged: "))
      #expect(run.errors.contains(" lost"))
      #expect(run.errors.contains("warning: damaged: checkpoint 1 "))
      // What lies before the damage is whole.
      let first = try ChildProcess.savescope("memory", path, "--checkpoint", "0", "-o", "\(folder)/0.lime")
      #expect(first.status == 0 && !first.errors.contains("salvaged"))
    }
  }

  @Test func replacesAFileOnlyWhenAskedTo() throws {
    try FixtureFile.withTemporaryFolder { folder in
      let path = "\(folder)/out.lime"
      try FixtureFile.write([1], to: path)
      #expect(try ChildProcess.savescope("memory", remus, "--checkpoint", "0", "-o", path).status == 2)
      #expect(try FixtureFile.bytes(path) == [1])
      #expect(try ChildProcess.savescope("memory", remus, "--checkpoint", "0", "-o", path, "--force").status == 0)
    }
  }

  // MARK: Virtual addresses

  /// A guest with bytes at the end of page 0x30 and at the start of the next, and no page 0x32.
  private func withGuest(_ body: (_ path: String, _ folder: String) throws -> Void) throws {
    var guest = SmallKernel()
    guest.put([1, 2, 3], at: 0x30ffd)
    guest.put([4, 5], at: 0x31000)
    try FixtureFile.withTemporaryFolder { folder in
      try FixtureFile.write(guest.stream(), to: "\(folder)/guest.bin")
      try body("\(folder)/guest.bin", folder)
    }
  }

  @Test func bytesBehindAVirtualAddressComeAsTheyAre() throws {
    try withGuest { guest, folder in
      let run = try ChildProcess.savescope(
        "memory", guest, "--checkpoint", "0", "--va", "0xffffffff80030ffd", "--length", "5", "-o", "-")
      #expect(run.status == 0 && run.errors.isEmpty)
      #expect(run.outputBytes == [1, 2, 3, 4, 5])
      // A page where no length is given.
      let path = "\(folder)/out.bin"
      let page = try ChildProcess.savescope(
        "memory", guest, "--checkpoint", "0", "--va", "0xffffffff80030000", "-o", path)
      #expect(page.status == 0)
      let bytes = try FixtureFile.bytes(path)
      #expect(bytes.count == 4096 && Array(bytes.suffix(3)) == [1, 2, 3])
    }
  }

  @Test(arguments: ["-", "out.bin"]) func aHoleEndsItAndNothingHalfWrittenStays(_ name: String) throws {
    try withGuest { guest, folder in
      let output = name == "-" ? name : "\(folder)/\(name)"
      let run = try ChildProcess.savescope(
        "memory", guest, "--checkpoint", "0", "--va", "0xffffffff80031ffe", "--length", "4", "-o", output)
      #expect(run.status == 2 && run.outputBytes.isEmpty)
      #expect(run.errors.contains("0xffffffff80032000 leads to no page at checkpoint 0: PFN 0x32"))
      #expect(FixtureFile.names(in: folder) == ["guest.bin"])
    }
  }

  @Test func zerosStandInThePlaceOfAHoleWhereThatIsAllowed() throws {
    try withGuest { guest, _ in
      let run = try ChildProcess.savescope(
        "memory", guest, "--checkpoint", "0", "--va", "0xffffffff80031000", "--length", "4098", "--allow-incomplete",
        "-o", "-")
      #expect(run.status == 0)
      #expect(run.outputBytes == [4, 5] + [UInt8](repeating: 0, count: 4096))
      #expect(run.errors.contains("2 bytes that were not there are written as zeros"))
    }
  }

  @Test(arguments: [
    (["--length", "4"], "--length goes with --va"),
    (["--va", "0", "--format", "elf"], "--va writes bytes as they are"),
    (["--va", "0", "--length", "0"], "--length takes 1 to 2^40 bytes"),
    (["--va", "0xffffffffffffffff", "--length", "2"], "No address is that far behind"),
    (["--vcpu", "0"], "--vcpu goes with --va"),
  ])
  func whatDoesNotGoTogetherIsRefused(_ options: [String], _ words: String) throws {
    let run = try ChildProcess.run(
      Fixtures.programPath, ["memory", remus, "--checkpoint", "0", "-o", "-"] + options)
    #expect(run.status == 64 && run.errors.contains(words), "\(run.errors)")
  }
}
