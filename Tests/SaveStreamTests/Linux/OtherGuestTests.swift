import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// Guests that are no Linux, made up by the sign that tells what they are; and Linux guests that hold the same as a
/// file.
@Suite struct OtherGuestTests {
  /// What a guest is taken for, when its vCPU has the tables of `guest`.
  private func other(_ guest: SmallKernel, describes: Bool = false) throws -> OtherGuest? {
    let registers: [String: UInt64] = ["cr0": 0x8000_0011, "cr3": SmallKernel.rootPFN << 12, "efer": 0x500]
    let read = try IndexedCapture(bytes: guest.stream(describes: describes, registers: registers))
    var search = try KernelSearch(GuestMemory(capture: read.capture, index: read.index), at: 0)
    while try !search.step() {}
    return search.other
  }

  private func text(_ words: String) -> CaptureText { CaptureText(words.utf8) }

  @Test func aGuestWithoutASignHasNoName() throws {
    var guest = SmallKernel()
    guest.put(Array("FreeBSD NetBSD Windows KDBG Solo5 Xen OSv Unikraft".utf8), at: 0x10000)
    #expect(try other(guest) == nil)
  }

  // MARK: Windows

  @Test func windowsIsNamedByWhatItTellsTheHypervisor() {
    let version = OtherGuest.WindowsVersion(major: 6, minor: 1, build: 0x2580)
    #expect(OtherGuest(guestOSID: 0x0001_0406_0103_2580) == .windows(version))
    #expect(OtherGuest(guestOSID: 0x8200_0000_0000_0000) == .freeBSD(version: nil))
    #expect(OtherGuest(guestOSID: 0x8300_0000_0000_0000) == .openSource(3))
    #expect(OtherGuest(guestOSID: 0x8100_0000_0000_0000) == nil)
    #expect(OtherGuest(guestOSID: 0) == nil)
  }

  /// The page that Windows shares with its processes, mapped where it has it.
  private func sharedPage(major: UInt64, minor: UInt64, build: UInt64) -> SmallKernel {
    var guest = SmallKernel()
    guest.put("C:\\Windows".utf8.flatMap { [$0, 0] }, at: 0x10030)
    guest.put(build, at: 0x10260, bytes: 4)
    guest.put(major, at: 0x1026c, bytes: 4)
    guest.put(minor, at: 0x10270, bytes: 4)
    guest.kernel.tablePFNs = 0x20..<0x23
    guest.kernel.map(0xffff_f780_0000_0000, to: 0x10, flags: 0x63)
    return guest
  }

  @Test func windowsIsNamedByThePageThatItShares() throws {
    let version = OtherGuest.WindowsVersion(major: 10, minor: 0, build: 19045)
    #expect(try other(sharedPage(major: 10, minor: 0, build: 19045)) == .windows(version))
    // Older ones have no build there.
    let older = OtherGuest.WindowsVersion(major: 6, minor: 3, build: nil)
    #expect(try other(sharedPage(major: 6, minor: 3, build: 0)) == .windows(older))
    #expect(try other(sharedPage(major: 77, minor: 0, build: 19045)) == nil)
    #expect(LinuxText.name(of: .windows(version)) == "Windows (NT 10.0, build 19045)")
    #expect(LinuxText.name(of: .windows(older)) == "Windows (NT 6.3)")
    #expect(LinuxText.name(of: .windows(nil)) == "Windows")
  }

  /// The block for a debugger, and what it says the kernel's image is.
  private func debuggerBlock(_ image: String, machine: UInt64 = 0x8664) -> SmallKernel {
    var guest = SmallKernel()
    guest.put(Array("KDBG".utf8), at: 0x10110)
    guest.put(0x360, at: 0x10114, bytes: 4)
    guest.put(addressOf: 0x12000, at: 0x10118)
    guest.put(Array(image.utf8), at: 0x12000)
    guest.put(0x80, at: 0x1203c, bytes: 4)
    guest.put(0x4550, at: 0x12080, bytes: 4)
    guest.put(machine, at: 0x12084, bytes: 2)
    return guest
  }

  @Test func windowsIsNamedByTheBlockForItsDebuggerWhereThatLeadsToItsImage() throws {
    #expect(try other(debuggerBlock("MZ")) == .windows(nil))
    #expect(try other(debuggerBlock("NO")) == nil)
    #expect(try other(debuggerBlock("MZ", machine: 0x14c)) == nil)
  }

