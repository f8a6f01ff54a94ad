/// Unpacks a compressed input piece by piece, in buffers of fixed size. For one thread.
protocol Unpacker: AnyObject {
  /// Unpacks some of `input` into `output`.
  /// - Parameter isLast: whether nothing follows `input`.
  func unpack(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, isLast: Bool
  ) -> UnpackStep
}

/// What one step of unpacking did.
struct UnpackStep {
  enum State: Equatable {
    /// In the middle of the compressed data.
    case inside
    /// Where the compressed data may end.
    case between
    /// The data cannot be unpacked on; why, in words that follow a colon.
    case damaged(String)
  }

  /// Bytes taken from the input.
  var consumed: Int
  /// Bytes put into the output.
  var produced: Int
  var state: State
}

extension Capture.Compression {
  /// A new unpacker; nil where nothing is to be unpacked or the library has no memory.
  func makeUnpacker() -> (any Unpacker)? {
    switch self {
    case .none: nil
    case .gzip: GzipUnpacker()
    case .zstd: ZstdUnpacker()
    case .xz: XzUnpacker()
    }
  }
}
