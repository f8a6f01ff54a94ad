/// Payloads of COMPRESSED_DATA chunks made up for measuring.
struct CompressedData {
  /// Each ends where a page delta ends, as a sender's chunks do.
  let chunks: [[UInt8]]
  let pageCount: Int

  var byteCount: Int { chunks.reduce(0) { $0 + $1.count } }

  /// At least `byteCount` bytes in chunks of about 16 MiB, a sender's limit.
  init(byteCount: Int) {
    var deltas = DeltaSource()
    var chunks: [[UInt8]] = []
    var pageCount = 0
    var total = 0
    while total < byteCount {
      var chunk: [UInt8] = []
      chunk.reserveCapacity(16 << 20)
      while chunk.count < (16 << 20) - 4200, total + chunk.count < byteCount {
        deltas.appendPage(to: &chunk)
        pageCount += 1
      }
      total += chunk.count
      chunks.append(chunk)
    }
    self.chunks = chunks
    self.pageCount = pageCount
  }
}
