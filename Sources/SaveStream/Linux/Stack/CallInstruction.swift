/// Instructions of x86-64 that call: what stands before a return address.
///
/// ```
/// e8 rel32                    call near                       5 bytes
/// ff /2                       call by register or memory      2 to 7 bytes: ff, a byte mod│2│rm, perhaps more
/// ```
enum CallInstruction {
  /// Bytes of the longest of them.
  private static let longest = 7
  private static let near: UInt8 = 0xe8
  private static let indirect: UInt8 = 0xff

  /// Whether a number is an address of the kernel, and an instruction that calls ends right before it.
  /// - Throws: when the capture cannot be read.
  static func isBehindOne(_ address: UInt64, _ memory: KernelMemory) throws(CaptureError) -> Bool {
    guard isCode(address), let bytes = try memory.bytes(at: address &- UInt64(longest), count: longest) else {
      return false
    }
    if bytes[2] == near {
      let distance = Int64(Int32(truncatingIfNeeded: bytes.number(at: 3, bytes: 4)))
      if isCode(address &+ UInt64(bitPattern: distance)) { return true }
    }
    return (2...longest).contains { length in
      bytes[longest - length] == indirect && Self.length(of: bytes[(longest - length + 1)...]) == length
    }
  }

  /// Whether an address lies where the kernel's image and its modules are.
  private static func isCode(_ address: UInt64) -> Bool { address >= LinuxKernel.imageBase && address < codeEnd }

  private static let codeEnd: UInt64 = 0xffff_ffff_ff00_0000

  /// Bytes of a call by register or memory.
  /// - Parameter operand: what stands behind its first byte.
  private static func length(of operand: ArraySlice<UInt8>) -> Int? {
    guard let form = operand.first, form >> 3 & 7 == 2 else { return nil }
    let (mode, register) = (form >> 6, form & 7)
    guard mode != 3 else { return 2 }
    let base = register == 4 ? operand.dropFirst().first.map { $0 & 7 } : nil
    let index = register == 4 ? 1 : 0
    switch mode {
    case 0: return 2 + index + (register == 5 || base == 5 ? 4 : 0)
    case 1: return 3 + index
    default: return 6 + index
    }
  }
}
