import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct KnownPagesTests {
  private func known(_ read: IndexedCapture, at checkpoint: Int = 0) throws -> KnownPages {
    try KnownPages(at: checkpoint, in: GuestMemory(capture: read.capture, index: read.index))
  }

  private func known(sample: String, at checkpoint: Int = 0) throws -> KnownPages {
    try known(IndexedCapture(path: Fixtures.sample(sample)), at: checkpoint)
  }

  @Test func anHVMGuestsRingsAreNamedByTheTailAndTheBodyOfTheCheckpoint() throws {
    let known = try known(sample: "hvm-remus.bin", at: 2)
    #expect(known[0x5c] == [KnownPage(role: .xenstoreRing, source: .tail(2))])
    #expect(known[0x5e] == [KnownPage(role: .ioreq, source: .tail(2))])
    #expect(known[0x5b] == [KnownPage(role: .bufferedIoreq, source: .tail(2))])
    #expect(known[0x5f] == [KnownPage(role: .consoleRing, source: .body(2))])
    #expect(known[0x5d] == [KnownPage(role: .identityPageTable, source: .body(2))])
    #expect(known[0x56] == [KnownPage(role: .ioreqServer(2), source: .body(2))])
    #expect(known[0x12].map(\.role) == [.vm86TaskState])
    #expect(known[0x13].map(\.role) == [.generationID])
    #expect(known[0x14].isEmpty)
  }

  @Test func pageTablesOfAnHVMGuestFollowFromCR3() throws {
    let known = try known(sample: "hvm.bin")
    let table = KnownPage.Role.pageTable(vcpu: 0, level: 4, entryBytes: 8)
    #expect(known[0x02].map(\.role).contains(table))
  }

  @Test(arguments: [("pv64.bin", 64), ("pv32.bin", 32)])
  func aPVGuestsPagesAreNamedByItsVCPUsAndItsStartInfo(_ sample: String, _ bits: Int) throws {
    let known = try known(sample: sample)
    #expect(known.guestBits == bits)
    #expect(known[0x10] == [KnownPage(role: .startInfo, source: .tail(0))])
    #expect(known[0x11] == [KnownPage(role: .xenstoreRing, source: .startInfo(0))])
    #expect(known[0x12] == [KnownPage(role: .consoleRing, source: .startInfo(0))])
    #expect(known[0x0c] == [KnownPage(role: .descriptorTable(vcpu: 0, 0), source: .tail(0))])
    #expect(known[0x0d] == [KnownPage(role: .descriptorTable(vcpu: 1, 0), source: .tail(0))])
    #expect(known[0x13] == [KnownPage(role: .p2m(from: 0), source: .header)])
    let root: UInt64 = bits == 64 ? 0x18 : 0x1d
    let level = bits == 64 ? 4 : 3
    #expect(
      known[root].map(\.role) == [0, 1].map { .pageTable(vcpu: $0, level: level, entryBytes: 8) })
    if bits == 64 { #expect(known[0x1d].map(\.role) == [.userPageTable(vcpu: 0)]) }
  }

  @Test func aCutCheckpointTakesWhatTheOneBeforeItSays() throws {
    let read = try IndexedCapture(path: Fixtures.sample("hvm-remus-cut.bin"))
    let last = read.index.checkpoints.count - 1
    #expect(!read.index.checkpoints[last].isComplete)
    #expect(try known(read, at: last)[0x5c].map(\.source) == [.tail(last - 1)])
  }

  @Test func theRingsAndTablesAreShownByTheirFields() throws {
    let read = try IndexedCapture(path: Fixtures.sample("pv64.bin"))
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    let known = try known(read)
    let fields = { (pfn: UInt64) throws -> [DecodedField] in
      let page = try #require(try memory.page(pfn: pfn, at: 0))
      let structure = try #require(PageStructure(of: known[pfn], type: page.type, guestBits: 64))
      return structure.fields(of: page.bytes)
    }
    #expect(try fields(0x11).first { $0.path == "req_prod" }?.value == .number(117))
    #expect(try fields(0x10).first { $0.path == "store_mfn" }?.value == .pfn(0x11))
    // The L4 leads to three tables; entries of zero are left out.
    let entries = try fields(0x18)
    #expect(entries.map(\.path) == ["entry/[0]", "entry/[272]", "entry/[511]"])
    #expect(entries[0].value == .named(0x1e067, "PFN 0x1e, writable, user, accessed, dirty"))
    let layout = try #require(PageStructure(of: known[0x18], type: PageType(rawValue: 0xc), guestBits: 64)).layout
    #expect(entries.map { PageStructure.pfn(in: $0, of: layout) } == [0x1e, 0x1a, 0x19])
  }

  @Test func anEntryThatIsNotPresentLeadsNowhere() {
    #expect(PageTableFormat.words(for: 0, level: 1) == "none")
    #expect(PageTableFormat.words(for: 0x44004, level: 1) == "not present")
    #expect(PageTableFormat.words(for: 1 << 63 | 0x7_f000 | 0x81, level: 1) == "PFN 0x7f, no-execute")
    #expect(PageTableFormat.words(for: 0x20_00e1, level: 2) == "PFN 0x200, accessed, dirty, large page")
    #expect(PageTableFormat.pfn(of: 0x5e) == nil)
  }

  @Test func anOrdinaryPageHasNoStructure() throws {
    #expect(PageStructure(of: [], type: .ordinary, guestBits: 64) == nil)
    #expect(PageStructure(of: [], type: PageType(rawValue: 1), guestBits: 64)?.layout.name == "l1_page_table")
  }

  /// What the tree says of a tail, and what the guest's memory says of itself.
  @Test(arguments: Fixtures.tiny)
  func theRingsOfARealCaptureAreTheOnesItsTailNames(_ fixture: CaptureFixture) throws {
    let read = try IndexedCapture(path: fixture.path)
    for (checkpoint, row) in read.index.checkpoints.enumerated() where row.isComplete {
      let known = try known(read, at: checkpoint)
      if read.index.stream?.guest == .hvm {
        let path = "checkpoint[\(checkpoint)]/tail/magic-pfns/store_pfn"
        guard case .pfn(let ring)? = read.tree.node(at: path)?.value else {
          Issue.record("no \(path)")
          continue
        }
        #expect(known[ring].contains(KnownPage(role: .xenstoreRing, source: .tail(checkpoint))))
      } else {
        let register = known.guestBits == 64 ? "rdx" : "edx"
        let path = "checkpoint[\(checkpoint)]/tail/vcpu[0]/context/user_regs/\(register)"
        guard case .address(let pfn, _)? = read.tree.node(at: path)?.value else {
          Issue.record("no \(path)")
          continue
        }
        #expect(known[pfn].contains(KnownPage(role: .startInfo, source: .tail(checkpoint))))
        let memory = try GuestMemory(capture: read.capture, index: read.index)
        let page = try #require(try memory.page(pfn: pfn, at: checkpoint))
        let magic = String(decoding: page.bytes.prefix(8), as: UTF8.self)
        #expect(magic == "xen-3.0-")
        let pfns = try #require(read.index.stream?.p2mSize)
        let roles = (0..<pfns).flatMap { known[$0] }.map(\.role)
        #expect(roles.contains(.xenstoreRing) && roles.contains(.consoleRing))
        #expect(roles.contains { if case .p2m = $0 { true } else { false } })
      }
    }
  }

  @Test(arguments: Fixtures.malformed)
  func aBrokenCaptureNamesWhatItCan(_ fixture: CaptureFixture) throws {
    let read = try IndexedCapture(path: fixture.path)
    let last = read.index.checkpoints.count - 1
    guard last >= 0 else { return }
    let known = try known(read, at: last)
    let pfns = try #require(read.index.stream?.p2mSize)
    let roles: [KnownPage.Role] = (0..<pfns).flatMap { known[$0] }.map(\.role)
    #expect(roles.contains(.xenstoreRing) == (read.index.lastCompleteCheckpoint != nil))
  }
}
