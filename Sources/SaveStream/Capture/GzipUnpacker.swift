import CZlib

/// Unpacks gzip data of one or more members (RFC 1952), with zlib. Zeros may follow the last one.
@safe final class GzipUnpacker: Unpacker {
  /// At an address of its own: zlib keeps a pointer to it.
  private let stream: UnsafeMutablePointer<z_stream>
  private var isBetweenMembers = false

  init?() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    // 32 + 15: the largest window, with the kind of header told by itself. The macro inflateInit2 is not imported.
    let code = unsafe inflateInit2_(stream, 47, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard code == Z_OK else {
      unsafe stream.deallocate()
      return nil
    }
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  func unpack(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, isLast: Bool
  ) -> UnpackStep {
    if isBetweenMembers {
      guard let first = unsafe input.first else { return UnpackStep(consumed: 0, produced: 0, state: .between) }
      if first == 0 {
        return UnpackStep(consumed: unsafe input.prefix { $0 == 0 }.count, produced: 0, state: .between)
      }
      guard first == 0x1f else {
        return UnpackStep(consumed: 0, produced: 0, state: .damaged("bytes that are not gzip follow"))
      }
      unsafe inflateReset(stream)
      isBetweenMembers = false
    }
    unsafe stream.pointee.next_in = UnsafeMutableRawPointer(mutating: input.baseAddress)?
      .assumingMemoryBound(to: UInt8.self)
    unsafe stream.pointee.avail_in = UInt32(clamping: input.count)
    unsafe stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    unsafe stream.pointee.avail_out = UInt32(clamping: output.count)
    let code = unsafe inflate(stream, Z_NO_FLUSH)
    isBetweenMembers = code == Z_STREAM_END
    let state: UnpackStep.State =
      switch code {
      case Z_STREAM_END: .between
      case Z_OK, Z_BUF_ERROR: .inside
      case Z_MEM_ERROR: .damaged("there is no memory to unpack it")
      default: .damaged(unsafe stream.pointee.msg.map { unsafe String(cString: $0) } ?? "not gzip data")
      }
    return UnpackStep(
      consumed: unsafe input.count - Int(stream.pointee.avail_in),
      produced: unsafe output.count - Int(stream.pointee.avail_out), state: state)
  }
}
