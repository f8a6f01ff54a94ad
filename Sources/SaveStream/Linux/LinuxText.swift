/// The words for what is known of the guest, and for why something is not.
package enum LinuxText {
  /// Why something is not known, as the second half of a sentence: `FILE: …`.
  package static func words(for gap: LinuxGap, other: OtherGuest? = nil) -> String {
    switch gap {
    case .noLinux:
      other.map { "the guest is \(name(of: $0)): only of Linux is known how to read its memory" }
        ?? "no page describes a Linux kernel (VMCOREINFO), so nothing is known of what the guest was doing"
    case .narrow(let release):
      "the guest runs Linux \(release.escaped()) of 32 bits: only kernels of 64 bits can be read"
    case .tablesMissing(let release):
      "the guest runs Linux \(release.escaped()), but the kernel's page tables are not in the stream, or damaged"
    case .notDescribed(let what): "the kernel does not tell where \(EscapedText.of(what)) is"
    case .notThere(let what, let address):
      "\(EscapedText.of(what)) should be at \(NumberText.hex(address)), where the guest's memory has nothing"
    case .damaged(let what): "\(EscapedText.of(what)) is damaged"
    case .noTypes:
      "the kernel holds no type information (CONFIG_DEBUG_INFO_BTF), without which its tasks cannot be read"
    case .typesMissing(let address):
      "the kernel's type information (BTF) should be at \(NumberText.hex(address)), where the guest's memory has nothing: "
        + "without it neither its tasks nor the owners of pages are known"
    case .typesDamaged:
      "the kernel's type information (BTF) is damaged, without which neither its tasks nor the owners of pages are known"
    case .tasksSkipped(let address):
      "the task that follows the one at \(NumberText.hex(address)) was not the next of the list: tasks between them may be "
        + "missing"
    case .ownerless(let processes, let others):
      "page tables of \(list(processes, others: others)) are damaged or not in the stream, so that pages of theirs are "
        + "without owner"
    }
  }

  private static func list(_ processes: [LinuxGap.Process], others: Int) -> String {
    let names = processes.map { "\($0.comm.escaped()) (\($0.tgid))" }.joined(separator: ", ")
    return others == 0 ? names : "\(names) and \(NumberText.counted(UInt64(others), "other"))"
  }

  /// What has to be known of a list of tasks; nil where it is whole.
  package static func remark(of list: TaskList) -> String? {
    list.gap.map { "the list ends early: \(words(for: $0))" } ?? list.doubt.map { words(for: $0) }
  }

  /// What has to be known of messages of the log that are not shown; nil where all are.
  package static func remark(of log: KernelLog) -> String? {
    let (lost, absent) = (UInt64(log.lostRecords), UInt64(log.absentRecords))
    let parts = [
      lost == 0
        ? nil : "\(NumberText.counted(lost, "message")) of the log cannot be read, as the guest's memory has it",
      absent == 0
        ? nil : "\(NumberText.counted(absent, "message")) of the log \(absent == 1 ? "is" : "are") not in the capture",
    ].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  /// Where an address leads.
  package static func words(for translation: AddressSpace.Translation) -> String {
    switch translation {
    case .physical(let address): "it is at the physical address \(NumberText.hex(address))"
    case .notPresent(let level): "its entry in the page table of level \(level) is not present"
    case .tableMissing(let level, let pfn):
      "the page table of level \(level), page \(NumberText.hex(pfn)), is not in the stream"
    case .notCanonical: "no processor takes such an address"
    }
  }

  /// What another guest is.
  package static func name(of guest: OtherGuest) -> String {
    switch guest {
    case .windows(nil): "Windows"
    case .windows(let version?):
      "Windows (NT \(version.major).\(version.minor)\(version.build.map { ", build \($0)" } ?? ""))"
    case .freeBSD(let version): "FreeBSD" + (version.map { " (version \($0.escaped()))" } ?? "")
    case .netBSD(let version): "NetBSD \(version.escaped())"
    case .openBSD(let version): "OpenBSD \(version.escaped())"
    case .solo5: "a unikernel on Solo5, as MirageOS has them"
    case .named(let name, let version):
      "one whose image calls itself \(name.escaped())" + (version.map { ", version \($0.escaped())" } ?? "")
    case .openSource(let number): "an open-source system that calls itself number \(number)"
    }
  }

  /// A record of the kernel log as the kernel shows it: `[    1.204567] text`. A text of several lines has as many.
  package static func lines(of record: LogRecord, unicode: Bool = true) -> [String] {
    let time = record.time.map { time -> String in
      let seconds = "\(time / 1_000_000_000)"
      let micros = "\(time / 1000 % 1_000_000)"
      return "[" + String(repeating: " ", count: max(0, 5 - seconds.count)) + seconds + "."
        + String(repeating: "0", count: 6 - micros.count) + micros + "] "
    }
    return record.text.lines.enumerated().map { place, line in
      (place == 0 ? time ?? "" : "") + line.escapedBetweenTabs(unicode: unicode)
    }
  }
}
