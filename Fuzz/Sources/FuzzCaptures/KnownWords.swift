@_spi(Measuring) import SaveStream

/// What somebody may type who knows the capture: pages, checkpoints, offsets, addresses, bytes and texts of it.
struct KnownWords {
  private let pfns: [UInt64]
  /// Those that were sent more than once.
  private let repeatedPFNs: [UInt64]
  /// Where images and deltas lie.
  private let contentOffsets: [UInt64]
  private let checkpointCount: Int
  private let bytes: [UInt8]

  init(_ reading: Reading, _ random: inout Random) {
    bytes = reading.subject.bytes
    checkpointCount = reading.index.checkpoints.count
    guard reading.index.stream != nil else {
      (pfns, repeatedPFNs, contentOffsets) = ([], [], [])
      return
    }
    let rows = reading.rows
    let count = rows.count(contentOnly: false)
    let starts = [0, UInt64(random.below(Int(clamping: count))), count - min(count, 24)]
    let found = starts.flatMap { start in (try? rows.rows(start..<min(start + 24, count), contentOnly: false)) ?? [] }
    pfns = found.map(\.pfn)
    repeatedPFNs = Array(Dictionary(grouping: pfns) { $0 }.filter { $0.value.count > 1 }.keys.sorted())
    contentOffsets = found.compactMap(\.offset)
  }

  func repeatedPFN(_ random: inout Random) -> String {
    repeatedPFNs.isEmpty ? pfn(&random) : "\(random.element(of: repeatedPFNs))"
  }

  func contentOffset(_ random: inout Random) -> String {
    let offset = contentOffsets.isEmpty ? UInt64(offset(&random)) : random.element(of: contentOffsets)
    return "0x\(String(offset, radix: 16))"
  }

  func pfn(_ random: inout Random) -> String {
    let pfn = pfns.isEmpty || random.below(8) == 0 ? UInt64(random.below(300)) : random.element(of: pfns)
    return random.flip() ? "\(pfn)" : "0x\(String(pfn, radix: 16))"
  }

  func checkpoint(_ random: inout Random) -> Int { random.below(checkpointCount + (random.below(6) == 0 ? 2 : 0)) }
  func offset(_ random: inout Random) -> Int { random.below(bytes.count + 1) }

  /// A virtual address as a kernel has them: of its text, of its data, or where all memory is mapped.
  func address(_ random: inout Random) -> String {
    let page = (pfns.isEmpty ? 3 : random.element(of: pfns)) & 0xff_ffff
    let mapped: UInt64 = 0xffff_8880_0000_0000 + page << 12
    let starts: [UInt64] = [0xffff_ffff_8100_0000, 0xffff_ffff_8200_0000, mapped, 0x40_0000]
    return "0x\(String(random.element(of: starts) + UInt64(random.below(8192)), radix: 16))"
  }

  /// Some bytes that stand in the capture.
  func piece(_ random: inout Random) -> ArraySlice<UInt8> {
    let start = random.below(bytes.count)
    return bytes[start..<min(start + 1 + random.below(6), bytes.count)]
  }

  let symbols = KernelState.symbolNames + ["_stext", "init_task", "no_such_symbol"]
  let texts = ["Linux", "xen", "qemu", "a", "page", "checkpoint", "cpu", "error", "0x", "CPU[0]/rax", "init", "free"]
  let files = ["x.json", "x.csv", "x.jsonl", "x.txt", "x.bin", "x.hex", "x.c", "x", "/nowhere/\u{1b}x.json", "a b.bin"]
}
