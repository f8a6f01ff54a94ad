import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// Whether a guest is a Linux that can be read, and what is said where it is none.
@Suite struct KernelSearchTests {
  private func gap(_ stream: [UInt8]) throws -> LinuxGap? {
    do {
      _ = try LinuxKernel.of(stream)
      return nil
    } catch let gap as LinuxGap {
      return gap
    }
  }

  @Test func aKernelIsFoundByItsDescription() throws {
    var guest = SmallKernel()
    guest.describe("BUILD-ID=00ff")
    let kernel = try LinuxKernel.of(guest.stream())
    #expect(kernel.info.release == CaptureText("6.1.0-test".utf8))
    #expect(kernel.info.buildID == CaptureText("00ff".utf8))
    #expect(try kernel.memory.physical(SmallKernel.base + 0x5432) == 0x5432)
  }

  @Test func aGuestWithoutADescriptionIsNoLinux() throws {
    #expect(try gap(SmallKernel().stream(describes: false)) == .noLinux)
  }

  @Test func aKernelWithoutItsTablesSaysSo() throws {
    var guest = SmallKernel()
    guest.remove(pfn: SmallKernel.rootPFN + 1)
    #expect(try gap(guest.stream()) == .tablesMissing(CaptureText("6.1.0-test".utf8)))
  }

  @Test func aKernelOf32BitsSaysSo() throws {
    var guest = SmallKernel()
    guest.describe("SIZE(list_head)=8")
    #expect(try gap(guest.stream()) == .narrow(CaptureText("6.1.0-test".utf8)))
  }

  @Test func theOneOfSeveralDescriptionsIsTakenWhoseTablesLeadToThemselves() throws {
    var guest = SmallKernel()
    let stale = "OSRELEASE=5.0-stale\nSYMBOL(swapper_pg_dir)=ffffffff80100000\nNUMBER(phys_base)=0\n"
    guest.put(Array(stale.utf8), at: 0)
    let kernel = try LinuxKernel.of(guest.stream())
    #expect(kernel.pfn == SmallKernel.descriptionPFN)
  }

  @Test func tablesThatLeadInACircleEnd() throws {
    var guest = SmallKernel()
    // Every entry of the root leads to the root itself.
    for place in 0..<UInt64(256) { guest.put(SmallKernel.rootPFN << 12 | 7, at: SmallKernel.rootPFN << 12 + place * 8) }
    let kernel = try LinuxKernel.of(guest.stream())
    var walk = UserPages(kernel.reader, kernel.memory.space)
    var steps = 0
    while try !walk.step(), steps < 10_000 { steps += 1 }
    #expect(steps < 100)
  }
}
