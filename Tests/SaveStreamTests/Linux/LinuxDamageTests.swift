import Samples
import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// Guests whose structures hold anything: what is read of them ends, and says why it ended.
@Suite struct LinuxDamageTests {
  /// A guest with every structure that is read, each filled with numbers that a seed chooses.
  private func guest(_ random: inout SeededRandom) -> SmallKernel {
    var guest = SmallKernel(levels: random.next() & 1 == 0 ? 4 : 5)
    for line in Self.description { guest.describe(line) }
    for (place, symbol) in Self.symbols.enumerated() { guest.name(symbol, at: 0x10000 + UInt64(place) * 0x1000) }
    for page in 0..<UInt64(32) {
      let place = 0x10000 + page * 0x1000
      guest.put(random.bytes(4096), at: place)
      // Numbers of any size make nothing begin; some lead on into the guest's memory.
      for offset in stride(from: UInt64(0), to: 64, by: 8) {
        switch random.next() % 4 {
        case 0: guest.put(addressOf: 0x10000 + random.next() % 0x20000, at: place + offset)
        case 1: guest.put(random.next() % 64, at: place + offset)
        case 2: guest.put(random.next(), at: place + offset)
        default: break
        }
      }
    }
    return guest
  }

  private static let symbols = [
    "prb", "kallsyms_num_syms", "kallsyms_relative_base", "kallsyms_offsets", "kallsyms_names", "kallsyms_token_table",
    "kallsyms_token_index", "mem_section", "log_buf", "log_buf_len",
  ]
  private static let description = SamplePrintkRing.description + SampleFrames.description

  @Test func whateverAGuestHoldsIsReadToAnEnd() throws {
    let seed = UInt64.random(in: 0...(.max))
    var random = SeededRandom(seed: seed)
    for round in 0..<40 {
      let read = try IndexedCapture(bytes: guest(&random).stream())
      let memory = try GuestMemory(capture: read.capture, index: read.index)
      #expect(try memory.readsAsLinux(at: 0), "seed \(seed), round \(round)")
    }
  }

  @Test func aMapOfFramesThatIsInEverySectionTheSameEnds() throws {
    var guest = SmallKernel()
    for line in Self.description { guest.describe(line) }
    guest.name("mem_section", at: 0x10000)
    for place in 0..<UInt64(512) { guest.put(addressOf: 0x11000, at: 0x10000 + place * 8) }
    for place in 0..<UInt64(128) { guest.put(SmallKernel.base + 0x12000 | 2, at: 0x11000 + place * 32) }
    // The frame at hand is a part of itself.
    guest.put(SmallKernel.base + 0x12001, at: 0x12008)
    var search = try UseSearch(.of(guest.stream()))
    let uses = try search.run()
    #expect(uses[0] == nil)
  }
}
