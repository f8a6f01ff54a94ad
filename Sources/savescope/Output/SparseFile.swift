@_spi(Measuring) import SaveStream

/// An output file as a sink that leaves holes.
struct SparseFile: SparseSink {
  private let file: OutputFile

  init(_ file: OutputFile) { self.file = file }

  mutating func write(_ bytes: Span<UInt8>) throws(OutputError) {
    file.output.write(span: bytes.bytes)
    try file.output.check()
  }

  mutating func skip(_ byteCount: UInt64) throws(OutputError) { try file.skip(byteCount) }
}
