import CZstd

/// Unpacks zstd data of one or more frames (RFC 8878), with libzstd, whose limit of 128 MiB for the window stands.
@safe final class ZstdUnpacker: Unpacker {
  private let stream: OpaquePointer
  /// The bytes that libzstd wants next. Given just these, it unpacks one block a call, so that a damaged block does
  /// not take along those before it.
  private var wanted: Int

  init?() {
    guard let made = unsafe ZSTD_createDStream() else { return nil }
    unsafe stream = made
    wanted = unsafe ZSTD_initDStream(made)
  }

  deinit { unsafe ZSTD_freeDStream(stream) }

  func unpack(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, isLast: Bool
  ) -> UnpackStep {
    if unsafe input.isEmpty, wanted == 0 { return UnpackStep(consumed: 0, produced: 0, state: .between) }
    let given = min(input.count, max(wanted, 1))
    var source = unsafe ZSTD_inBuffer(src: input.baseAddress, size: given, pos: 0)
    var target = unsafe ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    let code = unsafe ZSTD_decompressStream(stream, &target, &source)
    let state: UnpackStep.State
    if ZSTD_isError(code) != 0 {
      state = .damaged(unsafe String(cString: ZSTD_getErrorName(code)))
    } else {
      wanted = code
      state = code == 0 ? .between : .inside
    }
    return unsafe UnpackStep(consumed: source.pos, produced: target.pos, state: state)
  }
}
