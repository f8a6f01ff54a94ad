import Samples
import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// Tables of symbols, in a guest made up for the purpose: each character of a name is a token of its own, and token 0
/// is a long one.
@Suite struct KernelSymbolsTests {
  private static let longToken = "a_long_token_"

  private func guest(
    _ symbols: [(offset: Int32, name: String)], count: UInt64? = nil, isPadded: Bool = false
  ) -> SmallKernel {
    var guest = SmallKernel()
    guest.put([UInt8](repeating: 0, count: 4096), at: 0x22000)
    guest.put([UInt8](repeating: 0, count: 4096), at: 0x23000)
    let table = SampleSymbolTable(
      symbols.map { SampleSymbolTable.Symbol($0.name, offset: $0.offset) }, words: [0: Self.longToken],
      hasWideLengths: isPadded)
    table.put(
      in: &guest.kernel,
      at: .init(count: 0x20000, base: 0x21000, offsets: 0x22000, names: 0x23000, tokens: 0x24000, index: 0x25000),
      base: SmallKernel.base)
    if let count { guest.put(count, at: 0x20000, bytes: 4) }
    return guest
  }

  private func symbols(_ guest: SmallKernel) throws -> KernelSymbols { try KernelSymbols(.of(guest.stream())) }

  /// A per-CPU symbol, then three of the image, two of them at one address.
  private static let mixed: [(Int32, String)] = [
    (16, "cpu"), (-1, "start"), (-0x101, "first"), (-0x101, "alias"), (-0x201, "end"),
  ]

  @Test(arguments: [false, true]) func anAddressHasTheSymbolBeforeIt(isPadded: Bool) throws {
    let symbols = try symbols(guest(Self.mixed, isPadded: isPadded))
    let name = { (offset: UInt64) in try symbols.name(of: SmallKernel.base + offset)?.text() }
    #expect(try name(0) == "start+0x0")
    #expect(try name(0xff) == "start+0xff")
    // Of two at one address it is the first.
    #expect(try name(0x110) == "first+0x10")
    #expect(try name(0x200) == "end+0x0")
    // Behind the last symbol and before the image lies something else.
    #expect(try name(0x201) == nil)
    #expect(try symbols.name(of: 20) == nil)
  }

  @Test func aNameHasItsAddresses() throws {
    let symbols = try symbols(guest(Self.mixed + [(-0x301, "first"), (-0x401, Self.longToken)]))
    #expect(try symbols.addresses(of: "first") == [SmallKernel.base + 0x100, SmallKernel.base + 0x300])
    #expect(try symbols.addresses(of: Self.longToken) == [SmallKernel.base + 0x400])
    #expect(try symbols.addresses(of: "cpu") == [16])
    #expect(try symbols.addresses(of: "fir") == [])
    #expect(try symbols.addresses(of: "Tfirst") == [])
  }

  @Test func offsetsOfNewerKernelsCountFromTheBase() throws {
    let symbols = try symbols(guest([(0, "start"), (0x80, "next"), (0x100, "end")]))
    #expect(try symbols.name(of: SmallKernel.base + 0x81)?.text() == "next+0x1")
  }

  @Test func manySymbolsAreFoundByMarks() throws {
    let many = (0..<900).map { (offset: Int32(-1 - $0 * 16), name: "s\($0)") }
    let symbols = try symbols(guest(Array(many.prefix(700))))
    for place in [0, 255, 256, 257, 511, 512, 698] {
      #expect(try symbols.name(of: SmallKernel.base + UInt64(place * 16) + 3)?.text() == "s\(place)+0x3")
    }
  }

  @Test func damagedTablesSaySo() throws {
    #expect(throws: LinuxGap.damaged("kallsyms_num_syms")) { try symbols(guest(Self.mixed, count: 1 << 30)) }
    // More than there are: the offsets behind them are zero, which is out of order.
    #expect(throws: LinuxGap.self) { try symbols(guest(Self.mixed, count: 900)).name(of: SmallKernel.base) }
    var cut = guest(Self.mixed)
    cut.remove(pfn: 0x22)
    #expect(throws: LinuxGap.self) { try symbols(cut).name(of: SmallKernel.base) }
    var nameless = guest(Self.mixed)
    nameless.remove(pfn: 0x23)
    #expect(try symbols(nameless).name(of: SmallKernel.base) == nil)
  }
}
