/// Takes the bytes that a writer makes, one stretch after the other.
///
/// A writer hands on many small stretches; a sink that has to pay for each of them collects them.
@_spi(Measuring) public protocol ByteSink {
  /// Why the bytes cannot be taken.
  associatedtype Failure: Error

  /// Takes all of `bytes`.
  mutating func write(_ bytes: Span<UInt8>) throws(Failure)
}

/// A sink that keeps what is written to it in memory.
@_spi(Measuring) public struct MemorySink: ByteSink, Sendable {
  /// Everything written so far.
  public private(set) var bytes: [UInt8] = []

  public init() {}

  public mutating func write(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { unsafe self.bytes.append(contentsOf: $0) }
  }
}
