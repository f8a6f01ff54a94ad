import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// What a PV guest's state and page tables lead to.
@Suite struct PVRelationsTests {
  private static let samples = ["pv64.bin", "pv32.bin", "pv64-remus-compressed.bin", "v3-pv.bin"]
  private static let whole =
    (Fixtures.tiny + Fixtures.large + Fixtures.v3).filter { !$0.name.contains("hvm") && !$0.name.contains("pvh") }

  @Test(arguments: samples)
  func samplesAreSound(_ file: String) throws {
    #expect(try PatchedGuest(file).findings().map(\.rule) == [])
  }

  /// Real senders write no relation that a receiver refuses.
  @Test(arguments: whole)
  func realCapturesAreSound(_ fixture: CaptureFixture) throws {
    let read = try IndexedCapture(path: fixture.path)
    let pass = SecondPass(capture: read.capture, index: read.index)
    try pass.run()
    #expect(pass.findings.map(\.rule) == [])
  }

  // MARK: Page tables

  @Test(arguments: ["pv64.bin", "pv32.bin", "v3-pv.bin"])
  func anEntryBeyondTheLastPFNIsFoundWhereItStands(_ file: String) throws {
    var guest = try PatchedGuest(file)
    guest.set(5, of: PatchedGuest.userL1, to: 0x5_0000, isPresent: false)
    #expect(try guest.findings().isEmpty, "it is not present")
    guest.set(5, of: PatchedGuest.userL1, to: 0x5_0000)
    let findings = try guest.findings()
    #expect(findings.map(\.rule) == [.pageTableFrameRange])
    #expect(findings.map(\.offset) == [UInt64(guest.offset(of: 5, in: PatchedGuest.userL1))])
    #expect(findings.map(\.severity) == [.error])
    let words = findings.map(FindingText.message(for:)).joined()
    #expect(words.contains(file.hasPrefix("v3") ? "Bad mfn for L1[5]" : "Frame number in page table is out of range"))
    #expect(words.contains("entry 5 of the L1 page table PFN 0x20 leads to PFN 0x50000"))
  }

  @Test(arguments: ["pv64.bin", "pv32.bin", "v3-pv.bin"])
  func aTableMayBeMappedIfNotWritable(_ file: String) throws {
    var guest = try PatchedGuest(file)
    guest.set(7, of: PatchedGuest.userL1, to: PatchedGuest.kernelL4)
    #expect(try guest.findings().isEmpty)
    guest.set(7, of: PatchedGuest.userL1, to: PatchedGuest.kernelL4, isWritable: true)
    let findings = try guest.findings()
    #expect(findings.map(\.rule) == [.pageTableWritable])
    #expect(findings.map(\.offset) == [UInt64(guest.offset(of: 7, in: PatchedGuest.userL1))])
    #expect(findings.map(FindingText.message(for:)).joined().contains("Failed to pin batch of"))
  }

  @Test(arguments: ["pv64.bin", "v3-pv.bin"])
  func anUpperTableLeadsToTablesOfTheLevelBelow(_ file: String) throws {
    let tables = [PatchedGuest.kernelL4, PatchedGuest.kernelL3, PatchedGuest.kernelL2]
    for (table, wrong) in zip(tables, [PatchedGuest.kernelL2, PatchedGuest.kernelL1, 0x5] as [UInt64]) {
      var guest = try PatchedGuest(file)
      guest.fill(0x5, with: 0xff)
      let free = (0..<200).first { guest.entry($0, of: table) == 0 } ?? 0
      guest.set(free, of: table, to: wrong)
      let findings = try guest.findings().filter { $0.rule != .pageTableFrameRange }
      #expect(findings.map(\.rule) == [.pageTableLevel], "of PFN \(table)")
      #expect(findings.map(\.offset) == [UInt64(guest.offset(of: free, in: table))])
    }
  }

  /// Xen takes a page without entries for an empty table, and then the guest must not write to it.
  @Test func anEmptyPageIsATableWhereNothingMapsItWritable() throws {
    var guest = try PatchedGuest("pv64.bin")
    let page = try #require(unmappedPage(of: guest))
    guest.fill(page, with: 0)
    guest.set(100, of: PatchedGuest.kernelL2, to: page)
    #expect(try guest.findings().isEmpty)
    guest.set(9, of: PatchedGuest.userL1, to: page, isWritable: true)
    #expect(try guest.findings().map(\.rule) == [.pageTableWritable])
  }

  /// A page that was sent, and that no first-level table of the sample maps writable.
  private func unmappedPage(of guest: PatchedGuest) -> UInt64? {
    let tables: [UInt64] = [0x1c, 0x20]
    return (1..<0x18).first { pfn in
      guest.offset(of: 0, in: pfn) > 0
        && !tables.contains { table in
          (0..<512).contains {
            guest.entry($0, of: table) >> 12 & 0xfffff == pfn && guest.entry($0, of: table) & 3 == 3
          }
        }
    }
  }

  @Test func aTableMayShowItselfIfNotWritable() throws {
    var guest = try PatchedGuest("pv64.bin")
    guest.set(100, of: PatchedGuest.kernelL4, to: PatchedGuest.kernelL4)
    #expect(try guest.findings().isEmpty)
    guest.set(100, of: PatchedGuest.kernelL4, to: PatchedGuest.kernelL4, isWritable: true)
    #expect(try guest.findings().map(\.rule) == [.pageTableLevel])
  }

  @Test func whatXenMakesAnewIsNotJudged() throws {
    var guest = try PatchedGuest("pv64.bin")
    guest.set(260, of: PatchedGuest.kernelL4, to: PatchedGuest.kernelL4, isWritable: true)
    #expect(try guest.findings().isEmpty)
    guest.set(272, of: PatchedGuest.kernelL4, to: PatchedGuest.kernelL4, isWritable: true)
    #expect(try guest.findings().isEmpty == false)
  }

