/// SHA-1 (RFC 3174), by which the captures state what guest memory holds. Plain and slow enough to be read.
public enum SHA1 {
  /// The first sixteen hex digits of the digest of `bytes`.
  public static func prefix(of bytes: [UInt8]) -> String {
    let words = digest(of: bytes).prefix(2)
    return words.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  /// The five words of the digest.
  public static func digest(of bytes: [UInt8]) -> [UInt32] {
    var message = bytes
    message.append(0x80)
    while message.count % 64 != 56 { message.append(0) }
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      message.append(UInt8(truncatingIfNeeded: (UInt64(bytes.count) * 8) >> shift))
    }
    var state: [UInt32] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0]
    var schedule = [UInt32](repeating: 0, count: 80)
    message.withUnsafeBufferPointer { message in
      for start in stride(from: 0, to: message.count, by: 64) {
        mix(UnsafeBufferPointer(rebasing: message[start..<start + 64]), &schedule, &state)
      }
    }
    return state
  }

  private static func mix(_ block: UnsafeBufferPointer<UInt8>, _ schedule: inout [UInt32], _ state: inout [UInt32]) {
    for place in 0..<16 {
      schedule[place] =
        UInt32(block[place * 4]) << 24 | UInt32(block[place * 4 + 1]) << 16 | UInt32(block[place * 4 + 2]) << 8
        | UInt32(block[place * 4 + 3])
    }
    for place in 16..<80 {
      schedule[place] = rotate(
        schedule[place - 3] ^ schedule[place - 8] ^ schedule[place - 14] ^ schedule[place - 16], 1)
    }
    var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
    for place in 0..<80 {
      let (choice, constant): (UInt32, UInt32) =
        switch place {
        case 0..<20: (b & c | ~b & d, 0x5a82_7999)
        case 20..<40: (b ^ c ^ d, 0x6ed9_eba1)
        case 40..<60: (b & c | b & d | c & d, 0x8f1b_bcdc)
        default: (b ^ c ^ d, 0xca62_c1d6)
        }
      let next = rotate(a, 5) &+ choice &+ e &+ constant &+ schedule[place]
      (e, d, c, b, a) = (d, c, rotate(b, 30), a, next)
    }
    for (place, word) in [a, b, c, d, e].enumerated() { state[place] &+= word }
  }

  private static func rotate(_ word: UInt32, _ bits: UInt32) -> UInt32 { word << bits | word >> (32 - bits) }
}
