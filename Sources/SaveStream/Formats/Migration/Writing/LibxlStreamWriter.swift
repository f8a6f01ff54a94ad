/// Writes a libxl v2 stream, and the libxc stream inside it, as Xen 4.6 and later do.
///
/// ```
/// header   LIBXC_CONTEXT   <libxc stream>   emulator records   END
/// ```
///
/// Between the checkpoints of Remus the two take turns: after CHECKPOINT of `libxc` come emulator records and
/// CHECKPOINT_END, and then records of `libxc` again.
package struct LibxlStreamWriter<Sink: ByteSink> {
  /// The stream inside, which writes to the same sink.
  package var libxc: MigrationStreamWriter<Sink>

  package init(to sink: Sink, order: ByteOrder = .little) {
    libxc = MigrationStreamWriter(to: sink, order: order)
  }

  /// Where the bytes go.
  package var sink: Sink { libxc.sink }

  /// Writes the header, which is big endian whatever the rest is, and the record behind which the libxc stream begins.
  /// - Parameter isConverted: whether the stream was made of a legacy one.
  package mutating func writeHeader(isConverted: Bool = false) throws(Sink.Failure) {
    var header = OrderedBytes(.big)
    header.append(text: "LibxlFmt")
    header.append(UInt32(2))
    header.append(UInt32(libxc.order == .big ? 1 : 0) | (isConverted ? 2 : 0))
    try libxc.writeOutside(header.bytes)
    try write(.libxcContext)
  }

  /// Writes a record.
  package mutating func write(_ record: WrittenLibxlRecord) throws(Sink.Failure) {
    let body = record.body(libxc.order)
    try libxc.beginRecord(record.type, length: UInt32(body.count))
    try libxc.write(body.span)
  }

  /// Writes the beginning of an EMULATOR_CONTEXT record, whose state has to follow by way of `libxc`.
  /// - Parameter length: bytes of the state.
  package mutating func beginEmulatorContext(
    _ emulator: WrittenLibxlRecord.Emulator, length: UInt32
  ) throws(Sink.Failure) {
    let head = WrittenLibxlRecord.head(of: emulator, libxc.order).bytes
    try libxc.beginRecord(3, length: UInt32(head.count) + length)
    try libxc.write(head.span)
  }
}
