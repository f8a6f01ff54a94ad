/// Lines that several rules stand behind.
extension LogLine {
  // MARK: A vCPU of a PV guest that Xen refuses

  static let legacyContextRefused = LogLine("Couldn't build vcpu…", in: "4.0 to 4.5")
  static let contextRefused = LogLine("Failed to set vcpu…'s basic info", in: "4.6 and later")
  static let legacyExtendedRefused = LogLine("Couldn't set extended vcpu… info", in: "4.0 to 4.5")
  static let extendedRefused = LogLine("Failed to set vcpu…'s extended info", in: "4.6 and later")
  static let xsaveRefused = LogLine("Failed to set vcpu…'s xsave info", in: "4.6 and later")

  // MARK: An HVM context that Xen refuses

  static let legacyHVMContextRefused = LogLine("error setting the HVM context", in: "4.0 to 4.5")
  static let hvmContextRefused = LogLine("Unable to restore HVM context", in: "4.6 and later")
  static let xsaveEntryFailed = entryFailed("16/…")
  static let msrEntryFailed = entryFailed("20/…")

  /// - Parameter entry: typecode and instance.
  static func entryFailed(_ entry: String) -> LogLine { LogLine("failed to load entry \(entry)", by: .xen) }

  // MARK: Others

  static let policyRefused = LogLine("Failed to set CPUID policy: leaf …, subleaf …, msr …", in: "4.14 and later")
  static let recordNotHandled = LogLine("Mandatory record … (…) not handled", in: "4.6 and later")
  static let outOfCompressedData = LogLine("Out of bounds exception in compression buffer (…)", in: "4.2 to 4.5")
  static let invalidCompressedData = LogLine("Invalid data in compression buffer", in: "4.2 to 4.5")
  static let pageNotDecoded = LogLine("Failed to uncompress page (pfn=…)", in: "4.2 to 4.5", hex: true)
  static let legacyPinFailed = LogLine("Failed to pin batch of … page tables", in: "4.0 to 4.5")
  static let pinFailed = LogLine("Failed to pin batch of pagetables", in: "4.6 and later")
}
