/// Writes a libxc stream as Xen 4.6 and later do, record by record.
///
/// The caller decides what is sent and when; the writer knows how it looks on the wire, and keeps nothing of what it
/// has written.
///
/// ```
/// image header   domain header   records: u32 type, u32 length, body, zeros up to a multiple of 8
/// ```
///
/// Calls in the wrong order are a programmer's mistake, and stop the program.
package struct MigrationStreamWriter<Sink: ByteSink> {
  /// Where the bytes go.
  package private(set) var sink: Sink
  /// The byte order of everything but the image header.
  package let order: ByteOrder
  /// Bytes written so far, those of layers around the stream that went through this writer included.
  package private(set) var byteCount: UInt64 = 0
  /// Bytes of the record that has been begun and are still to come.
  private var due: UInt64 = 0
  private var padding = 0

  /// The most entries of a PAGE_DATA record, as every release writes it.
  package static var maximumEntries: Int { 1024 }
  /// The type of a PAGE_DATA record.
  private static var pageData: UInt32 { 0x01 }

  package init(to sink: Sink, order: ByteOrder = .little) {
    self.sink = sink
    self.order = order
  }

  /// Begins the stream.
  package mutating func writeHeader(_ header: WrittenStreamHeader) throws(Sink.Failure) {
    try writeOutside(header.encoded(order))
  }

  // MARK: Records

  /// Writes a record.
  package mutating func write(_ record: WrittenRecord) throws(Sink.Failure) {
    let body = record.body(order)
    try beginRecord(record.type, length: UInt32(body.count))
    try write(body.span)
  }

  /// Writes the head of a record, whose body has to follow, in as many pieces as it takes.
  package mutating func beginRecord(_ type: UInt32, length: UInt32) throws(Sink.Failure) {
    var head = OrderedBytes(order)
    head.append(type)
    head.append(length)
    try writeOutside(head.bytes)
    due = UInt64(length)
    padding = Int((8 - length % 8) % 8)
  }

  /// Writes a piece of the body of the record that has been begun; behind the last one comes its padding.
  package mutating func write(_ piece: Span<UInt8>) throws(Sink.Failure) {
    precondition(UInt64(piece.count) <= due, "\(piece.count) bytes for a record that waits for \(due)")
    due -= UInt64(piece.count)
    try put(piece)
    guard due == 0, padding > 0 else { return }
    try put([UInt8](repeating: 0, count: padding).span)
    padding = 0
  }

  /// Begins a PAGE_DATA record of 1 to 1024 entries. An image has to follow for each entry whose type carries content.
  package mutating func writePageData(_ entries: [PageDataWord]) throws(Sink.Failure) {
    precondition((1...Self.maximumEntries).contains(entries.count), "a PAGE_DATA record has 1 to 1024 entries")
    let images = entries.count { $0.type.carriesContent }
    var words = OrderedBytes(order)
    words.append(UInt32(entries.count))
    words.append(UInt32(0))
    for entry in entries { words.append(entry.word) }
    try beginRecord(Self.pageData, length: UInt32(words.bytes.count + images * pageSize))
    try write(words.bytes.span)
  }

  /// Writes the next page of a PAGE_DATA record: 4096 bytes, page tables in canonical form.
  package mutating func writeImage(_ page: Span<UInt8>) throws(Sink.Failure) {
    precondition(page.count == pageSize, "a page has 4096 bytes")
    try write(page)
  }

  // MARK: Bytes

  /// Writes bytes between two records: a header, or what belongs to a layer around the stream.
  package mutating func writeOutside(_ bytes: [UInt8]) throws(Sink.Failure) {
    precondition(due == 0, "\(due) bytes of a record are missing")
    try put(bytes.span)
  }

  private mutating func put(_ bytes: Span<UInt8>) throws(Sink.Failure) {
    try sink.write(bytes)
    byteCount &+= UInt64(bytes.count)
  }
}
