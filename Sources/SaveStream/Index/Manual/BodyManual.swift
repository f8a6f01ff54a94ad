extension FindingRule {
  /// What the manual says of the rules about chunks of a legacy body beside its batches.
  static let bodyManual: [FindingRule: Manual] = [
    .vcpuInfoMissing: Manual(
      severity: "warning; note where Xen 3.0 may have written the stream",
      meaning: "no VCPU_INFO chunk in a body, which every sender since Xen 3.1 writes",
      receivers: "take it that vCPU 0 is the only one",
      savescope: "the same",
      source: "`xc_domain_restore.c`, `xc_domain_restore` (`max_vcpu_id`)"),
    .vcpuInfoRepeated: Manual(
      meaning: "a second VCPU_INFO chunk in a body",
      receivers: "the last one counts",
      savescope: "the same",
      source: "`xc_domain_restore.c`, `pagebuf_get_one`"),
    .vcpuLimit: Manual(
      meaning: "the highest vCPU id is 4096 or more, or negative",
      receivers: "give up at 4096; a negative one passes their check and is undefined behaviour",
      savescope: "goes on behind the chunk where the rest of the body makes sense, else shows it as unknown",
      logs: [
        LogLine("Error when reading max_vcpu_id", in: "4.0 to 4.5"),
        LogLine("Vcpu max_id out of range: … > …", by: .converter, in: "4.6 and later"),
      ],
      remedy: "save again",
      source: "`xc_domain_restore.c`, `pagebuf_get_one`; `convert-legacy-stream`, `read_chunks`"),
    .ioreqServerPair: Manual(
      meaning: "one of HVM_IOREQ_SERVER_PFN and HVM_NR_IOREQ_SERVER_PAGES without the other",
      receivers: "log an error and go on",
      savescope: "reads on",
      logs: [
        LogLine("Inconsistent IOREQ Server settings (nr=…, pfn=…)", in: "4.5")
      ],
      source: "`xc_domain_restore.c`, `xc_domain_restore` (4.5)"),
    .acpiPortsValue: Manual(
      meaning: "an ACPI I/O ports location that is neither 0 nor 1",
      receivers: "log an error and go on",
      savescope: "reads on",
      logs: [
        LogLine("Error, unknow acpi ioport location (…)", in: "4.0 to 4.5")
      ],
      source: "`xc_domain_restore.c`, `xc_domain_restore` (4.0 to 4.5)"),
    .hvmChunkInPV: Manual(
      meaning: "a chunk for HVM guests in the stream of a PV guest",
      receivers: "take it and do nothing with it; the converter of 4.6 and later gives up",
      savescope: "reads on",
      logs: [
        LogLine("HVM-only param in PV stream", by: .converter, in: "4.6 and later")
      ],
      source: "`xc_domain_restore.c`, `pagebuf_get_one`; `convert-legacy-stream`, `write_libxc_hvm_params`"),
    .toolstackLayout: Manual(
      severity: "error where it leads past the chunk, else warning",
      meaning: "the payload of TOOLSTACK is not laid out as libxl does",
      receivers: "libxl fails, or restores wrong device memory",
      savescope: "shows what does not fit as bytes",
      logs: [
        LogLine("wrong size", by: .libxl, in: "4.2 to 4.5"),
        LogLine("error calling toolstack_restore", in: "4.2 to 4.5"),
        LogLine("Overly short libxl toolstack data", by: .converter, in: "4.6 and later"),
        LogLine("Remaining data too short for physmap header", by: .converter, in: "4.6 and later"),
        LogLine("Remaining data too short for physmap name", by: .converter, in: "4.6 and later"),
        LogLine("No physmap info name", by: .converter, in: "4.6 and later"),
      ],
      remedy: Remedy(
        "ask the sender's side for its release of libxl; Xen 4.6 and later can be given the stream without it",
        .recodeV3),
      source:
        "`libxl_dom.c`, `libxl__toolstack_restore` (4.2 to 4.5); `convert-legacy-stream`, `read_libxl_toolstack`"),
    .tmemLayout: Manual(
      meaning: "a TMEM chunk whose end cannot be told",
      receivers: "lose their place",
      savescope: "shows the rest as unknown",
      logs: [
        LogLine("error reading/restoring tmem", in: "4.0 to 4.5"),
        LogLine("error reading/restoring tmem extra", in: "4.0 to 4.5"),
      ],
      remedy: "save again with `tmem` off",
      source: "`xc_tmem.c`, `xc_tmem_restore` (4.0 to 4.5)"),
    .tmemPresent: Manual(
      meaning: "a TMEM chunk: pages of transcendent memory travel with the guest",
      receivers: "4.0 to 4.5 take it; later ones convert the stream first, and the converter stops there",
      savescope: "shows them",
      source: "`read_chunks` in `convert-legacy-stream`"),
    .verifyInRemus: Manual(
      meaning: "verify mode (chunk −1) in a checkpointed stream; the mode is never left",
      receivers: "never apply a page again: they end with checkpoint 0's memory and the last checkpoint's state",
      savescope:
        "no later checkpoint is a takeover; does not apply the pages of that body, but those of later ones; `cut`"
        + " warns",
      logs: [
        LogLine("Entering page verify mode", in: "4.0 to 4.5")
      ],
      remedy: Remedy(
        "start the sender without its debug option; an image of each checkpoint can be cut out",
        .cut),
      source: "`xc_domain_restore.c`, `pagebuf_get_one` (4.0 to 4.5)"),
    .verifyMismatch: Manual(
      meaning: "a page that was sent again in verify mode is not what was sent before; reported by `verify --memory`",
      receivers: "log it and keep what they have",
      savescope: "keeps what was sent before",
      logs: [
        LogLine("************** pfn=… type=… gotcs=… actualcs=…", in: "4.0 to 4.5", hex: true),
        LogLine("verify pfn … failed (type …)", in: "4.6 and later", hex: true),
      ],
      remedy: "nothing for pages that the guest wrote meanwhile; else the sender missed a dirty page: send again",
      source: "`xc_domain_restore.c`, `apply_batch`; `xg_sr_restore.c`, `process_page_data`"),
    .lastCheckpointMissing: Manual(
      meaning: "one image without LAST_CHECKPOINT",
      receivers: "4.1 to 4.3.1 wait for another checkpoint; later ones go by what the toolstack told them",
      savescope: "cannot tell whether the stream was checkpointed",
      remedy: Remedy("give a receiver of 4.1 to 4.3.1 an image that ends with it", .cut),
      source: "`xc_domain_restore.c`, `xc_domain_restore` (4.1 to 4.3.1; mended in 4.3.2)"),
    .lastCheckpointInRemus: Manual(
      meaning: "LAST_CHECKPOINT in a stream that goes on",
      receivers: "commit there and ignore the rest",
      savescope: "reads on",
      remedy: Remedy("what comes behind it can be cut out by its number", .cut),
      source: "`xc_domain_restore.c`, `xc_domain_restore`"),
    .compressionEnabledLate: Manual(
      meaning: "ENABLE_COMPRESSION behind checkpoint 0",
      receivers: "switch to compressed pages from then on",
      savescope: "goes by what follows",
      source: "`xc_domain_restore.c`, `pagebuf_get_one` (4.2 to 4.5)"),
    .compressionPresent: Manual(
      meaning: "an ENABLE_COMPRESSION chunk: later checkpoints send their pages as deltas",
      receivers: "4.2 to 4.5 take it; later ones convert the stream first, and the converter stops there",
      savescope: "decodes them",
      remedy: Remedy("cut out one checkpoint as a plain image", .cut),
      source: "`pagebuf_get_one` in `xc_domain_restore.c`; `read_chunks` in `convert-legacy-stream`"),
    .remusEnd: Manual(
      meaning: "a Remus run that ends behind a whole checkpoint, as it does when the other host is lost",
      receivers: "start from that checkpoint, but for 4.4",
      savescope: "names it as the one to take over from",
      remedy: Remedy("cut out an image of it, which 4.4 takes", .cut),
      source: "`xc_domain_restore` in `xc_domain_restore.c`; mended in 4.5.0"),
  ]
}