  // MARK: BSD

  private func freeBSD(mappedAt place: UInt64) -> SmallKernel {
    var guest = SmallKernel()
    guest.putFreeBSD(mappedAt: place)
    return guest
  }

  @Test func freeBSDIsNamedByTheHeadOfItsImage() throws {
    let found = try other(freeBSD(mappedAt: 0x10000))
    #expect(found == .freeBSD(version: text("1302001")))
    #expect(found.map { LinuxText.name(of: $0) } == "FreeBSD (version 1302001)")
  }

  @Test func aFileWithFreeBSDsKernelIsNoFreeBSD() throws {
    var guest = freeBSD(mappedAt: 0x30000)
    guest.put(Array("Linux version 2.6.18 (made up) #1".utf8), at: 0x14000)
    #expect(try other(guest) == nil)
  }

  private func messages(_ line: String, magic: UInt64 = 0x06_3061, next: UInt64 = 100) -> SmallKernel {
    var guest = SmallKernel()
    for (place, number) in [magic, next, 0, 8000].enumerated() { guest.put(number, at: 0x10000 + UInt64(place) * 8) }
    guest.put(Array("\nCopyright (c) all\n\(line)\n\tbuilt\n".utf8), at: 0x10020)
    return guest
  }

  @Test func netBSDAndOpenBSDAreNamedByTheirMessages() throws {
    #expect(try other(messages("NetBSD 9.3 (GENERIC) #0: today")) == .netBSD(version: text("9.3")))
    #expect(try other(messages("OpenBSD 7.4 (GENERIC) #1: today")) == .openBSD(version: text("7.4")))
    #expect(try other(messages("NetBSD is an operating system")) == nil)
    #expect(try other(messages("NetBSD 9.3 (GENERIC)", magic: 0x06_3062)) == nil)
    #expect(try other(messages("NetBSD 9.3 (GENERIC)", next: 9000)) == nil)
  }

  @Test func whatAGuestSaysOfItsVersionIsEscaped() throws {
    let found = try #require(try other(messages("NetBSD 9\u{1b}[2J (GENERIC)")))
    #expect(LinuxText.name(of: found) == "NetBSD 9\\x1b[2J")
  }

  // MARK: Notes

  @Test(arguments: ["Mini-OS-x86_64", "Unikraft", "OSv"]) func anImageIsNamedAsItTellsXen(_ name: String) throws {
    var guest = SmallKernel()
    guest.put(SmallKernel.note(6, name) + SmallKernel.note(7, "0.1"), at: 0x10204)
    #expect(try other(guest) == .named(text(name), version: text("0.1")))
    #expect(
      LinuxText.name(of: .named(text(name), version: text("0.1")))
        == "one whose image calls itself \(name), version 0.1")
  }

  @Test func aUnikernelOnSolo5IsNamedByItsNotes() throws {
    var guest = SmallKernel()
    guest.put(SmallKernel.note(0x3154_464d, "Solo5", [1, 0, 0, 0]), at: 0x10100)
    #expect(try other(guest) == .solo5)
    var another = SmallKernel()
    another.put(SmallKernel.note(1, "Solo5", [1, 0, 0, 0]), at: 0x10100)
    #expect(try other(another) == nil)
  }

  @Test(arguments: ["banner", "note", "description"]) func aLinuxThatHasSuchAnImageAsAFileIsNotTakenForIt(
    _ sign: String
  ) throws {
    var guest = SmallKernel()
    guest.put(SmallKernel.note(6, "OSv") + SmallKernel.note(0x3149_4241, "Solo5", [1, 0, 0, 0]), at: 0x10100)
    switch sign {
    case "banner": guest.put(Array("Linux version 2.6.18 (made up) #1".utf8), at: 0x14040)
    case "note": guest.put(SmallKernel.note(6, "linux"), at: 0x14040)
    default: break
    }
    #expect(try other(guest, describes: sign == "description") == nil)
  }

  @Test func notesThatAreCutOrTooLongNameNothing() throws {
    var guest = SmallKernel()
    // The name that it gives stands in the next page.
    guest.put(SmallKernel.note(6, "OSv"), at: 0x10ff0)
    guest.put(SmallKernel.note(6, String(repeating: "x", count: 200)), at: 0x11100)
    guest.put(SmallKernel.note(6, "a\u{7}b"), at: 0x12100)
    #expect(try other(guest) == nil)
  }
}
