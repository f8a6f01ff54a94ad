/// The table of rules. A sentence says what is wrong and, where that is known, what Xen's receiver does about it; what
/// each rule means is listed in `docs/findings.md`.
extension FindingRule {
  /// The part of a capture that a rule is about, as the manual of findings heads it.
  enum Stage: String {
    case capture = "The capture as a whole"
    case envelope = "Envelopes"
    case header = "The legacy header"
    case body = "Bodies"
    case compressed = "Compressed data"
    case tail = "Tails"
  }

  /// What there is to know of a rule.
  struct Row {
    let stage: Stage
    /// How bad it is to break it, where nothing makes it less so.
    let severity: Severity
    /// What is wrong, in plain words without the offset.
    let words: (Finding) -> String

    init(_ stage: Stage, _ severity: Severity, _ words: String) { self.init(stage, severity) { _ in words } }

    init(_ stage: Stage, _ severity: Severity, _ words: @escaping (Finding) -> String) {
      self.stage = stage
      self.severity = severity
      self.words = words
    }
  }

  private typealias Text = FindingText
  private typealias Number = NumberText

  var row: Row {
    switch self {
    case .cutShort:
      Row(.capture, .error) { "the capture ends inside \($0.part.rawValue)\(Text.amount($0)); \(Text.loss($0))" }
    case .readFailed: Row(.capture, .error, "the bytes here could not be read, and what lies behind them is not shown")
    case .unpackingFailed:
      Row(
        .capture, .error,
        "the compressed data is cut or damaged here: what could be unpacked is shown, and may be wrong towards its end")
    case .notReadYet:
      Row(.capture, .error) { "\($0.part.rawValue) begins here: it is recognised, and this version does not read it" }
    case .noStream: Row(.capture, .error, "what follows the envelope is no stream that savescope knows")
    case .indexingStopped: Row(.capture, .note, "reading was stopped here, and what follows has not been looked at")
    case .indexFull: Row(.capture, .error, "the index is full, and what follows has not been looked at")
    case .trailingBytes:
      Row(.capture, .warning) {
        "\(Text.lyingBytes($0)) behind the stream; receivers since Xen 4.1 never read them, 4.0 takes them for a "
          + "checkpoint"
      }
    case .trailingHandshake:
      Row(.capture, .note, "the text by which xl migrate tells its receiver to unpause follows the stream")
    case .extraDeviceModelRecord:
      Row(
        .capture, .note,
        "a device-model record that belongs to no checkpoint follows the last tail, as libxl leaves it when a Remus "
          + "run ends cleanly")
    case .xlByteOrder:
      Row(
        .envelope, .error,
        "the byte-order word of the xl header does not hold this machine's 0x01020304; xl refuses such a file")
    case .xlUnknownFlag:
      Row(.envelope, .error) {
        "the xl header has a mandatory flag that is not known (flags \(Number.hex($0.value))); xl refuses such a file"
      }
    case .xlConfigOverrun:
      Row(.envelope, .error) {
        "the configuration in the xl header claims more bytes than the header holds\(Text.claim($0)); xl calls the "
          + "file truncated"
      }
    case .xlStreamVersion:
      Row(.envelope, .error, "the xl header names another kind of stream than the one that follows it")
    case .p2mSizeOutOfRange:
      Row(.header, .error) {
        "p2m_size is \(Text.number($0.value)), where a sender allows 1 to \(Text.number($0.limit)); a receiver does "
          + "not check it"
      }
    case .extendedInfoOverrun:
      Row(.header, .error) {
        "a block of the extended info claims more bytes than are left of it\(Text.claim($0)); a receiver gives up"
      }
    case .extendedInfoUnknownBlock:
      Row(.header, .note) {
        "the extended info has a block of an unknown kind (\(Number.counted($0.value, "byte"))); a receiver skips it"
      }
    case .vcpuBlockSize:
      Row(.header, .error) {
        "the vcpu block has \(Text.number($0.value)) bytes, where a 32-bit guest has 2,800 and a 64-bit guest 5,168; a "
          + "receiver gives up"
      }
    case .xcntBlockSize:
      Row(.header, .error) {
        "the xcnt block states \(Number.counted($0.value, "byte")) instead of 4; a receiver loses its place behind it"
      }
    case .p2mFrameOutOfRange:
      Row(.header, .error) {
        "the p2m frame list names PFN \(Number.hex($0.value)), and p2m_size is \(Number.hex($0.limit)); a receiver "
          + "gives up at the very end"
      }
    case .unknownChunk:
      Row(.body, .error) {
        "\(Text.chunkID($0.value)) is the id of no known chunk, so nothing tells where it ends; \(Text.loss($0))"
      }
    case .batchTooLarge:
      Row(.body, .error) {
        "a batch of \(Text.number($0.value)) entries, where \(Text.number($0.limit)) are allowed; \(Text.loss($0))"
      }
    case .batchWithoutContent:
      Row(.body, .note, "a batch with unmapped entries only, which no sender since Xen 4.1 writes; it changes nothing")
    case .pfnOutOfRange:
      Row(.body, .error) {
        "a PFN is not below p2m_size (\(Number.hex($0.limit)))\(Text.others($0)); a receiver gives up or crashes"
      }
    case .pfnRepeated:
      Row(.body, .warning, "a PFN stands twice in one batch, which no sender writes; the last one counts")
    case .pageTypeUndefined:
      Row(.body, .error, "a page type that does not exist (5, 6 or 7); a receiver gives up when it applies the page")
    case .pinWithoutTable:
      Row(.body, .warning, "the pin bit on a page that is no page table (type 8); a receiver ignores the bit")
    case .allocateOnlyLate:
      Row(
        .body, .warning,
        "an XALLOC entry after checkpoint 0, where no sender writes one; a receiver allocates the page without content")
    case .vcpuInfoMissing:
      Row(.body, .warning, "the body has no VCPU_INFO chunk; a receiver takes it that vCPU 0 is the only one")
    case .vcpuInfoRepeated: Row(.body, .warning, "the body has a second VCPU_INFO chunk; the last one counts")
    case .vcpuLimit:
      Row(.body, .error) {
        "the highest vCPU id is \(Text.chunkID($0.value)), where 0 to 4,095 is allowed; a receiver gives up, but not "
          + "on a negative one"
      }
    case .ioreqServerPair:
      Row(
        .body, .warning,
        "one of HVM_IOREQ_SERVER_PFN and HVM_NR_IOREQ_SERVER_PAGES is there without the other; a receiver logs an "
          + "error and goes on")
    case .acpiPortsValue:
      Row(.body, .warning) {
        "the ACPI I/O ports location is \(Text.number($0.value)), where 0 or 1 is allowed; a receiver logs an error "
          + "and goes on"
      }
    case .hvmChunkInPV: Row(.body, .warning, "a chunk that belongs to HVM guests stands in the stream of a PV guest")
    case .toolstackLayout:
      Row(.body, .error) { "the TOOLSTACK chunk does not have the layout that libxl writes\(Text.claim($0))" }
    case .tmemLayout:
      Row(
        .body, .error,
        "the TMEM chunk does not have the layout that a sender writes, so nothing tells for sure where it ends")
    case .verifyInRemus:
      Row(
        .body, .warning,
        "verify mode is on in a checkpointed stream; Xen's receiver never applies a page again, in later checkpoints "
          + "either: it ends with the memory of before and the state of the last checkpoint")
    case .verifyMismatch:
      Row(.body, .warning) {
        "page \(Number.hex($0.value)) differs from what was sent before in \(Number.counted($0.limit, "word")); a "
          + "receiver logs it and keeps what it has"
      }
    case .lastCheckpointMissing:
      Row(
        .body, .note,
        "no LAST_CHECKPOINT, although nothing follows; receivers of Xen 4.1 to 4.3.1 wait for another checkpoint")
    case .lastCheckpointInRemus:
      Row(
        .body, .warning,
        "LAST_CHECKPOINT stands in a stream that goes on; a receiver commits here and ignores the rest")
    case .compressionEnabledLate:
      Row(.body, .warning, "ENABLE_COMPRESSION stands behind checkpoint 0, where no sender puts it")
    case .compressedUnexpected:
      Row(
        .compressed, .error,
        "COMPRESSED_DATA without an ENABLE_COMPRESSION before it; Xen's receiver takes it for the end of the body and "
          + "fails on what follows")
    case .compressedLength:
      Row(.compressed, .error) {
        "COMPRESSED_DATA claims \(Number.counted($0.value, "byte")), which is beyond any limit; a receiver gives up"
      }
    case .compressedEmpty:
      Row(.compressed, .note, "a COMPRESSED_DATA chunk without data, which no sender writes; a receiver ignores it")
    case .deltaZeroRun:
      Row(.compressed, .error) {
        "a marker of zero words inside a page\(Text.place($0)); a receiver fails when it applies the page"
      }
    case .deltaPastPage:
      Row(.compressed, .error) {
        "a marker leads past the end of its page\(Text.place($0)); a receiver fails when it applies the page"
      }
    case .deltaTooShort:
      Row(
        .compressed, .error,
        "the compressed data ends inside a page, before its 1,024 words are covered; a receiver fails when it applies "
          + "the page")
    case .deltaSplit:
      Row(
        .compressed, .note,
        "a page delta is split over two COMPRESSED_DATA chunks, which no sender does; a receiver joins them")
    case .deltaBeforeEntry:
      Row(
        .compressed, .warning,
        "compressed data stands before the PFN array that it belongs to, which no sender does; a receiver does not mind"
      )
    case .deltaMissing:
      Row(.compressed, .error) {
        "there are \(Number.counted($0.value, "page delta")) for \(Number.counted($0.limit, "entry")); a receiver "
          + "fails when it applies the checkpoint"
      }
    case .deltaLeftOver:
      Row(.compressed, .warning) {
        "compressed data is left over behind the last of \(Number.counted($0.limit, "entry")); a receiver ignores it"
      }
    case .deltaForPageTable:
      Row(
        .compressed, .warning,
        "a page table is sent as a delta, which no sender does; a receiver applies it to a page whose frame numbers it "
          + "has replaced, so its content cannot be told")
    case .deltaWithoutBase:
      Row(.compressed, .warning) {
        "a delta for page \(Number.hex($0.value)), of which nothing was sent before; a receiver applies it to what its "
          + "memory happens to hold"
      }
    case .deltaDesync:
      Row(.compressed, .warning) {
        "PFN \(Number.hex($0.value)) is sent as a delta although a sender's cache of \(Text.number($0.limit)) pages "
          + "could not hold it; a receiver applies it to what it has, which may be another content"
      }
    case .staleSlot:
      Row(.compressed, .warning) {
        "PFN \(Number.hex($0.value)) begins a chunk as a delta although it was not cached: Xen's sender encoded it "
          + "against another page, and a receiver's copy may be wrong until the page is sent again"
      }
    case .unmappedCount:
      Row(.tail, .error) {
        "the unmapped list claims \(Number.counted($0.value, "PFN")), where \(Text.number($0.limit)) are allowed; a "
          + "receiver gives up"
      }
    case .unmappedOutOfRange:
      Row(.tail, .warning) {
        "the unmapped list names PFN \(Number.hex($0.value)), and p2m_size is \(Number.hex($0.limit))"
      }
    case .vcpuPageTableBase:
      Row(.tail, .error) {
        "a vCPU's page-table base leads to PFN \(Number.hex($0.value)), which is no top-level page table of this "
          + "stream; a receiver gives up"
      }
    case .vcpuDescriptorTable:
      Row(.tail, .error) { "a vCPU's descriptor table does not fit\(Text.claim($0)); a receiver gives up" }
    case .xsaveSize:
      Row(.tail, .warning) {
        "an XSAVE area states another size than the header\(Text.claim($0)); Xen's receiver loses its place"
      }
    case .hvmContextHeader:
      Row(
        .tail, .error,
        "the HVM context does not start with the header record that Xen writes; Xen refuses the context")
    case .hvmContextOverrun:
      Row(.tail, .error) {
        "a record of the HVM context claims more bytes than are left\(Text.claim($0)); Xen refuses the context"
      }
    case .hvmContextNoEnd: Row(.tail, .error, "the HVM context has no END record; Xen refuses the context")
    case .hvmContextUnknownRecord:
      Row(.tail, .note) {
        "the HVM context has a record of unknown type \(Text.number($0.value)); a Xen that does not know it refuses "
          + "the context"
      }
    case .hvmContextRecordLength:
      Row(.tail, .warning) {
        "a record of the HVM context has a length that no known Xen gives its type\(Text.claim($0)); Xen refuses the "
          + "context"
      }
    case .deviceModelSignature:
      Row(.tail, .error) { "the device-model record has a signature that is not known; \(Text.loss($0))" }
    case .deviceModelMagic: Row(.tail, .error, "the device-model state does not start with QEVM; a receiver gives up")
    }
  }
}
