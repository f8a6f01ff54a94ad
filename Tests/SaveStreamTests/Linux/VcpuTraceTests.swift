import Samples
import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// Return addresses found by going over a kernel stack, in guests made up for the purpose.
@Suite struct VcpuTraceTests {
  private static let code: UInt64 = 0x30000
  /// Where tests put a call.
  private static let call = code + 0x100
  /// A stack of 16 KiB, at a multiple of that.
  private static let stack: UInt64 = 0x34000
  private static let stackEnd: UInt64 = 0x38000

  private static func address(_ place: UInt64) -> UInt64 { SmallKernel.base + place }

  /// What is told of the vCPU of a guest.
  /// - Parameter pointer: the place of the stack pointer.
  private func trace(
    _ guest: SmallKernel, pointer: UInt64 = stack, rip: UInt64 = address(code)
  ) throws -> VcpuTrace {
    let stream = guest.stream(registers: ["rip": rip, "rsp": Self.address(pointer)])
    let traces = try VcpuTrace.read(.of(stream), nil)
    #expect(traces.count == 1)
    return try #require(traces.first)
  }

  private func guest(_ code: [UInt8], at place: UInt64 = Self.call) -> SmallKernel {
    var guest = SmallKernel()
    guest.put([UInt8](repeating: 0x90, count: 4096), at: Self.code)
    guest.put([UInt8](repeating: 0, count: Int(Self.stackEnd - Self.stack)), at: Self.stack)
    guest.put(code, at: place)
    return guest
  }

  /// Instructions that call, of every length.
  private static let calls: [[UInt8]] = [
    [0xe8, 0x10, 0, 0, 0], [0xff, 0xd0], [0x41, 0xff, 0xd4], [0xff, 0x10], [0xff, 0x14, 0x24], [0xff, 0x50, 8],
    [0xff, 0x54, 0x24, 8], [0xff, 0x15, 1, 0, 0, 0], [0xff, 0x90, 0, 1, 0, 0], [0xff, 0x14, 0xc5, 0, 1, 0, 0],
    [0xff, 0x94, 0x24, 0, 1, 0, 0],
  ]

  @Test(arguments: calls) func whatStandsBehindACallIsAReturnAddress(_ call: [UInt8]) throws {
    var guest = guest(call)
    let expected = Self.address(Self.call + UInt64(call.count))
    guest.put(expected, at: Self.stack + 0x48)
    #expect(try trace(guest).returns.map(\.address) == [expected])
  }

  /// Instructions that are like calls: jumps by register and memory, a push, a call that leads out of the code.
  private static let others: [[UInt8]] = [
    [0xff, 0xe0], [0xff, 0x25, 1, 0, 0, 0], [0xff, 0x30], [0xe9, 0x10, 0, 0, 0], [0xe8, 0, 0, 0, 0x80], [0xff, 0x50],
    [0x90, 0x90],
  ]

  @Test(arguments: others) func whatStandsBehindAnotherInstructionIsNone(_ code: [UInt8]) throws {
    var guest = guest(code)
    guest.put(Self.address(Self.call + UInt64(code.count)), at: Self.stack)
    #expect(try trace(guest).returns.isEmpty)
  }

  @Test func numbersThatAreNoAddressesOfCodeAreNone() throws {
    var guest = guest([0xff, 0xd0])
    let place = Self.call + 2
    // The physical address, one in the area that maps all memory, one where nothing is mapped, one of a process.
    for (slot, word) in [place, 0xffff_8880_0000_0000 + place, 0xffff_ffff_9000_0102, 0x40_0102, .max].enumerated() {
      guest.put(word, at: Self.stack + UInt64(slot) * 8)
    }
    #expect(try trace(guest).returns.isEmpty)
  }

