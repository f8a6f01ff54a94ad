extension UnruledLine {
  /// What a host refuses, whatever the stream.
  static let hostLines: [UnruledLine] = [
    UnruledLine(
      LogLine("Could not allocate …"),
      meaning: "the host has too little memory for what the receiver needs"),
    UnruledLine(
      LogLine("Could not (re)allocate compression buffer", in: "4.2 to 4.5"),
      meaning: "the host has too little memory, or a COMPRESSED_DATA chunk claims too much"),
    UnruledLine(
      LogLine("Could not allocate PFN type buffer", in: "4.0 to 4.5"),
      meaning: "the host has too little memory"),
    UnruledLine(
      LogLine("Could not allocate page buffer", in: "4.0 to 4.5"),
      meaning: "the host has too little memory"),
    UnruledLine(
      LogLine("Failed to allocate memory for batch.!", in: "4.0 to 4.5"),
      meaning: "the host has too few free pages for the guest",
      remedy: freeMemory),
    UnruledLine(
      LogLine("Failed to populate physmap", in: "4.6 and later"),
      meaning: "the host has too few free pages for the guest, or the domain may not have as many (`maxmem`)",
      remedy: freeMemory),
    UnruledLine(
      LogLine("Populate physmap failed for pfn …", in: "4.6 and later"),
      meaning: "the host has too few free pages for the guest, or the domain may not have as many (`maxmem`)",
      remedy: freeMemory),
    UnruledLine(
      LogLine("Failed to populate pfns for batch of … pages", in: "4.6 and later"),
      meaning: "the host has too few free pages for the guest",
      remedy: freeMemory),
    UnruledLine(
      LogLine("Unable to allocate … bytes for …", in: "4.6 and later"),
      meaning: "the host has too little memory for what the receiver needs"),
    UnruledLine(
      LogLine("failed to free memory for the domain", by: .xl),
      meaning: "the host has too few free pages for the guest",
      remedy: freeMemory),
    UnruledLine(
      LogLine("set HVM param … = … (17 = File exists)", in: "4.6 and later"),
      meaning:
        "the receiver's toolstack had set the parameter already to another value (HVM_PARAM_VIRIDIAN with other "
        + "enlightenments in the config)",
      remedy: "give the guest the config that it was saved with"),
    UnruledLine(
      LogLine("set HVM param … = … (… = …)", in: "4.6 and later"),
      meaning: "the hypervisor does not let the parameter be set to this value",
      remedy: "compare the config with the one in the stream (`savescope tree`)"),
    UnruledLine(
      .policyRefused,
      meaning:
        "the host's processor offers less than the guest was given: the leaf or MSR that is named is the first "
        + "that does not fit",
      remedy: "restore on a host with these features, or start the guest with a `cpuid` config that all hosts have"),
    UnruledLine(
      LogLine("VM saved on one CPU (…) and restored on another (…)", by: .xen),
      meaning: "the processors of sender and receiver differ; a remark, not a fault"),
    UnruledLine(
      LogLine("restore: bad CR4 …", by: .xen),
      meaning: "the guest uses a feature in CR4 that this host, or the guest's CPUID policy, does not have",
      remedy: "restore on a host with the sender's processor features"),
    UnruledLine(
      LogLine("HVM restore: dom… has no vcpu…", by: .xen),
      meaning: "the domain was built with fewer vCPUs than the stream has",
      remedy: "restore with a config of as many vCPUs (`maxvcpus`) as the guest had"),
    UnruledLine(
      .entryFailed("…/…"),
      meaning:
        "the hypervisor refuses the record of that type and vCPU: the line before says why. Where it is sound, "
        + "the host does not allow what is in it, such as an MSR bit (entry 20) or an XSAVE component (entry 16) "
        + "that it does not have",
      remedy:
        "look at the record (`savescope explain` with the file leads to it), and restore on a host with the "
        + "sender's processor features"),
    UnruledLine(
      LogLine("Invalid store evtchn …", by: .libxl),
      meaning: "xenstore's event channel was not there; nothing is said of the stream",
      remedy: "restore again"),
    UnruledLine(
      LogLine("Domain … already exists with ID …", by: .xend, in: "up to 4.4"),
      meaning: "a domain of this name or UUID runs already",
      remedy: "destroy or rename it"),
    UnruledLine(
      LogLine("cannot restore non-migratable domain", by: .xend, in: "up to 4.4"),
      meaning: "`nomigrate` is set in the guest's config"),
    UnruledLine(
      LogLine("Can't open restore file: …", by: .xl),
      meaning: "the file cannot be read"),
    UnruledLine(
      LogLine("Config file not specified and none in save file", by: .xl),
      meaning: "the xl header has no config",
      remedy: "give one: `xl restore CONFIG FILE`"),
    UnruledLine(
      LogLine("File has wrong magic number - corrupt or for a different tool?", by: .xl),
      meaning: "no xl header begins the file: a stream without envelope, or another toolstack's",
      remedy: otherToolstack),
    UnruledLine(
      LogLine("image magic is incorrect", by: .libvirt),
      meaning: "no libvirt header begins the file",
      remedy: otherToolstack),
    UnruledLine(
      LogLine("Not a valid signature: \"…\"", by: .xenopsd),
      meaning: "no XAPI signature begins the image",
      remedy: otherToolstack),
  ]
  private static let freeMemory =
    "free memory (`xl mem-set 0 …`, or another guest); `savescope summary` says what the target must have free"
  private static let otherToolstack = "`savescope summary` says whose it is; restore it with that toolstack"
}
