/// Why Xen refuses an MSR, as the detail of a finding.
enum RefusedMSR: UInt64 {
  case reserved, unknown, tooLarge, notInPolicy

  /// What is wrong with it.
  var words: String {
    switch self {
    case .reserved: "has a reserved field that is not zero"
    case .unknown: "is one that no Xen sends"
    case .tooLarge: "has more than 32 bits"
    case .notInPolicy: "belongs to a feature that the stream's CPUID policy has not"
    }
  }
}

/// A register of an HVM vCPU that Xen looks at, as the detail of a finding.
enum RefusedRegister: UInt64 {
  case cr0, cr4, efer, pendingEvent, flags, auxiliaryMSR

  /// What Xen logs of it.
  var log: String {
    switch self {
    case .cr0: "bad CR0"
    case .cr4: "bad CR4"
    case .efer: "bad EFER"
    case .pendingEvent: "Invalid pending event"
    case .flags: "bad flags value in CPU context"
    case .auxiliaryMSR: "bad MSR_TSC_AUX"
    }
  }

  var name: String {
    switch self {
    case .cr0: "cr0"
    case .cr4: "cr4"
    case .efer: "msr_efer"
    case .pendingEvent: "pending_event"
    case .flags: "flags"
    case .auxiliaryMSR: "msr_tsc_aux"
    }
  }
}

/// A field of a PV vCPU's context that holds an address, as the detail of a finding: an entry of the trap table comes
/// behind those that have names.
enum AddressField {
  static let names = [
    "rip", "event_callback_eip", "failsafe_callback_eip", "syscall_callback_eip", "rsp", "kernel_sp", "fs_base",
    "gs_base_kernel", "gs_base_user",
  ]

  /// The detail that stands for an entry of the trap table.
  static func trap(_ number: Int) -> UInt64 { UInt64(names.count + number) }

  static func name(_ detail: UInt64) -> String {
    let place = Int(truncatingIfNeeded: detail)
    return names.indices.contains(place) ? names[place] : "trap \(place - names.count)"
  }
}
