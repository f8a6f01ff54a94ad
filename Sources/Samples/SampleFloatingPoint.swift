@_spi(Measuring) import SaveStream

/// Floating-point and vector registers of a made-up guest.
enum SampleFloatingPoint {
  /// What the processor can save: x87, SSE and AVX.
  static let features: UInt64 = 7

  /// The 512 bytes that FXSAVE writes: pi in ST0, words to read in the XMM registers.
  static let legacyArea: [UInt8] = {
    var area = LittleEndianBytes(zeros: 512)
    area.put(UInt16(0x037f), at: 0)
    area.put(UInt16(0x3800), at: 2)
    area.put(UInt8(0x80), at: 4)
    area.put(UInt32(0x1f80), at: 24)
    area.put(UInt32(0xffff), at: 28)
    // pi in 80 bits: significand, sign and exponent.
    area.put(0xc90f_daa2_2168_c235 as UInt64, at: 32)
    area.put(UInt16(0x4000), at: 40)
    for register in 0..<16 { area.put(text: "xmm\(register), low", at: 160 + 16 * register) }
    return area.bytes
  }()

  /// The XSAVE area with the upper halves of the YMM registers behind its header: 832 bytes.
  static let extendedArea: [UInt8] = {
    var area = LittleEndianBytes(zeros: 832)
    area.put(bytes: legacyArea, at: 0)
    area.put(features, at: 512)
    for register in 0..<16 { area.put(text: "ymm\(register), high", at: 576 + 16 * register) }
    return area.bytes
  }()

  /// xcr0 and xcr0_accum, and the area they are about.
  static let xsaveContent: [UInt8] = {
    var content = LittleEndianBytes()
    content.append(features)
    content.append(features)
    content.append(bytes: extendedArea)
    return content.bytes
  }()
}
