import Samples
@_spi(Measuring) import SaveStream
import TestSupport

/// Guests of a few pages, each with one thing that is read of a guest's kernel: whole, or with numbers in it that mean
/// anything.
enum SmallGuests {
  /// A stream with one of them.
  static func stream(_ random: inout Random) -> [UInt8] {
    var guest = SmallKernel(levels: random.below(4) == 0 ? 5 : 4)
    switch random.below(10) {
    case 8...9: putFrames(in: &guest, &random)
    case 0: putCharacters(in: &guest, &random)
    case 1: putRecords(in: &guest, &random)
    case 2: putRing(in: &guest, &random)
    case 3: putSymbols(in: &guest, &random)
    case 4: putStack(in: &guest, &random)
    case 5...6: return other(guest, &random)
    default: putStructures(in: &guest, &random)
    }
    damage(&guest, &random)
    return guest.stream(registers: registers(at: stack + UInt64(random.below(64)) * 8))
  }

  private static let tables: [String: UInt64] = ["cr0": 0x8000_0011, "cr3": SmallKernel.rootPFN << 12, "efer": 0x500]
  private static let (code, stack): (UInt64, UInt64) = (0x30000, 0x34000)

  private static func registers(at pointer: UInt64) -> [String: UInt64] {
    tables.merging(["rip": SmallKernel.base + code, "rsp": SmallKernel.base + pointer]) { $1 }
  }

  private static func damage(_ guest: inout SmallKernel, _ random: inout Random) {
    guard random.flip() else { return }
    for _ in 0..<random.below(5) {
      let place = 0x10000 + UInt64(random.below(0x28000))
      guest.put(random.flip() ? random.next() : UInt64(random.below(300)), at: place, bytes: random.flip() ? 8 : 2)
    }
    if random.below(4) == 0 { guest.remove(pfn: 0x10 + UInt64(random.below(0x28))) }
  }

  // MARK: Logs

  private static func putCharacters(in guest: inout SmallKernel, _ random: inout Random) {
    let lines = (0..<1 + random.below(6)).map { number in
      "<\(random.below(9))>[    \(number).20456\(random.below(9))] line \(number)\u{1b}"
    }
    let text = lines.joined(separator: "\n") + (random.flip() ? "\n<4>no time\nnot a level" : "\n")
    let count = UInt64(text.utf8.count)
    let end = random.flip() ? nil : count + UInt64(random.below(500))
    guest.putLog(text, room: 64 << UInt64(random.below(5)), end: end)
  }

  private static func putRecords(in guest: inout SmallKernel, _ random: inout Random) {
    for line in [
      "SIZE(printk_log)=16", "OFFSET(printk_log.ts_nsec)=0", "OFFSET(printk_log.len)=8",
      "OFFSET(printk_log.text_len)=10",
    ] {
      guest.describe(line)
    }
    for (place, symbol) in ["log_buf", "log_buf_len", "log_first_idx", "log_next_idx"].enumerated() {
      guest.name(symbol, at: 0x10000 + UInt64(place) * 8)
    }
    guest.put([UInt8](repeating: 0, count: 512), at: 0x11000)
    var place: UInt64 = 0
    for number in 0..<UInt64(1 + random.below(8)) {
      let text = Array("record \(number)\(random.flip() ? "\nits second line" : "")".utf8)
      let length = UInt64((16 + text.count + 7) / 8 * 8)
      guest.put(number * 1_000_000_007, at: 0x11000 + place)
      guest.put(length, at: 0x11000 + place + 8, bytes: 2)
      guest.put(UInt64(text.count), at: 0x11000 + place + 10, bytes: 2)
      guest.put(text, at: 0x11000 + place + 16)
      place += length
    }
    guest.put(addressOf: 0x11000, at: 0x10000)
    for (slot, number) in [512, UInt64(0), place].enumerated() {
      guest.put(number, at: 0x10008 + UInt64(slot) * 8, bytes: 4)
    }
  }

  private static func putRing(in guest: inout SmallKernel, _ random: inout Random) {
    let places = SamplePrintkRing.Places(
      pointer: 0x10000, ring: 0x11000, descriptors: 0x12000, infos: 0x13000, texts: 0x14000)
    var ring = SamplePrintkRing(in: &guest.kernel, at: places, countBits: 3, sizeBits: 9)
    for number in 0..<UInt64(random.below(12)) {
      ring.add("message \(number)", nanoseconds: number << 30, caller: UInt32(number), to: &guest.kernel)
    }
  }

  // MARK: Symbols, stacks, structures

  private static func putSymbols(in guest: inout SmallKernel, _ random: inout Random) {
    for place in [0x22000, 0x23000] as [UInt64] { guest.put([UInt8](repeating: 0, count: 4096), at: place) }
    let isOlder = random.flip()
    let names = ["_stext", "init_task", "start", "alias"] + KernelState.symbolNames
    let symbols = names.enumerated().map { place, name in
      let offset = Int32(place * 0x100)
      return SampleSymbolTable.Symbol(name, offset: isOlder ? -1 - offset : offset)
    }
    let table = SampleSymbolTable(symbols, words: [0: "a_long_token_"], hasWideLengths: random.flip())
    table.put(
      in: &guest.kernel,
      at: .init(count: 0x20000, base: 0x21000, offsets: 0x22000, names: 0x23000, tokens: 0x24000, index: 0x25000),
      base: SmallKernel.base)
    putStack(in: &guest, &random)
  }

