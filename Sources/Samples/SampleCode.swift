@_spi(Measuring) import SaveStream

/// Pages of machine code that nobody will ever run.
enum SampleCode {
  /// A page of short functions for x86: prologue, a few plausible instructions, epilogue, padding.
  static func page(_ random: inout SampleRandom, guest: WordSize) -> [UInt8] {
    let prologue: [UInt8] = guest == .bits64 ? [0x55, 0x48, 0x89, 0xe5] : [0x55, 0x89, 0xe5]
    var code: [UInt8] = []
    while code.count < SampleMemory.pageSize {
      code += prologue
      for _ in 0..<random.next(below: 12) + 3 { code += instruction(&random, guest: guest) }
      code += [0x5d, 0xc3]
      while code.count % 16 != 0 { code.append(0x90) }
    }
    return Array(code.prefix(SampleMemory.pageSize))
  }

  /// Instructions for a 64-bit guest that take `byteCount` bytes.
  static func body(_ random: inout SampleRandom, byteCount: Int) -> [UInt8] {
    var code: [UInt8] = []
    while true {
      let next = instruction(&random, guest: .bits64)
      guard code.count + next.count <= byteCount else { break }
      code += next
    }
    return code + [UInt8](repeating: 0x90, count: byteCount - code.count)
  }

  private static func instruction(_ random: inout SampleRandom, guest: WordSize) -> [UInt8] {
    let wide: [UInt8] = guest == .bits64 ? [0x48] : []
    let number = UInt8(truncatingIfNeeded: random.next())
    switch random.next(below: 8) {
    case 0: return wide + [0x8b, 0x45, 0xf8 &- (number & 0x18)]  // mov -N(%rbp), %rax
    case 1: return wide + [0x89, 0x45, 0xf8 &- (number & 0x18)]  // mov %rax, -N(%rbp)
    case 2: return wide + [0x83, 0xc0, number & 0x3f]  // add $N, %rax
    case 3: return wide + [0x85, 0xc0, 0x74, 0x05]  // test %rax, %rax; je
    case 4: return [0xe8, number, number & 0x0f, 0x00, 0x00]  // call
    case 5: return [0xb8, number, 0x00, 0x00, 0x00]  // mov $N, %eax
    case 6: return wide + [0x31, 0xc0]  // xor %rax, %rax
    default: return [0x0f, 0xb6, 0xc0]  // movzbl %al, %eax
    }
  }

  /// The page of hypercall stubs that Xen gives a guest: 32 bytes each, number 29 (`sched_op`) being the one in which
  /// a saved PV guest stands.
  static func hypercallPage(guest: WordSize) -> [UInt8] {
    var page = LittleEndianBytes(zeros: SampleMemory.pageSize)
    for number in 0..<128 {
      let load: [UInt8] = [0xb8, UInt8(number), 0, 0, 0]
      let stub: [UInt8] =
        switch guest {
        case .bits64: [0x51, 0x41, 0x53] + load + [0x0f, 0x05, 0x41, 0x5b, 0x59, 0xc3]
        case .bits32: load + [0xcd, 0x82, 0xc3]
        }
      page.put(bytes: stub, at: 32 * number)
    }
    return page.bytes
  }

  /// How far into the stub of `sched_op` a suspended vCPU stands: behind the instruction that enters Xen.
  static func suspendOffset(guest: WordSize) -> UInt64 { guest == .bits64 ? 0x3aa : 0x3a7 }
}