  @Test func aTableThatIsNotThereIsAWarning() throws {
    var guest = try PatchedGuest("v3-pv.bin")
    guest.set(100, of: PatchedGuest.kernelL2, to: 0x16)
    let findings = try guest.findings()
    #expect(findings.map(\.rule) == [.pageTableMissing])
    #expect(findings.map(\.severity) == [.warning])
  }

  /// Tables that nothing leads to may hold what they like, but for PFNs that no receiver can place.
  @Test func ofATableThatNothingLeadsToOnlyTheRangeCounts() throws {
    var guest = try PatchedGuest("pv64.bin")
    for table in PatchedGuest.secondLevel {
      for entry in 0..<512 where guest.entry(entry, of: table) >> 12 == PatchedGuest.kernelL1 {
        guest.set(entry, of: table, to: 0, isPresent: false)
      }
    }
    guest.set(7, of: PatchedGuest.kernelL1, to: PatchedGuest.kernelL4, isWritable: true)
    #expect(try guest.findings().isEmpty)
    guest.set(7, of: PatchedGuest.kernelL1, to: 0x5_0000)
    let findings = try guest.findings()
    #expect(findings.map(\.rule) == [.pageTableFrameRange])
    #expect(findings.map(\.severity) == [.warning])
  }

  @Test func aTableFullOfFaultsHasAFewFindings() throws {
    var guest = try PatchedGuest("pv64.bin")
    for entry in 0..<512 { guest.set(entry, of: PatchedGuest.userL1, to: 0x5_0000) }
    let count = try guest.findings().filter { $0.rule == .pageTableFrameRange }.count
    #expect((1...8).contains(count))
  }

  // MARK: What vCPUs name

  @Test func aModernReceiversWordsAreThoseOfItsRelease() throws {
    var guest = try PatchedGuest("v3-pv.bin")
    guest.setContext(0x10 << 12, at: 5008)
    let base = try guest.findings()
    #expect(base.map(\.rule) == [.vcpuPageTableBase])
    #expect(base.map(\.offset) == [UInt64(guest.contextOffset + 5008)])
    #expect(base.map(FindingText.message(for:)).joined().contains("cr3 (pfn 0x10) has bad type 0, expected 4"))

    guest = try PatchedGuest("v3-pv.bin")
    guest.setContext(0x16, at: 4832)
    let frames = try guest.findings()
    #expect(frames.map(\.rule) == [.vcpuDescriptorTable])
    #expect(frames.map(FindingText.message(for:)).joined().contains("GDT frame 0 has bad mfn"))

    guest = try PatchedGuest("v3-pv.bin")
    guest.setContext(PatchedGuest.kernelL1, at: 616)
    #expect(
      try guest.findings().map(FindingText.message(for:)).joined().contains("Start Info pfn 0x1c has bad type 1"))
  }

  @Test func aPFNBehindTheLastIsNamedWithItsVcpuWhileReading() throws {
    var guest = try PatchedGuest("pv64.bin")
    guest.setContext(7169, at: 4960)
    guest.setContext(0x5_0000, at: 616)
    let read = try IndexedCapture(bytes: guest.bytes)
    #expect(read.index.findings.map(\.rule) == [.vcpuDescriptorCount])
    guest.setContext(512, at: 4960)
    #expect(try IndexedCapture(bytes: guest.bytes).index.findings.map(\.rule) == [.startInfoFrame])
  }

  @Test(arguments: ["pv64.bin", "v3-pv.bin"])
  func theRingsOfTheStartInfoPageHaveToBeThere(_ file: String) throws {
    let read = try IndexedCapture(path: Fixtures.sample(file))
    var guest = try PatchedGuest(file)
    let startInfo = guest.bytes.number(at: guest.contextOffset + 616, bytes: 8)
    let end = read.index.pfnEnd
    guest.set(end + 1, bytes: 8, at: 56, of: startInfo)
    #expect(try guest.findings().map(\.rule) == [.storeFrame])
    #expect(try guest.findings().map(\.severity) == [.error])
    guest = try PatchedGuest(file)
    guest.set(5, bytes: 8, at: 72, of: startInfo)
    #expect(try guest.findings().isEmpty)
    guest.set(file == "pv64.bin" ? 0x45 : 0x16, bytes: 8, at: 72, of: startInfo)
    let findings = try guest.findings()
    #expect(findings.map(\.rule) == [.consoleFrame])
    #expect(findings.map(\.severity) == [file == "pv64.bin" ? .warning : .error])
  }

  // MARK: The verdict

  @Test func whatAReceiverMeetsAtTheEndLeavesNothingToStartFrom() throws {
    var guest = try PatchedGuest("pv64.bin")
    let sound = try guest.verified().index
    #expect(sound.takeover == 0 && sound.notLookedAt.isEmpty)
    guest.set(7, of: PatchedGuest.userL1, to: PatchedGuest.kernelL4, isWritable: true)
    let read = try IndexedCapture(bytes: guest.bytes)
    #expect(read.index.notLookedAt == .pageTables && read.index.takeover == 0)
    let index = try guest.verified().index
    #expect(index.takeover == nil)
    #expect(StreamText.verdict(on: index) == "not sound for Xen 4.5: 1 error")
  }

  @Test func aStreamThatIsCutInItsOnlyImageHasNothingToLookAt() throws {
    let bytes = try PatchedGuest("pv64.bin").bytes
    for part in [2, 3, 5] {
      let read = try IndexedCapture(bytes: Array(bytes.prefix(bytes.count * part / 6)))
      #expect(read.index.laterChecks == [])
    }
  }
}