  @Test func theLastCallComesFirst() throws {
    var guest = guest([0xff, 0xd0, 0x90, 0xff, 0xd0])
    let (first, last) = (Self.address(Self.call + 2), Self.address(Self.call + 5))
    guest.put(last, at: Self.stack + 0x10)
    guest.put(first, at: Self.stack + 0x20)
    // Below the pointer lies what has returned.
    guest.put(first, at: Self.stack + 0x08)
    #expect(try trace(guest, pointer: Self.stack + 0x0c).returns.map(\.address) == [first, last, first])
    #expect(try trace(guest, pointer: Self.stack + 0x10).returns.map(\.address) == [last, first])
  }

  @Test func aStackIsReadOverTheEdgesOfPagesAndToItsEnd() throws {
    var guest = guest([0xff, 0xd0])
    let found = Self.address(Self.call + 2)
    for place in [Self.stack + 0xff8, Self.stack + 0x1000, Self.stackEnd - 8, Self.stackEnd] {
      guest.put(found, at: place)
    }
    // The last of them belongs to another stack.
    #expect(try trace(guest, pointer: Self.stack + 0xff8).returns.count == 3)
    #expect(try trace(guest, pointer: Self.stackEnd - 8).returns.count == 1)
    guest.remove(pfn: (Self.stack + 0x1000) >> 12)
    #expect(try trace(guest, pointer: Self.stack + 0xff8).returns.count == 1)
  }

  @Test func aCallMayLieOnTwoPages() throws {
    let place = Self.code + 0xffc
    var guest = guest([0xe8, 0x10, 0, 0, 0], at: place)
    guest.put(Self.address(place + 5), at: Self.stack)
    #expect(try trace(guest).returns.map(\.address) == [Self.address(place + 5)])
    // Of a page that is not there nothing is known.
    guest.remove(pfn: Self.code >> 12)
    #expect(try trace(guest).returns.isEmpty)
  }

  @Test func moreReturnAddressesThanAreKeptAreToldOf() throws {
    var guest = guest([0xff, 0xd0])
    for slot in 0..<UInt64(65) { guest.put(Self.address(Self.call + 2), at: Self.stack + slot * 8) }
    let trace = try trace(guest)
    #expect(trace.returns.count == 64 && trace.isCut)
    guest.put(0, at: Self.stack)
    #expect(try self.trace(guest).isCut == false)
  }

  @Test func ofAProcessOnlyThePlaceIsTold() throws {
    var guest = guest([0xff, 0xd0])
    guest.put(Self.address(Self.call + 2), at: Self.stack)
    let trace = try trace(guest, rip: 0x40_1000)
    #expect(!trace.isInKernel && trace.returns.isEmpty && trace.place.address == 0x40_1000)
  }

  @Test func theStackOfTheSampleTellsHowItsGuestCameToBeSuspended() throws {
    let kernel = try LinuxKernel.of(SampleKind.v3Linux.bytes)
    let trace = try #require(try VcpuTrace.read(kernel, KernelSymbols(kernel)).first)
    #expect(trace.place.symbol?.text() == "xen_hypercall_sched_op+0x8")
    #expect(
      trace.returns.map { $0.symbol?.text() } == [
        "xen_suspend+0x25", "multi_cpu_stop+0x22", "cpu_stopper_thread+0x22", "smpboot_thread_fn+0x22",
        "kthread+0x22", "ret_from_fork+0x22",
      ])
  }

  /// Of each vCPU, in their order.
  @Test(arguments: LinuxTruth.all) func whereAVcpuStoodHasTheSymbolThatADebuggerTells(_ truth: LinuxTruth) throws {
    let read = try IndexedCapture(path: truth.capture.path)
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    let checkpoint = try truth.checkpoint ?? #require(read.index.lastCompleteCheckpoint)
    var search = try KernelSearch(memory, at: checkpoint)
    let kernel = try search.run()
    let traces = try VcpuTrace.read(kernel, KernelSymbols(kernel))
    #expect(!traces.isEmpty && traces.allSatisfy { $0.isInKernel && $0.place.symbol != nil })
    for (trace, expected) in try zip(traces, truth.symbols()) {
      #expect(trace.place.address == expected.address)
      #expect(trace.place.symbol?.text() == expected.name)
    }
  }
}
