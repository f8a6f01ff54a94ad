extension FindingRule {
  /// The rules of what a PV guest's state and page tables lead to, with what a receiver logs: of legacy streams that of
  /// `xc_domain_restore.c` (Xen 4.5), else that of `xg_sr_restore_x86_pv.c`.
  static let relationRows: [FindingRule: Row] = [
    .vcpuPageTableBase: Row(.error) { base($0, "cr3", legacy: "PT base is bad") },
    .vcpuUserPageTableBase: Row(.error) { base($0, "cr1", legacy: "User PT base is bad") },
    .vcpuDescriptorTable: Row(.error) { finding in
      let frame = NamedFrame(packed: finding.limit)
      let name = "GDT frame \(frame.place)"
      let legacy =
        frame.found == .absent
        ? "Couldn't build vcpu\(frame.vcpu)"
        : "GDT frame number \(frame.place) (\(Number.hex(finding.value))) is bad"
      return
        "\(name) of vCPU \(frame.vcpu) is \(pfn(finding, frame)), where an ordinary page belongs; a receiver gives "
        + "up (\"\(frame.isModern ? modern(name, finding, frame) : legacy)\")"
    },
    .vcpuDescriptorCount: Row(.error) { finding in
      let vcpu = NamedFrame(packed: finding.limit).vcpu
      return "the GDT of vCPU \(vcpu) has \(Text.number(finding.value)) entries, where "
        + "\(Text.number(FindingRule.mostDescriptors)) are allowed; a receiver gives up (\"GDT entry count out of range\")"
    },
    .startInfoFrame: Row(.error) { finding in
      let frame = NamedFrame(packed: finding.limit)
      let legacy =
        frame.found == .absent
        ? "xc_map_foreign_range failed (for start_info)" : "Suspend record frame number is bad"
      return "rdx of vCPU 0 names \(pfn(finding, frame)), where the start info page belongs; a receiver gives up "
        + "(\"\(frame.isModern ? modern("Start Info", finding, frame, name: "Start Info pfn") : legacy)\")"
    },
    .storeFrame: Row(.error) { ring($0, "xenstore", "XenStore pfn") },
    .consoleFrame: Row(.error) { ring($0, "console", "Console pfn") },
    .p2mFrameType: Row(.error) { finding in
      let frame = NamedFrame(packed: finding.limit)
      return "entry \(frame.place) of the p2m frame list is \(pfn(finding, frame)), where an ordinary page belongs; a "
        + "receiver gives up at the very end (\"\(p2mLog(finding, frame))\")"
    },
    .p2mFrameMissing: Row(.error) { finding in
      let frame = NamedFrame(packed: finding.limit)
      let log = frame.isModern ? "p2m_frame_list[\(frame.place)] has bad mfn" : "Couldn't map p2m table"
      return
        "entry \(frame.place) of the p2m frame list is \(pfn(finding, frame)); a receiver gives up at the very end "
        + "(\"\(log)\")"
    },
    .pageTableFrameRange: Row(.error) { finding in
      let entry = TableEntry(packed: finding.limit)
      let log =
        entry.isModern
        ? "a receiver gives up (\"Bad mfn for L\(entry.level)[\(entry.entry)]\")"
        : "a receiver leaves the table as it is (\"Frame number in page table is out of range\")"
          + (finding.severity == .error ? ", and Xen refuses it (\"Failed to pin batch of page tables\")" : "")
      return "\(place(finding)), beyond the guest's last; \(log)"
    },
    .pageTableMissing: Row(.warning) { finding in
      let level = TableEntry(packed: finding.limit).level - 1
      return
        "\(place(finding)), which is not there, where an L\(level) page table belongs; a receiver puts an unset page "
        + "in its place, and the guest loses what it mapped"
    },
    .pageTableLevel: Row(.error) { finding in
      let entry = TableEntry(packed: finding.limit)
      let isWritableSelf = Int(entry.found.typeNumber) == entry.level
      let wanted = "an L\(entry.level - 1) page table belongs" + (isWritableSelf ? ", or one may be read only" : "")
      return "\(place(finding)), \(entry.found.words), where \(wanted); \(refusedTable(entry))"
    },
    .pageTableWritable: Row(.error) { finding in
      let entry = TableEntry(packed: finding.limit)
      return "\(place(finding)), \(entry.found.words), and lets the guest write to it; \(refusedTable(entry))"
    },
  ]

  /// GDT entries of a PV guest at most: those above are Xen's (`FIRST_RESERVED_GDT_ENTRY`).
  static let mostDescriptors: UInt64 = 7168

  /// The PFN that a finding is about, and what it is.
  private static func pfn(_ finding: Finding, _ frame: NamedFrame) -> String {
    "PFN \(Number.hex(finding.value)), \(frame.found.words)"
  }

  private static func base(_ finding: Finding, _ register: String, legacy: String) -> String {
    let frame = NamedFrame(packed: finding.limit)
    let log = frame.isModern ? modern(register, finding, frame) : legacy
    return "\(register) of vCPU \(frame.vcpu) leads to \(pfn(finding, frame)), where an L\(frame.level) page table "
      + "belongs; a receiver gives up (\"\(log)\")"
  }

  private static func ring(_ finding: Finding, _ use: String, _ name: String) -> String {
    let frame = NamedFrame(packed: finding.limit)
    let what = "the start info page names \(pfn(finding, frame)), for \(use)"
    if finding.severity < .error { return "\(what); the guest starts, and cannot reach it" }
    let log =
      frame.isModern
      ? frame.found == .absent ? "\(name) has bad mfn" : "\(name) \(Number.hex(finding.value)) out of range"
      : "Suspend record \(use) frame number is bad"
    return "\(what); a receiver gives up (\"\(log)\")"
  }

  private static func p2mLog(_ finding: Finding, _ frame: NamedFrame) -> String {
    frame.isModern
      ? "pfn (\(Number.hex(finding.value))) for p2m_frame_list[\(frame.place)] has bad type \(frame.found.typeNumber)"
      : "PFN-to-MFN frame number \(frame.place) (\(Number.hex(finding.value))) is bad"
  }

  /// What a receiver of v2 and v3 streams says of a frame.
  private static func modern(
    _ what: String, _ finding: Finding, _ frame: NamedFrame, name: String? = nil
  ) -> String {
    let pfn = Number.hex(finding.value)
    let named = name.map { "\($0) \(pfn)" } ?? "\(what) (pfn \(pfn))"
    switch frame.found {
    case .beyond: return "\(named) out of range"
    case .absent where frame.level == 0: return "\(what) has bad mfn"
    default:
      return "\(named) has bad type \(frame.found.typeNumber)" + (frame.level > 0 ? ", expected \(frame.level)" : "")
    }
  }

  private static func place(_ finding: Finding) -> String {
    let entry = TableEntry(packed: finding.limit)
    return "entry \(entry.entry) of the L\(entry.level) page table PFN \(Number.hex(entry.table)) leads to PFN "
      + Number.hex(finding.value)
  }

  private static func refusedTable(_ entry: TableEntry) -> String {
    "Xen refuses the table (\"Failed to pin batch of \(entry.isModern ? "pagetables" : "page tables")\")"
  }
}
