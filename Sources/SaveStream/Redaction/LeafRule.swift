/// What becomes of the bytes of a leaf of the tree that is no page content.
enum LeafRule: Equatable {
  /// They stay: structure, sizes, PFNs, flags, numbers that say nothing of what the guest holds.
  case keep
  /// Words are replaced as those of pages are.
  case words
  /// A register or address, replaced by one of the same kind.
  case address
  /// Text, masked as what it is.
  case text, json, sExpression, xml

  /// Where a leaf stands, as far as that decides.
  struct Place {
    var isConfig = false
    var isDeviceModel = false
    var isPolicy = false
    /// Whether the registers around it are those of a PV vCPU.
    var isPVContext = false
    /// Whether page deltas lie around it.
    var isCompressed = false

    /// The same for what lies inside a node.
    func inside(_ node: TreeNode) -> Place {
      var place = self
      let name = node.name
      if name == "config" { place.isConfig = true }
      if name == "device-model" || name == "qemu-trad" || name.hasPrefix("EMULATOR_CONTEXT") {
        place.isDeviceModel = true
      }
      if name.contains("_POLICY") { place.isPolicy = true }
      if name == "context" { place.isPVContext = true }
      if node.kind == .chunk { place.isCompressed = node.name.hasPrefix("COMPRESSED_DATA") }
      return place
    }
  }

  /// Registers that hold what the guest computes, and addresses of its code and data.
  private static let registers: Set<String> = [
    "rax", "rbx", "rcx", "rdx", "rsi", "rdi", "rbp", "rsp", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15", "rip",
    "eax", "ebx", "ecx", "edx", "esi", "edi", "ebp", "esp", "eip", "fip", "fdp", "cr2", "dr0", "dr1", "dr2", "dr3",
    "fs_base", "gs_base", "shadow_gs", "gs_base_kernel", "gs_base_user", "kernel_sp", "gdtr_base", "idtr_base",
    "ldtr_base", "tr_base", "ldt_base", "msr_lstar", "msr_cstar", "sysenter_eip", "sysenter_esp",
    "event_callback_eip", "failsafe_callback_eip", "syscall_callback_eip", "sysenter_callback_eip",
    "syscall32_callback_eip", "address",
  ]

  /// Texts by which readers know what they read.
  private static let marks: Set<String> = [
    "magic", "id", "ident", "signature", "banner", "received", "report", "handback", "command",
  ]

  init(_ node: TreeNode, in place: Place) {
    if place.isConfig {
      self = node.kind == .padding ? .keep : .json
      return
    }
    switch node.value {
    case .text: self = Self.ofText(node, in: place)
    case .bytes: self = Self.marks.contains(node.name) ? .keep : .words
    case .address(let number, let bytes): self = Self.ofNumber(node, number, bytes: bytes, in: place)
    case .number(let number), .named(let number, _):
      self = Self.ofNumber(node, number, bytes: Int(clamping: node.length), in: place)
    case .signed, .pfn: self = .keep
    // A field that is cut, or what nobody reads.
    case nil: self = node.kind == .field || node.kind == .entry ? .keep : .words
    }
  }

  private static func ofText(_ node: TreeNode, in place: Place) -> LeafRule {
    if marks.contains(node.name) || place.isPolicy { return .keep }
    if node.kind == .trailing { return .keep }
    switch node.name {
    case "name" where place.isDeviceModel: return .keep
    case "key": return .keep
    case "xml": return .xml
    case "config", "s-expression": return .sExpression
    default: return .text
    }
  }

  private static func ofNumber(_ node: TreeNode, _ number: UInt64, bytes: Int, in place: Place) -> LeafRule {
    guard bytes == 4 || bytes == 8, number != 0, node.kind == .field, !place.isPolicy else { return .keep }
    // rdx of a PV vCPU names the start info page.
    if place.isPVContext, node.name == "rdx" || node.name == "edx", number >> 47 == 0 { return .keep }
    if registers.contains(node.name) { return .address }
    // An address of the upper half, in whatever field: those of a kernel. All bits set are a mark.
    return bytes == 8 && number >> 47 == 0x1ffff && number != .max ? .address : .keep
  }
}