  /// A stack with addresses of what stands behind calls, and of anything.
  private static func putStack(in guest: inout SmallKernel, _ random: inout Random) {
    guest.put([UInt8](repeating: 0x90, count: 4096), at: code)
    guest.put([UInt8](repeating: 0, count: 0x4000), at: stack)
    let calls: [[UInt8]] = [
      [0xe8, 0x10, 0, 0, 0], [0xff, 0xd0], [0x41, 0xff, 0xd4], [0xff, 0x10], [0xff, 0x14, 0x24], [0xff, 0x50, 8],
      [0xff, 0x54, 0x24, 8], [0xff, 0x15, 1, 0, 0, 0], [0xff, 0x90, 0, 1, 0, 0], [0xff, 0x94, 0x24, 0, 1, 0, 0],
      [0xff, 0xe0], [0xe9, 0x10, 0, 0, 0],
    ]
    for number in 0..<UInt64(8) {
      let call = random.element(of: calls)
      let place = code + 0x100 + number * 0x20
      guest.put(call, at: place)
      let address = SmallKernel.base + place + UInt64(call.count)
      guest.put(random.below(6) == 0 ? random.next() : address, at: stack + 0x40 + number * 0x18)
    }
  }

  /// Every structure that is read, filled with anything.
  private static func putStructures(in guest: inout SmallKernel, _ random: inout Random) {
    for line in SamplePrintkRing.description + SampleFrames.description { guest.describe(line) }
    let symbols = [
      "prb", "kallsyms_num_syms", "kallsyms_relative_base", "kallsyms_offsets", "kallsyms_names",
      "kallsyms_token_table", "kallsyms_token_index", "mem_section", "log_buf", "log_buf_len",
    ]
    for (place, symbol) in symbols.enumerated() { guest.name(symbol, at: 0x10000 + UInt64(place) * 0x1000) }
    var bytes = SeededRandom(seed: random.next())
    for page in 0..<UInt64(32) {
      let place = 0x10000 + page * 0x1000
      guest.put(bytes.bytes(4096), at: place)
      for offset in stride(from: UInt64(0), to: 64, by: 8) where random.flip() {
        let target = 0x10000 + UInt64(random.below(0x20000))
        guest.put(random.flip() ? SmallKernel.base + target : UInt64(random.below(64)), at: place + offset)
      }
    }
  }

  /// What the frames of the guest are used for.
  private static func putFrames(in guest: inout SmallKernel, _ random: inout Random) {
    var uses: [UInt64: SampleFrames.Use] = [:]
    for pfn in 0..<UInt64(64) where random.below(4) > 0 {
      uses[pfn] = random.element(
        of: [
          .free(order: UInt64(random.below(4))), .part(of: pfn - min(pfn, 1)), .slab(isLarge: random.flip()),
          .anonymous,
          .cache, .cachePrivate, .offline, .kernel,
        ])
    }
    guest.putFrames(uses)
  }

  // MARK: Guests that are no Linux

  private static func other(_ guest: SmallKernel, _ random: inout Random) -> [UInt8] {
    var guest = guest
    switch random.below(6) {
    case 0: putSharedPage(in: &guest, &random)
    case 1: putDebuggerBlock(in: &guest)
    case 2: guest.putFreeBSD(mappedAt: 0x10000)
    case 3:
      for (place, number) in [0x06_3061, 100, 0, 8000].enumerated() {
        guest.put(UInt64(number), at: 0x10000 + UInt64(place) * 8)
      }
      let line = random.element(of: ["NetBSD 9.3 (GENERIC)", "OpenBSD 7.4 (GENERIC)", "NetBSD 9\u{1b}[2J (GENERIC)"])
      guest.put(Array("\nCopyright (c) all\n\(line)\n\tbuilt\n".utf8), at: 0x10020)
    case 4: guest.put(SmallKernel.note(0x3154_464d, "Solo5", [1, 0, 0, 0]), at: 0x10100)
    default:
      let name = random.element(of: ["Mini-OS-x86_64", "Unikraft", "OSv", "linux", "FreeBSD"])
      guest.put(SmallKernel.note(6, name) + SmallKernel.note(7, "0.1"), at: 0x10204)
    }
    damage(&guest, &random)
    return guest.stream(describes: random.below(4) == 0, registers: tables)
  }

  private static func putSharedPage(in guest: inout SmallKernel, _ random: inout Random) {
    guest.put("C:\\Windows".utf8.flatMap { [$0, 0] }, at: 0x10030)
    guest.put(random.flip() ? 19045 : 0, at: 0x10260, bytes: 4)
    guest.put(random.flip() ? 10 : 6, at: 0x1026c, bytes: 4)
    guest.put(UInt64(random.below(4)), at: 0x10270, bytes: 4)
    guest.kernel.tablePFNs = 0x20..<0x23
    guest.kernel.map(0xffff_f780_0000_0000, to: 0x10, flags: 0x63)
  }

  private static func putDebuggerBlock(in guest: inout SmallKernel) {
    guest.put(Array("KDBG".utf8), at: 0x10110)
    guest.put(0x360, at: 0x10114, bytes: 4)
    guest.put(addressOf: 0x12000, at: 0x10118)
    guest.put(Array("MZ".utf8), at: 0x12000)
    guest.put(0x80, at: 0x1203c, bytes: 4)
    guest.put(0x4550, at: 0x12080, bytes: 4)
    guest.put(0x8664, at: 0x12084, bytes: 2)
  }
}
