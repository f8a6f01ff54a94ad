extension FindingRule {
  /// What the manual says of the rules about the capture as a whole.
  static let captureManual: [FindingRule: Manual] = [
    .cutShort: Manual(
      severity: "error in the header and checkpoint 0, warning later",
      meaning: "the capture ends inside the part that is named",
      receivers:
        "in checkpoint 0 they give up, and the domain is destroyed; later they start it from the checkpoint "
        + "before, but for 4.4.0 to 4.4.4, whose error paths destroy it then too",
      savescope: "shows all that is there; offset is the end of the capture",
      logs: [
        LogLine("read: p2m_size", in: "4.0 to 4.5"),
        LogLine("read extended-info signature failed", in: "4.0 to 4.5"),
        LogLine("read extended-info size failed", in: "4.0 to 4.5"),
        LogLine("read extended-info chunk signature failed", in: "4.0 to 4.5"),
        LogLine("read extended-info vcpu context failed", in: "4.0 to 4.5"),
        LogLine("read extended vcpu state size failed", in: "4.3 to 4.5"),
        LogLine("read-and-discard extended-info chunk bytes failed", in: "4.0 to 4.5"),
        LogLine("read first entry of p2m_frame_list failed", in: "4.0 to 4.5"),
        LogLine("read p2m_frame_list failed", in: "4.0 to 4.5"),
        LogLine("Error when reading batch size", in: "4.0 to 4.5"),
        LogLine("Error when reading batch", in: "4.0 to 4.5"),
        LogLine("Error when reading region pfn types", in: "4.0 to 4.5"),
        LogLine("Error when reading pages", in: "4.0 to 4.5"),
        LogLine("Error when reading max_vcpu_id", in: "4.0 to 4.5"),
        LogLine("error reading/restoring tmem", in: "4.0 to 4.5"),
        LogLine("error reading/restoring tsc info", in: "4.0 to 4.5"),
        LogLine("error read toolstack id", in: "4.2 to 4.5"),
        LogLine("error read the …", in: "4.0 to 4.5"),
        LogLine("Error when reading compbuf_size", in: "4.2 to 4.5"),
        LogLine("Error when reading compression buffer", in: "4.2 to 4.5"),
        LogLine("error when buffering batch, finishing", in: "4.0 to 4.5"),
        LogLine("error buffering image tail, finishing", in: "4.0 to 4.5"),
        LogLine("error buffering image tail", in: "4.0 to 4.5"),
        LogLine("Error when reading pfn count", in: "4.0 to 4.5"),
        LogLine("Error when reading pfntab", in: "4.0 to 4.5"),
        LogLine("Error when reading ctxt", in: "4.0 to 4.5"),
        LogLine("Error when reading shared info page", in: "4.0 to 4.5"),
        LogLine("Error reading magic PFNs", in: "4.0 to 4.5"),
        LogLine("Error reading HVM params size", in: "4.0 to 4.5"),
        LogLine("Error reading HVM params", in: "4.0 to 4.5"),
        LogLine("Error reading QEMU header length", in: "4.0 to 4.5"),
        LogLine("Error reading QEMU state", in: "4.0 to 4.5"),
        LogLine("Error reading QEMU data", in: "4.0 to 4.5"),
        LogLine("0-length read", in: "4.0 to 4.5"),
        LogLine("rdexact failed (read rc: …, errno: …)", in: "4.2 to 4.5"),
        LogLine("read_exact_timed failed (read rc: …, errno: …)", in: "4.0 and 4.1"),
        LogLine("Failed to read Image Header from stream", in: "4.6 and later"),
        LogLine("Failed to read Domain Header from stream", in: "4.6 and later"),
        LogLine("Failed to read Record Header from stream", in: "4.6 and later"),
        LogLine("Failed to read … bytes of data for record (…, …)", in: "4.6 and later"),
        LogLine("Stream truncated", by: .converter, in: "4.6 and later"),
        LogLine("file/stream truncated reading …", by: .libxl),
        LogLine("not a valid guest state file: … read", by: .xend, in: "up to 4.4"),
      ],
      remedy: Remedy("save or send again; of a Remus stream the last whole checkpoint can be cut out", .cut),
      source:
        "`xc_domain_restore.c`, `pagebuf_get_one` and `buffer_tail` (4.0 to 4.5); `xg_sr_restore.c`, "
        + "`read_headers`, and `xg_sr_common.c`, `read_record` (4.6 and later)"),
    .readFailed: Manual(
      meaning: "the medium did not give the bytes",
      receivers: "",
      savescope: "keeps what was read; exit status 2",
      remedy: "copy the capture to another medium, with what can still be read of it (`ddrescue`)"),
    .unpackingFailed: Manual(
      meaning: "a gzip, zstd or xz capture whose compressed data is cut or damaged",
      receivers: "never see it: captures are compressed by users",
      savescope: "shows what could be unpacked",
      remedy: "copy the file again, whole, and test it with `gzip -t`, `zstd -t` or `xz -t`"),
    .notReadYet: Manual(
      meaning: "a kind of stream that is recognised by its magic, but whose content this version does not read",
      receivers: "",
      savescope: "says what it is, who writes it and what reads it; every command ends with status 2",
      remedy: "give the capture to the program that is named"),
    .noStream: Manual(
      meaning: "an envelope with something behind it that is no known stream",
      receivers: "give up",
      savescope: "shows the bytes as unread",
      logs: [
        LogLine("Invalid marker: Got …", in: "4.6 and later"),
        LogLine("Invalid ident: expected …, got …", by: .libxl, in: "4.6 and later"),
      ],
      remedy: Remedy(
        "look at the first bytes (`savescope tree --at OFFSET`): most often another envelope, or a stream with "
          + "its head lost"),
      source: "`xg_sr_restore.c`, `read_headers` (4.6 and later); `libxl_stream_read.c`, `stream_header_done`"),
    .indexingStopped: Manual(
      meaning: "reading was stopped by the user",
      receivers: "",
      savescope: "keeps what was read",
      remedy: "let it be read to its end"),
    .indexFull: Manual(
      meaning: "more rows than an index of this capture may have",
      receivers: "",
      savescope: "keeps what was read"),
    .trailingBytes: Manual(
      severity: "note behind LAST_CHECKPOINT and where they are zeros, else warning",
      meaning: "bytes behind the last checkpoint that belong to nothing known",
      receivers:
        "4.0 to 4.3.1 read on behind an image without LAST_CHECKPOINT: zeros are checkpoints to them, of which a PV "
        + "guest does not start; of anything else they fall back to the image. Others do not read them",
      savescope: "shows them as one unknown leaf",
      remedy: Remedy("nothing where the file lies on a block device or was sparse; else cut it off", .keepHead),
      source: "`xc_domain_restore.c`, `xc_domain_restore` (4.0: goes on to read behind the tail)"),
    .trailingHandshake: Manual(
      meaning: "the text by which `xl migrate` clears its receiver to unpause",
      receivers: "read it as their cue, not as part of the stream",
      savescope: "shows it as text",
      logs: [
        LogLine("migration sender: Giving target permission to start.", by: .xl)
      ],
      remedy: "nothing; a file of `xl save` has none",
      source: "`xl_migrate.c`, `migrate_domain`"),
    .extraDeviceModelRecord: Manual(
      meaning: "a device-model record behind the last tail, as libxl leaves it when a Remus run ends cleanly",
      receivers: "take it for a broken checkpoint and start from the last one",
      savescope: "shows it, belonging to no checkpoint",
      logs: [
        LogLine("error when buffering batch, finishing", in: "4.0 to 4.5")
      ],
      remedy: Remedy("where the receiver is one of 4.4.0 to 4.4.4, give it the last checkpoint only", .cut),
      source: "`libxl_dom.c`, `libxl__remus_domain_checkpoint_callback` (4.2 to 4.5)"),
    .lostStretch: Manual(
      meaning:
        "zeros where a batch or a record should begin, or in a PFN array: a block that was lost, or a sparse "
        + "file that was never filled; how many, and what can be read again behind them",
      receivers: "take the zeros for the end of the body and fail on the tail",
      savescope: "goes on as a receiver does, and says where the next whole batch or record begins",
      remedy: "send or copy it again from where it is whole, or look at what is behind it with `savescope tree`",
      source: "`xc_domain_restore.c`, `pagebuf_get_one`; `xg_sr_restore.c`, `read_record`"),
    .streamDamaged: Manual(
      meaning:
        "bytes that make no sense where a chunk, record or checkpoint should begin, or in a PFN array; how many, or how many "
        + "entries are lost, and where the stream goes on",
      receivers: "give up, or take what stands there for something else",
      savescope:
        "reading on behind damage, shows the bytes as unknown, and goes on at the next place that looks like nothing else: PFNs in "
        + "their order, or a structure with a magic, with another chunk behind it that makes sense",
      remedy: "copy it again from where it is whole; what was found again can be had with `memory --allow-incomplete`",
      source: "`xc_domain_restore.c`, `pagebuf_get_one`; `xg_sr_restore.c`, `read_record`"),
    .pagesShifted: Manual(
      meaning: "bytes were lost among the page images of a batch, or came in between: what follows is out of step",
      receivers: "take other bytes for pages from there on, and give up where the next batch should begin",
      savescope:
        "reading on behind damage, places the images from both ends; where the damage lies is told by words and zeros at the borders "
        + "of pages, and pages that may be out of step have the encoding `doubtful`",
      remedy: "copy it again from where it is whole; what was found again can be had with `memory --allow-incomplete`",
      source: "`xc_domain_restore.c`, `pagebuf_get_one`; `xg_sr_restore.c`, `read_record`"),
    .pfnUnordered: Manual(
      meaning:
        "PFNs of a batch that are out of order among the others; looked for where damage is, or with `--salvage`, as a receiver does not mind",
      receivers: "take them as they are",
      savescope:
        "gives the pages of such entries the encoding `doubtful`, and those between them where one of them has no page; of a "
        + "few words that are changed the order is all that tells",
      remedy: "look at the pages, and at those of another checkpoint or capture of the guest",
      source: "`xc_domain_save.c`, `xc_domain_save`; `xg_sr_save.c`, `send_dirty_pages`"),
    .deltasLost: Manual(
      meaning:
        "compressed data that does not decode, or was lost; how many page deltas there should be, and where others decode "
        + "again to the end of the body",
      receivers: "give up when they apply the checkpoint, or take deltas for those of other pages",
      savescope:
        "reading on behind damage, binds the deltas behind the damage to the last entries of the body; pages whose delta is lost are "
        + "`missing`, and the few next to the damage `doubtful`",
      remedy: "copy it again from where it is whole; what was found again can be had with `memory --allow-incomplete`",
      source: "`xc_domain_restore.c`, `apply_batch`"),
    .wordCorrected: Manual(
      meaning: "a count, length, id or magic makes no sense as it stands, and does with one bit changed",
      receivers: "give up, or take what follows for something else",
      savescope: "reading on behind damage, reads it with that bit changed",
      remedy: "copy it again from where it is whole",
      source: "`xc_domain_restore.c`, `pagebuf_get_one`; `xg_sr_restore.c`, `read_record`"),
  ]
}
