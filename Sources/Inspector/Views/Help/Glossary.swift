/// What the words on the screens mean: `:help WORD` shows one, and the help lists all.
struct Glossary {
  struct Entry: Sendable {
    let word: String
    /// Further words that lead here.
    var also: [String] = []
    let meaning: String
  }

  /// The entry of a word, in whichever case it was typed.
  static func entry(of word: String) -> Entry? {
    let wanted = word.lowercased()
    return entries.first { entry in ([entry.word] + entry.also).contains { $0.lowercased() == wanted } }
  }

  static let entries = [
    Entry(
      word: "batch",
      meaning: "A chunk of a legacy body, or a PAGE_DATA record, that carries a PFN "
        + "array, with or without page images."),
    Entry(
      word: "body", also: ["phase"],
      meaning: "The pages and chunks of a checkpoint, before its tail."),
    Entry(
      word: "BROKEN",
      meaning: "Page type 13: the frame has a memory error. Nothing is sent, and the page is taken away."),
    Entry(
      word: "checkpoint",
      meaning: "One body and its tail. Checkpoint 0 is the first full image; a plain save has no other one."),
    Entry(word: "chunk", meaning: "The unit of a legacy body. In v2 and v3 streams the unit is a record."),
    Entry(
      word: "delta",
      meaning: "The compressed form of a page: only words that changed travel, "
        + "between markers that tell where they go."),
    Entry(
      word: "empty",
      meaning: "Encoding of a page without a change: a marker is all that travels of it."),
    Entry(
      word: "encoding",
      meaning: "How a page travels: raw (its 4096 bytes), full (whole, in compressed "
        + "data), delta, empty, none "
        + "(its type has no content), verify (to be compared only) or missing (the capture does not hold it)."),
    Entry(
      word: "entry", also: ["PFN array"],
      meaning: "One word of a PFN array: the PFN and the bits of the page "
        + "type."),
    Entry(
      word: "envelope",
      meaning: "What wraps a stream: an xl header, an xend record, a libvirt or XAPI "
        + "image, libxl's stream."),
    Entry(
      word: "finding",
      meaning: "Something wrong or suspect in the capture, with a rule, a severity "
        + "and a file offset."),
    Entry(
      word: "framing",
      meaning: "Bytes that hold the stream together and are nothing else: chunk ids, "
        + "counts, lengths, record headers, padding."),
    Entry(
      word: "full",
      meaning: "Encoding of a page that travels whole within compressed data, as the "
        + "sender's cache had no base."),
    Entry(
      word: "iteration", also: ["iter"],
      meaning: "One upward scan over the PFNs inside a body: live copies make several "
        + "rounds, each sends what was dirtied."),
    Entry(
      word: "L1TAB", also: ["L2TAB", "L3TAB", "L4TAB", "page table"],
      meaning: "Page types 1 to 4: page tables of a PV guest, by their level. |PIN "
        + "says that Xen is told to keep them validated."),
    Entry(
      word: "marker", meaning: "A byte of a delta that begins a run or a skip; its low bits count words."),
    Entry(
      word: "metadata",
      meaning: "Payloads of chunks and records beside pages: vCPU map, HVM "
        + "parameters, TSC."),
    Entry(
      word: "NOTAB", meaning: "Page type 0: an ordinary page, and every page of an HVM guest that is there."),
    Entry(
      word: "p2m_size",
      meaning: "One past the largest PFN that a legacy stream may hold: the size of "
        + "the guest's table from PFN to machine frame."),
    Entry(
      word: "PFN", also: ["page"],
      meaning: "Number of a page frame of the guest. A page has 4096 "
        + "bytes."),
    Entry(
      word: "pinned", also: ["PIN", "|PIN"],
      meaning: "Of a page table: the receiver has to pin it, as Xen keeps it "
        + "validated."),
    Entry(
      word: "ratio",
      meaning: "Bytes of the pages, 4096 each, divided by the bytes that they took in "
        + "the stream."),
    Entry(word: "raw", meaning: "Encoding of a page that travels as its 4096 bytes."),
    Entry(
      word: "record",
      meaning: "The unit of a v2 or v3 stream: a type, a length, a body, padding to "
        + "eight bytes."),
    Entry(
      word: "Remus",
      meaning: "Xen's high availability: a checkpoint of the running guest goes to a "
        + "backup many times a second."),
    Entry(
      word: "run", also: ["runs"],
      meaning: "Of a delta: a marker and up to 127 words that travel, one after the "
        + "other."),
    Entry(word: "send", meaning: "One time that a page was sent."),
    Entry(
      word: "skip", also: ["skips"],
      meaning: "Of a delta: a marker alone, up to 127 words that stay as they "
        + "were."),
    Entry(
      word: "tail",
      meaning: "What follows the pages of a checkpoint: unmapped PFNs, vCPU contexts, "
        + "shared info, HVM context, device state."),
    Entry(
      word: "takeover",
      meaning: "The last checkpoint that a backup could really have started from: "
        + "complete, and its deltas decode."),
    Entry(
      word: "toolstack",
      meaning: "The program on dom0 that wrote the stream. Legacy streams depend on "
        + "whether it had 32 or 64 bits."),
    Entry(
      word: "unmapped",
      meaning: "PFNs that a PV guest had no frame for when it was suspended; a tail "
        + "lists them."),
    Entry(
      word: "verify mode", also: ["verify"],
      meaning: "A debugging aid of old Xen: pages are sent once more only to be compared, and not applied."),
    Entry(
      word: "word", also: ["words", "changedWords"],
      meaning: "Four bytes: the unit of deltas. A page has 1024 "
        + "words."),
    Entry(
      word: "XALLOC",
      meaning: "Page type 14: allocate the page, its content comes later. First "
        + "iteration of HVM guests, since Xen 4.2."),
    Entry(
      word: "XTAB",
      meaning: "Page type 15: there is no such page, so nothing is sent. It removes "
        + "nothing that was sent before."),
  ]
}
