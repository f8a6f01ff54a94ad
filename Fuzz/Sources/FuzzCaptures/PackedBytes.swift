import CLzma
import CZlib
import CZstd
@_spi(Measuring) import SaveStream

/// Bytes packed as gzip, zstd and xz do.
enum PackedBytes {
  static func pack(_ bytes: [UInt8], _ compression: Capture.Compression) -> [UInt8]? {
    switch compression {
    case .none: bytes
    case .gzip: gzip(bytes)
    case .zstd: zstd(bytes)
    case .xz: xz(bytes)
    }
  }

  private static func gzip(_ bytes: [UInt8]) -> [UInt8]? {
    var stream = z_stream()
    // 16 more than the window's bits asks for gzip's own header.
    let code = deflateInit2_(
      &stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size))
    guard code == Z_OK else { return nil }
    defer { deflateEnd(&stream) }
    var input = bytes
    return output(Int(deflateBound(&stream, UInt(bytes.count)))) { room, count in
      input.withUnsafeMutableBufferPointer { source in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = room.baseAddress
        stream.avail_out = UInt32(room.count)
        guard deflate(&stream, Z_FINISH) == Z_STREAM_END else { return }
        count = Int(stream.total_out)
      }
    }
  }

  private static func zstd(_ bytes: [UInt8]) -> [UInt8]? {
    output(ZSTD_compressBound(bytes.count)) { room, count in
      let result = ZSTD_compress(room.baseAddress, room.count, bytes, bytes.count, 1)
      count = ZSTD_isError(result) == 0 ? result : 0
    }
  }

  private static func xz(_ bytes: [UInt8]) -> [UInt8]? {
    output(lzma_stream_buffer_bound(bytes.count)) { room, count in
      _ = lzma_easy_buffer_encode(0, LZMA_CHECK_CRC32, nil, bytes, bytes.count, room.baseAddress, &count, room.count)
    }
  }

  private static func output(
    _ room: Int, _ fill: (UnsafeMutableBufferPointer<UInt8>, inout Int) -> Void
  ) -> [UInt8]? {
    let packed = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      fill(UnsafeMutableBufferPointer(start: buffer.baseAddress, count: room), &count)
    }
    return packed.isEmpty ? nil : packed
  }
}
