extension Capture.Compression {
  /// The bytes at the start of an input that tell how it is compressed.
  static let magicLength = 10

  /// How an input is compressed that begins with `bytes` (up to `magicLength` of them).
  ///
  /// A legacy stream begins with p2m_size, any number below 2^28, so two bytes are not enough for gzip: 559,903 pages
  /// give `1f 8b 08 00`. The method, the reserved flags and the extra flags (RFC 1952) are looked at as well.
  init(magic bytes: some RandomAccessCollection<UInt8>) {
    let bytes = Array(bytes)
    if bytes.starts(with: [0x1f, 0x8b, 0x08]), bytes.count < 4 || bytes[3] & 0xe0 == 0,
      bytes.count < 9 || [0, 2, 4].contains(bytes[8])
    {
      self = .gzip
    } else if bytes.starts(with: [0x28, 0xb5, 0x2f, 0xfd]) {
      self = .zstd
    } else if bytes.starts(with: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]) {
      self = .xz
    } else {
      self = .none
    }
  }
}
