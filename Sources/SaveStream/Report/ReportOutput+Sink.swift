/// A document of bytes that a writer makes.
extension ReportOutput: ByteSink {
  package func write(_ bytes: Span<UInt8>) throws(OutputError) {
    unsafe write(span: bytes.bytes)
    try check()
  }
}
