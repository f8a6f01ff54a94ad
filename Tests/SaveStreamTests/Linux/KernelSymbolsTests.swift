import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// Tables of symbols, in a guest made up for the purpose: each character of a name is a token of its own, and token 0 is a
/// long one.
@Suite struct KernelSymbolsTests {
  private static let longToken = "a_long_token_"

  private func guest(
    _ symbols: [(offset: Int32, name: String)], count: UInt64? = nil, isPadded: Bool = false
  ) -> SmallKernel {
    var guest = SmallKernel()
    for (place, name) in ["num_syms", "relative_base", "offsets", "names", "token_table", "token_index"].enumerated() {
      guest.name("kallsyms_\(name)", at: 0x20000 + UInt64(place) * 0x1000)
    }
    guest.put(count ?? UInt64(symbols.count), at: 0x20000, bytes: 4)
    guest.put(SmallKernel.base, at: 0x21000)
    guest.put([UInt8](repeating: 0, count: 4096), at: 0x22000)
    guest.put([UInt8](repeating: 0, count: 4096), at: 0x23000)
    var names: [UInt8] = []
    for (place, symbol) in symbols.enumerated() {
      guest.put(UInt64(UInt32(bitPattern: symbol.offset)), at: 0x22000 + UInt64(place) * 4, bytes: 4)
      let tokens = Array("T".utf8) + (symbol.name == Self.longToken ? [0] : Array(symbol.name.utf8))
      // The longer form of a length holds a short one too.
      names += isPadded ? [0x80 | UInt8(tokens.count), 0] : [UInt8(tokens.count)]
      names += tokens
    }
    guest.put(names, at: 0x23000)
    var place: UInt64 = 0
    for token in 0..<256 {
      let text = token == 0 ? Array(Self.longToken.utf8) : [UInt8(token)]
      guest.put(place, at: 0x25000 + UInt64(token) * 2, bytes: 2)
      guest.put(text + [0], at: 0x24000 + place)
      place += UInt64(text.count + 1)
    }
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
