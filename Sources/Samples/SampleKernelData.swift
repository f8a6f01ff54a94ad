@_spi(Measuring) import SaveStream

/// Pages that the kernel of a made-up guest keeps: counters, tasks, descriptors, rings.
enum SampleKernelData {
  /// 512 counters of 8 bytes; the first ones count fast, the last ones not at all.
  static func counters() -> [UInt8] {
    var page = LittleEndianBytes(zeros: SampleMemory.pageSize)
    for index in 0..<96 { page.put(UInt64(960_000 / (index * index + 1)), at: 8 * index) }
    page.put(text: "end of counters", at: 4000)
    return page.bytes
  }

  /// Counts for a while: every counter by less than the one before it.
  static func count(milliseconds: UInt64, in pfn: Int, of memory: inout SampleMemory) {
    for index in 0..<24 where milliseconds / UInt64(index + 1) > 0 {
      let value = number(at: 8 * index, in: memory[pfn])
      memory.write(value + milliseconds / UInt64(index + 1), to: pfn, at: 8 * index)
    }
  }

  private static func number(at offset: Int, in page: [UInt8]) -> UInt64 {
    page[offset..<offset + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// One task of 64 bytes: name, id, state, time used, kernel stack.
  static func tasks(_ names: [String]) -> [UInt8] {
    var page = LittleEndianBytes(zeros: SampleMemory.pageSize)
    for (index, name) in names.enumerated() {
      page.put(text: name, at: 64 * index)
      page.put(UInt32(index == 0 ? 0 : 3 * index - 2), at: 64 * index + 16)
      page.put(UInt32(index % 3 == 1 ? 0 : 1), at: 64 * index + 20)
      page.put(UInt64(index) * 3_700_000, at: 64 * index + 24)
      page.put(0xffff_8800_0000_f000 - UInt64(index) * 0x2000, at: 64 * index + 32)
    }
    return page.bytes
  }

  static let taskNames = [
    "swapper", "init", "kthreadd", "ksoftirqd/0", "kworker/0:1", "xenwatch", "xenbus", "khvcd", "gardener", "cron",
    "sh", "flush-202:1",
  ]

  /// A table of segment descriptors for a 64-bit kernel, in the places where Linux keeps them.
  static func descriptors() -> [UInt8] {
    var page = LittleEndianBytes(zeros: SampleMemory.pageSize)
    let descriptors: [UInt64] = [
      0, 0x00cf_9b00_0000_ffff, 0x00af_9b00_0000_ffff, 0x00cf_9300_0000_ffff, 0x00cf_fb00_0000_ffff,
      0x00cf_f300_0000_ffff, 0x00af_fb00_0000_ffff,
    ]
    for (index, descriptor) in descriptors.enumerated() { page.put(descriptor, at: 8 * index) }
    return page.bytes
  }

  /// Gates of 16 bytes that lead from interrupts to addresses of the kernel.
  static func gates(_ addresses: [UInt64]) -> [UInt8] {
    var table = LittleEndianBytes(zeros: 16 * addresses.count)
    for (vector, address) in addresses.enumerated() {
      table.put(UInt16(truncatingIfNeeded: address), at: 16 * vector)
      table.put(UInt16(0x10), at: 16 * vector + 2)
      table.put(UInt16(0x8e00), at: 16 * vector + 4)
      table.put(UInt16(truncatingIfNeeded: address >> 16), at: 16 * vector + 6)
      table.put(UInt32(truncatingIfNeeded: address >> 32), at: 16 * vector + 8)
    }
    return table.bytes
  }

  /// A kernel stack that grows down: saved addresses above, nothing below.
  static func stack(_ random: inout SampleRandom, kernelBase: UInt64, guest: WordSize) -> [UInt8] {
    var page = LittleEndianBytes(zeros: SampleMemory.pageSize)
    for offset in stride(from: 3072, to: SampleMemory.pageSize, by: guest.rawValue) {
      let isReturnAddress = random.next(below: 3) == 0
      let value = isReturnAddress ? kernelBase + 0x2000 + UInt64(random.next(below: 0x6000)) : random.next() & 0xff
      page.put(value, as: guest, at: offset)
    }
    return page.bytes
  }

  /// The ring between guest and xenstore: requests, replies, and how far both have been read.
  static func xenstoreRing() -> [UInt8] {
    var page = LittleEndianBytes(zeros: SampleMemory.pageSize)
    var position = 0
    for (index, path) in ["device/vbd", "device/vif", "control/shutdown", "memory/target"].enumerated() {
      position = put(kind: 2, request: UInt32(index + 1), text: path + "\0", in: &page, at: position)
    }
    var reply = 1024
    for (index, text) in ["51712", "0", "suspend", "384"].enumerated() {
      reply = put(kind: 2, request: UInt32(index + 1), text: text, in: &page, at: reply)
    }
    for offset in [2048, 2052] { page.put(UInt32(position), at: offset) }
    for offset in [2056, 2060] { page.put(UInt32(reply - 1024), at: offset) }
    return page.bytes
  }

  /// A message of the xenstore protocol: kind, request, transaction, length, text. Returns where the next one goes.
  private static func put(
    kind: UInt32, request: UInt32, text: String, in page: inout LittleEndianBytes, at position: Int
  ) -> Int {
    page.put(kind, at: position)
    page.put(request, at: position + 4)
    page.put(UInt32(text.utf8.count), at: position + 12)
    page.put(text: text, at: position + 16)
    return position + 16 + text.utf8.count
  }

  /// The ring between guest and console: 1024 bytes in, 2048 bytes out, and how far both have been read.
  static func consoleRing(_ text: String) -> [UInt8] {
    var page = LittleEndianBytes(zeros: SampleMemory.pageSize)
    page.put(text: "uptime\n", at: 0)
    let output = Array(text.utf8.prefix(2048))
    page.put(bytes: output, at: 1024)
    for offset in [3072, 3076] { page.put(UInt32(7), at: offset) }
    for offset in [3080, 3084] { page.put(UInt32(output.count), at: offset) }
    return page.bytes
  }
}
