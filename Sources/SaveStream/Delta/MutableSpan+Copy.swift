import Glibc

extension MutableSpan<UInt8> {
  /// Copies `count` bytes of `source` over this span's bytes from `target`. Both must hold them.
  @inline(__always)
  mutating func copy(_ count: Int, from source: Span<UInt8>, at start: Int, to target: Int) {
    precondition(count >= 0 && start >= 0 && target >= 0)
    precondition(count <= source.count &- start && count <= self.count &- target)
    unsafe withUnsafeMutableBytes { own in
      unsafe source.withUnsafeBytes { other in
        guard let to = own.baseAddress, let from = other.baseAddress else { return }
        _ = unsafe memcpy(to + target, from + start, count)
      }
    }
  }

  /// Copies `words` words of `source` over this span's bytes from `target`. Both must hold them.
  ///
  /// Runs are short, mostly less than 128 bytes: a call of `memcpy` for each would cost more than the copying.
  @inline(__always)
  mutating func copyWords(_ words: Int, from source: Span<UInt8>, at start: Int, to target: Int) {
    let length = words &* wordSize
    precondition(words > 0 && start >= 0 && target >= 0)
    precondition(length <= source.count &- start && length <= self.count &- target)
    unsafe withUnsafeMutableBytes { own in
      unsafe source.withUnsafeBytes { other in
        guard let own = own.baseAddress, let other = other.baseAddress else { return }
        unsafe copyVectors(length, from: other + start, to: own + target)
      }
    }
  }
}

/// Copies `length` bytes, a multiple of 4 above 0, sixteen at a time; the last sixteen may overlap those before.
@inline(__always) @unsafe
private func copyVectors(_ length: Int, from source: UnsafeRawPointer, to target: UnsafeMutableRawPointer) {
  guard length >= 16 else {
    for offset in stride(from: 0, to: length, by: wordSize) {
      let word = unsafe source.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
      unsafe target.storeBytes(of: word, toByteOffset: offset, as: UInt32.self)
    }
    return
  }
  var offset = 0
  while true {
    let vector = unsafe source.loadUnaligned(fromByteOffset: offset, as: SIMD16<UInt8>.self)
    unsafe target.storeBytes(of: vector, toByteOffset: offset, as: SIMD16<UInt8>.self)
    guard offset < length &- 16 else { return }
    offset = min(offset &+ 16, length &- 16)
  }
}
