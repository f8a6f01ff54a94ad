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

/// Copies `length` bytes, a multiple of 4 above 0, in vectors of a size that suits it; the last may overlap the one
/// before it.
@inline(__always) @unsafe
private func copyVectors(_ length: Int, from source: UnsafeRawPointer, to target: UnsafeMutableRawPointer) {
  if length > 32 {
    var offset = 0
    repeat {
      unsafe copyVector(SIMD32<UInt8>.self, at: offset, from: source, to: target)
      offset &+= 32
    } while offset < length &- 32
    unsafe copyVector(SIMD32<UInt8>.self, at: length &- 32, from: source, to: target)
  } else if length >= 16 {
    unsafe copyVector(SIMD16<UInt8>.self, at: 0, from: source, to: target)
    unsafe copyVector(SIMD16<UInt8>.self, at: length &- 16, from: source, to: target)
  } else if length >= 8 {
    unsafe copyVector(UInt64.self, at: 0, from: source, to: target)
    unsafe copyVector(UInt64.self, at: length &- 8, from: source, to: target)
  } else {
    unsafe copyVector(UInt32.self, at: 0, from: source, to: target)
  }
}

/// Copies as many bytes as a `Vector` has, from `offset` on.
@inline(__always) @unsafe
private func copyVector<Vector: BitwiseCopyable>(
  _ type: Vector.Type, at offset: Int, from source: UnsafeRawPointer, to target: UnsafeMutableRawPointer
) {
  let vector = unsafe source.loadUnaligned(fromByteOffset: offset, as: Vector.self)
  unsafe target.storeBytes(of: vector, toByteOffset: offset, as: Vector.self)
}
