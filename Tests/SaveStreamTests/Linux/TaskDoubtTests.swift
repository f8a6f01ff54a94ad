import Samples
import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// What is said of tasks and owners that are not known as the sample's guest is damaged.
@Suite struct TaskDoubtTests {
  private static let bytes = SampleKind.v3Linux.bytes

  private func list(_ bytes: [UInt8]) throws -> TaskList {
    let list = try TaskList(LinuxKernel.of(bytes))
    try list.run()
    return list
  }

  private func gap(_ bytes: [UInt8]) throws -> LinuxGap? {
    var search = try OwnerSearch(list(bytes))
    while try !search.step() {}
    return search.gap
  }

  /// The sample with bytes in place of those at an address of its kernel, wherever the page was sent.
  private func sample(_ new: [UInt8], at address: UInt64, _ list: TaskList) throws -> [UInt8] {
    let physical = try #require(try list.kernel.memory.physical(address))
    var bytes = Self.bytes
    let read = try IndexedCapture(bytes: bytes)
    let rows = PageRows(capture: read.capture, index: read.index)
    for row in try rows.rows(0..<rows.count(contentOnly: true), contentOnly: true) where row.pfn == physical >> 12 {
      let place = Int(try #require(row.offset)) + Int(physical & 4095)
      bytes.replaceSubrange(place..<place + new.count, with: new)
    }
    return bytes
  }

  private func number(_ number: UInt64) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) } }

  /// A task of the sample by its pid.
  private func task(_ pid: UInt32, _ list: TaskList) throws -> KernelTask {
    try #require(list.tasks.first { $0.pid == pid })
  }

  @Test func nothingIsDoubtedOfTheSample() throws {
    let list = try list(Self.bytes)
    #expect(list.gap == nil && list.doubt == nil && LinuxText.remark(of: list) == nil)
    #expect(try gap(Self.bytes) == nil)
  }

  @Test func aLinkThatSkipsTasksIsNoticed() throws {
    let list = try list(Self.bytes)
    let next = try #require(list.layout).next
    let (first, skipped, last) = try (task(2, list), task(31, list), task(88, list))
    let damaged = try sample(number(last.address + next), at: first.address + next, list)
    let short = try self.list(damaged)
    #expect(!short.tasks.contains { $0.pid == skipped.pid } && short.tasks.last?.pid == 88)
    #expect(short.gap == nil && short.doubt == .tasksSkipped(first.address))
    #expect(LinuxText.remark(of: short)?.contains("may be missing") == true)
  }

  @Test func aProcessWithoutPageTablesIsNamed() throws {
    let list = try list(Self.bytes)
    let gardener = try task(88, list)
    let mm = try #require(gardener.mm)
    let layout = try #require(list.layout)
    let pgd = try #require(try list.kernel.memory.number(at: mm + layout.pgd))
    let expected = LinuxGap.ownerless([.init(tgid: 88, comm: gardener.comm)], others: 0)
    // Its root leads nowhere, or to a page that there is none of.
    #expect(try gap(sample([UInt8](repeating: 0, count: 2048), at: pgd, list)) == expected)
    #expect(try gap(sample(number(0x7_ffff_f067), at: pgd, list)) == expected)
    #expect(LinuxText.words(for: expected).contains("gardener (88)"))
  }
}
