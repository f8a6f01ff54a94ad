/// Writes a legacy stream, chunk by chunk, as Xen 4.5's `xc_domain_save` would.
///
/// The caller decides what is sent and when; the writer knows how it looks on the wire, and keeps nothing of what it
/// has written. A stream is written in this order:
///
/// ```
/// header   body            tail       body            tail  …
///          writePFNArray   writeTail
///          writeImage …
///          writeMetadata
///          endBody
/// ```
///
/// Page images follow their PFN array (format A). Once `enableCompression` has been written, that changes with the
/// next tail: the pages of later bodies travel in `writeCompressedData` (format B), in the order of the arrays.
///
/// Calls in the wrong order are a programmer's mistake, and stop the program.
@_spi(Measuring) public struct LegacyStreamWriter<Sink: ByteSink> {
  /// Where the bytes go.
  public private(set) var sink: Sink
  /// The toolstack that seems to have written the stream: decides the width of p2m_size, PFNs and some lengths.
  public let toolstack: WordSize
  /// Bytes written so far.
  public private(set) var byteCount: UInt64 = 0
  /// The checkpoint that is being written, or comes next.
  public private(set) var checkpoint = 0
  /// Whether page images follow the PFN arrays of this body.
  public private(set) var sendsImages = true

  private var imagesDue = 0
  private var compressionBeginsWithNextBody = false

  /// The most entries that a batch can have.
  public static var maximumBatchCount: Int { 1024 }

  public init(to sink: Sink, toolstack: WordSize = .bits64) {
    self.sink = sink
    self.toolstack = toolstack
  }

  // MARK: Header and body

  /// Begins the stream.
  public mutating func writeHeader(_ header: LegacyStreamHeader) throws(Sink.Failure) {
    precondition(byteCount == 0, "a header comes first")
    try write(header.encoded(for: toolstack))
  }

  /// Begins a batch of 1 to 1024 entries. In format A, an image has to follow for each entry whose type carries
  /// content.
  public mutating func writePFNArray(_ entries: [PFNArrayEntry]) throws(Sink.Failure) {
    expectNoImage()
    precondition((1...Self.maximumBatchCount).contains(entries.count), "a batch has 1 to 1024 entries")
    var array = LittleEndianBytes()
    array.append(Int32(entries.count))
    for entry in entries { array.append(entry.word, as: toolstack) }
    try write(array.bytes)
    if sendsImages { imagesDue = entries.count { $0.type.carriesContent } }
  }

  /// Writes the next page of a batch: 4096 bytes, page tables in canonical form.
  public mutating func writeImage(_ page: Span<UInt8>) throws(Sink.Failure) {
    precondition(imagesDue > 0, "no entry waits for an image")
    precondition(page.count == 4096, "a page has 4096 bytes")
    imagesDue -= 1
    try write(page)
  }

  /// Writes a COMPRESSED_DATA chunk: whole page deltas, in the order of the entries that they belong to.
  public mutating func writeCompressedData(_ deltas: Span<UInt8>) throws(Sink.Failure) {
    precondition(!sendsImages, "compressed data comes after the tail that ENABLE_COMPRESSION announced it for")
    var start = LittleEndianBytes()
    start.append(LegacyChunkID.compressedData.rawValue)
    start.append(UInt64(deltas.count), as: toolstack)
    try write(start.bytes)
    try write(deltas)
  }

  /// Writes a chunk without pages.
  public mutating func writeMetadata(_ chunk: LegacyMetadata) throws(Sink.Failure) {
    expectNoImage()
    if chunk == .enableCompression { compressionBeginsWithNextBody = true }
    try write(chunk.encoded)
  }

  /// Ends the body with a word of zero; its tail comes next.
  public mutating func endBody() throws(Sink.Failure) {
    expectNoImage()
    try write([0, 0, 0, 0])
  }

  // MARK: Tails

  /// Ends the checkpoint of a PV guest.
  package mutating func writeTail(_ tail: LegacyPVTail) throws(Sink.Failure) {
    try write(tail.encoded(for: toolstack))
    beginNextCheckpoint()
  }

  /// Ends the checkpoint of an HVM guest.
  public mutating func writeTail(_ tail: LegacyHVMTail) throws(Sink.Failure) {
    try write(tail.encoded)
    beginNextCheckpoint()
  }

  private mutating func beginNextCheckpoint() {
    checkpoint += 1
    if compressionBeginsWithNextBody { sendsImages = false }
  }

  // MARK: Bytes

  private func expectNoImage() { precondition(imagesDue == 0, "\(imagesDue) images of the batch are missing") }

  private mutating func write(_ bytes: [UInt8]) throws(Sink.Failure) { try write(bytes.span) }

  private mutating func write(_ bytes: Span<UInt8>) throws(Sink.Failure) {
    try sink.write(bytes)
    byteCount &+= UInt64(bytes.count)
  }
}
