extension UnruledLine {
  /// What only says that something went wrong before.
  static let consequenceLines: [UnruledLine] = [
    UnruledLine(
      LogLine("Restore failed", in: "4.6 and later"),
      meaning: "libxc gave up: the line before says why"),
    UnruledLine(.legacyContextRefused, meaning: contextRefused),
    UnruledLine(.contextRefused, meaning: contextRefused),
    UnruledLine(
      LogLine("error setting HVM params: …", in: "4.0 to 4.5"),
      meaning: "the hypervisor refuses the places of the special pages"),
    UnruledLine(
      LogLine("error zeroing magic pages", in: "4.0 to 4.5"),
      meaning: "the special pages that the tail names are not among those that were sent"),
    UnruledLine(
      LogLine("map batch failed", in: "4.0 to 4.5"),
      meaning: "pages of the batch could not be mapped: mostly too little memory"),
    UnruledLine(
      LogLine("restoring domain: …", by: .libxl),
      meaning: "libxl's helper gave up: its lines before say why"),
    UnruledLine(
      LogLine("cannot (re-)build domain: …", by: .libxl),
      meaning: "the restore gave up: the lines before say why"),
    UnruledLine(
      LogLine("conversion helper", by: .libxl, in: "4.6 and later"),
      meaning: "Xen's converter gave up: its lines before say why"),
    UnruledLine(
      LogLine("exited without providing results", by: .libxl),
      meaning: "libxl's helper ended before it was done: look for its lines, or for a crash of it"),
    UnruledLine(
      LogLine("migration target: Domain creation failed (code …).", by: .xl),
      meaning: "the receiver gave up: its lines before say why"),
    UnruledLine(
      LogLine("migration sender: libxl_domain_suspend failed (rc=…)", by: .xl),
      meaning: "the sender could not write on: most often the receiver went away"),
    UnruledLine(
      LogLine("contained unexpected data instead of …", by: .xl),
      meaning: "the receiver answered something else than its banner or cue: its error message"),
    UnruledLine(
      LogLine("Migration failed, resuming at sender.", by: .xl),
      meaning: "the receiver gave up, and the guest goes on where it was"),
    UnruledLine(
      LogLine("** Migration failed during final handshake **", by: .xl),
      meaning: "nobody knows which side has the guest: look at both before any of them is resumed"),
    UnruledLine(
      LogLine("Suspend_image_failure", by: .xenopsd),
      meaning: "the suspend image could not be read on: the line before says why"),
  ]
  private static let contextRefused =
    "the hypervisor refuses the vCPU's context (a segment, a callback, a trap table): `xl dmesg` may say more"
}
