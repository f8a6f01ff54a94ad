import CLzma

/// Unpacks xz data of one or more streams, with liblzma.
@safe final class XzUnpacker: Unpacker {
  /// The memory that a dictionary may take: `xz -9` needs 65 MiB, the format allows 4 GiB.
  private static let memoryLimit: UInt64 = 256 << 20
  /// `LZMA_CONCATENATED`, a macro that is not imported.
  private static let concatenated: UInt32 = 0x08

  private let stream: UnsafeMutablePointer<lzma_stream>

  init?() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: lzma_stream())
    guard unsafe lzma_stream_decoder(stream, XzUnpacker.memoryLimit, XzUnpacker.concatenated) == LZMA_OK else {
      unsafe stream.deallocate()
      return nil
    }
  }

  deinit {
    unsafe lzma_end(stream)
    unsafe stream.deallocate()
  }

  func unpack(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, isLast: Bool
  ) -> UnpackStep {
    unsafe stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    unsafe stream.pointee.avail_in = input.count
    unsafe stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    unsafe stream.pointee.avail_out = output.count
    let code = unsafe lzma_code(stream, isLast ? LZMA_FINISH : LZMA_RUN)
    return UnpackStep(
      consumed: unsafe input.count - stream.pointee.avail_in,
      produced: unsafe output.count - stream.pointee.avail_out, state: XzUnpacker.state(code))
  }

  private static func state(_ code: lzma_ret) -> UnpackStep.State {
    switch code {
    case LZMA_STREAM_END: .between
    case LZMA_OK, LZMA_BUF_ERROR: .inside
    case LZMA_FORMAT_ERROR: .damaged("bytes that are not xz follow")
    case LZMA_MEMLIMIT_ERROR: .damaged("it takes more than \(memoryLimit >> 20) MiB of memory to unpack")
    case LZMA_MEM_ERROR: .damaged("there is no memory to unpack it")
    case LZMA_OPTIONS_ERROR: .damaged("it uses a filter that is not known")
    default: .damaged("a checksum or the packed data is wrong")
    }
  }
}
