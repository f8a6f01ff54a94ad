extension FindingRule {
  /// What the manual says of the rules about batches of pages in a legacy body, and what cannot be told from one.
  static let batchManual: [FindingRule: Manual] = [
    .unknownChunk: Manual(
      meaning: "a negative chunk id that no release writes; nothing tells its length",
      receivers: "give up",
      savescope: "goes on behind it where the rest of the body makes sense, else shows it as unknown",
      logs: [
        LogLine("Max batch size exceeded (…). Giving up.", in: "4.0 to 4.5"),
        LogLine("Unrecognised chunk …", by: .converter, in: "4.6 and later"),
      ],
      remedy: Remedy(
        "`savescope tree` shows what is behind it; look at what stands before it: the stream is out of step, or its head was "
          + "lost (a number such as "
          + "1970103633 is four letters, here \"Qemu\")",
        .cut),
      source: "`xc_domain_restore.c`, `pagebuf_get_one`; `convert-legacy-stream`, `read_chunks`"),
    .batchTooLarge: Manual(
      meaning: "a batch of more than 1024 entries",
      receivers: "give up",
      savescope: "shows the rest as unknown",
      logs: [
        LogLine("Max batch size exceeded (…). Giving up.", in: "4.0 to 4.5"),
        LogLine("Page batch (…) exceeded MAX_BATCH (…)", by: .converter, in: "4.6 and later"),
      ],
      remedy: Remedy(
        "`savescope tree` shows what is behind it; look at what stands there: the stream is out of step, or something else "
          + "follows (a number such as "
          + "1970103633 is four letters, here \"Qemu\": a device-model record where a batch was expected)",
        .cut),
      source: "`xc_domain_restore.c`, `pagebuf_get_one`; `convert-legacy-stream`, `read_chunks`"),
    .batchWithoutContent: Manual(
      meaning: "a batch of unmapped entries only, as no sender since 4.1 writes",
      receivers: "accept it",
      savescope: "shows it",
      source: "`xc_domain_restore.c`, `apply_batch`"),
    .pfnOutOfRange: Manual(
      meaning: "a PFN that is not below p2m_size",
      receivers: "index a table with it first, then give up where it is above p2m_size; a PFN far out crashes them",
      savescope: "shows the entry; the PFN belongs to no memory",
      logs: [
        LogLine("pfn out of range", in: "4.0 to 4.5")
      ],
      remedy: Remedy(
        "save again with the guest at the size that it was created with (a balloon, or memory that was added, "
          + "while it was saved)",
        .cut),
      source: "`xc_domain_restore.c`, `apply_batch` (4.0 to 4.5)"),
    .pfnRepeated: Manual(
      meaning: "a PFN twice in one batch",
      receivers: "accept it, and the last one counts; the converter of 4.6 and later gives up",
      savescope: "the same",
      logs: [
        LogLine("Duplicate pfns in batch", by: .converter, in: "4.6 and later")
      ],
      remedy: Remedy("restore with a release up to 4.5, or write the stream anew", .recodeV3),
      source: "`xc_domain_restore.c`, `apply_batch`; `convert-legacy-stream`, `read_chunks`"),
    .pageTypeUndefined: Manual(
      severity: "error; HVM: warning",
      meaning: "page type 5, 6 or 7",
      receivers:
        "log it and drop the rest of the batch: 4.2 to 4.5 go on where the batch brought new pages, all others give up",
      savescope: "takes it to carry content",
      logs: [
        LogLine("Bogus page type … page table is out of range: i=… p2m_size=…", in: "4.0 to 4.5")
      ],
      remedy: Remedy("save again; or take the last sound checkpoint of a Remus stream", .cut),
      source: "`xc_domain_restore.c`, `apply_batch`"),
    .pinWithoutTable: Manual(
      meaning: "type 8: the pin bit on a page that is no page table",
      receivers: "ignore the bit",
      savescope: "the same",
      source: "`xc_domain_restore.c`, `xc_domain_restore`"),
    .allocateOnlyLate: Manual(
      meaning: "an XALLOC entry behind checkpoint 0",
      receivers: "allocate the page",
      savescope: "the same",
      source: "`xc_domain_restore.c`, `apply_batch` (4.2 to 4.5)"),
  ]
}
