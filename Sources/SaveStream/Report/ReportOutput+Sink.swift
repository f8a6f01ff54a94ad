/// A document of bytes that a writer makes.
@_spi(Measuring) extension ReportOutput: ByteSink {
  public func write(_ bytes: Span<UInt8>) throws(OutputError) {
    unsafe write(span: bytes.bytes)
    try check()
  }
}
