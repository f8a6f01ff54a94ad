/// One image of a checkpoint of a legacy stream as Xen 4.14 and later read it: what Xen's converter writes of a stream
/// that it understands, and the same of the others: with page compression, with several checkpoints, by xend.
///
/// ```
/// [xl header]  [libxl header, LIBXC_CONTEXT]
///   image header, domain header, [X86_PV_INFO], STATIC_DATA_END, [X86_PV_P2M_FRAMES], PAGE_DATA …, X86_TSC_INFO
///   PV: SHARED_INFO, each vCPU   HVM: HVM_CONTEXT, HVM_PARAMS
/// END  [EMULATOR_XENSTORE_DATA, EMULATOR_CONTEXT, END]
/// ```
///
/// The domain header names no release but says that the stream was converted: nobody's Xen wrote it, and what a release
/// would have added, such as CPUID policies, is not there.
package struct LegacyConversion {
  package let memory: GuestMemory
  /// The last checkpoint that is complete and whose memory is known.
  package let checkpoint: Int
  private let stream: StreamDescription

  /// Why a stream cannot be converted.
  package enum Failure: Error, Sendable, Equatable {
    /// There is no legacy stream in the capture.
    case noLegacyStream
    /// No checkpoint is there in whole.
    case nothingComplete
    /// What stands at this file offset does not fit into a record.
    case partTooLong(UInt64)
  }

  /// What was written and what was left out.
  package struct Outcome: Sendable, Equatable {
    package internal(set) var pages: UInt64 = 0
    /// Pages that deltas or full pages of compressed data decide.
    package internal(set) var resolvedPages: UInt64 = 0
    /// Pages whose bytes may not be what a receiver had.
    package internal(set) var doubtfulPages: UInt64 = 0
    /// Pages that a BROKEN entry took away.
    package internal(set) var brokenPages: UInt64 = 0
    /// What stands around the libxc stream.
    package internal(set) var form = ConvertedForm.libxc
    /// Layers of the capture that have no place in it.
    package internal(set) var layersLeftOut: [Layer.Kind] = []
    /// Names of the chunks that no newer stream has a record for.
    package internal(set) var chunksLeftOut: [String] = []
  }

  /// - Throws: when there is nothing to convert.
  package init(of memory: GuestMemory) throws(Failure) {
    let index = memory.index
    guard case .legacy? = index.shape, let stream = index.stream else { throw .noLegacyStream }
    let decodable = index.checkpoints.prefix { $0.deltasDecode }.count
    let complete = index.checkpoints.indices.prefix(decodable).last { index.checkpoints[$0].isComplete }
    guard let complete else { throw .nothingComplete }
    self.memory = memory
    self.stream = stream
    checkpoint = complete
  }

  /// Pages that the image will have.
  package var pageCount: UInt64 {
    get throws { try memory.presentPFNs(at: checkpoint).reduce(0) { $0 + UInt64($1.count) } }
  }

  /// Writes the image.
  /// - Parameter progress: called with the number of pages written so far, now and then.
  /// - Throws: `Failure`, when the capture cannot be read, and what the sink throws.
  package func write<Sink: ByteSink>(to sink: inout Sink, progress: (UInt64) -> Void = { _ in }) throws -> Outcome {
    let index = memory.index
    let capture = memory.capture.corrected(by: index)
    let own = try index.partsHeld(at: checkpoint, capture)
    let state = try ConvertedState(stream, header: index.parts(of: nil, capture), own: own, in: capture)
    // A PV guest's own stream has neither of its records: libxl refuses them there.
    let emulator = try ConvertedEmulator(
      stream.guest == .hvm ? own : [], toolstackBits: stream.toolstackBits ?? 64, in: capture)
    let envelope = try ConvertedEnvelope(index.envelopes, needsLibxl: emulator.state != nil, in: capture)
    var outcome = try outcome(envelope)

    for piece in envelope.pieces { try write(piece, to: &sink) }
    var writer = LibxlStreamWriter(to: sink)
    if envelope.isLibxl { try writer.writeHeader(isConverted: true) }
    try writer.libxc.writeHeader(
      WrittenStreamHeader(guest: stream.guest, xen: WrittenStreamHeader.converted))
    for record in state.head { try writer.write(record, from: capture) }
    var pages = ImagePages()
    try pages.write(of: memory, at: checkpoint, to: &writer.libxc, progress: progress)
    for record in state.tail { try writer.write(record, from: capture) }
    try writer.libxc.write(.end)
    if envelope.isLibxl {
      try write(emulator, to: &writer)
      try writer.write(.end)
    }
    sink = writer.sink
    outcome.pages = pages.pages
    outcome.resolvedPages = pages.resolvedPages
    outcome.doubtfulPages = pages.doubtfulPages
    return outcome
  }

  private func write<Sink: ByteSink>(_ emulator: ConvertedEmulator, to writer: inout LibxlStreamWriter<Sink>) throws {
    if !emulator.xenstore.isEmpty { try writer.write(.emulatorXenstoreData(.unknown, emulator.xenstore)) }
    guard let state = emulator.state else { return }
    guard let length = UInt32(exactly: state.count), length <= .max - 8 else {
      throw Failure.partTooLong(state.lowerBound)
    }
    try writer.beginEmulatorContext(.unknown, length: length)
    try memory.capture.forEachPiece(of: state) { try writer.libxc.write($0.span) }
  }

  private func write<Sink: ByteSink>(_ piece: ImagePiece, to sink: inout Sink) throws {
    switch piece {
    case .copied(let range): try memory.capture.forEachPiece(of: range) { try sink.write($0.span) }
    case .written(let bytes): try sink.write(bytes.span)
    }
  }

  /// What is known before the first byte is written.
  private func outcome(_ envelope: ConvertedEnvelope) throws -> Outcome {
    var outcome = Outcome()
    outcome.form = envelope.form
    outcome.layersLeftOut = envelope.leftOut
    outcome.brokenPages = try memory.countOfBrokenPages(at: checkpoint)
    for number in Set([0, checkpoint]).sorted() {
      let chunks = try MetadataChunks(ofCheckpoint: number, in: memory).chunks
      let tmem = chunks.filter { $0.id == .tmem || $0.id == .tmemExtra }.map(\.name)
      outcome.chunksLeftOut += tmem.filter { !outcome.chunksLeftOut.contains($0) }
    }
    return outcome
  }
}
