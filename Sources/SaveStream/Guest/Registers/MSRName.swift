/// Model-specific registers by number (`xen/arch/x86/include/asm/msr-index.h`).
enum MSRName {
  /// The name of a register; nil for one that says little here.
  static func name(_ index: UInt64) -> String? { all[index] }

  static let all: [UInt64: String] = [
    0x10: "TSC", 0x1B: "APIC_BASE", 0x3A: "FEATURE_CONTROL", 0x3B: "TSC_ADJUST", 0x48: "SPEC_CTRL", 0x49: "PRED_CMD",
    0x8B: "PATCH_LEVEL", 0xCE: "PLATFORM_INFO", 0xFE: "MTRRcap", 0x10A: "ARCH_CAPABILITIES", 0x10B: "FLUSH_CMD",
    0x122: "TSX_CTRL", 0x123: "MCU_OPT_CTRL", 0x140: "MISC_FEATURES_ENABLES", 0x174: "SYSENTER_CS",
    0x175: "SYSENTER_ESP", 0x176: "SYSENTER_EIP", 0x179: "MCG_CAP", 0x17A: "MCG_STATUS", 0x17B: "MCG_CTL",
    0x1A0: "MISC_ENABLE", 0x1D9: "DEBUGCTL", 0x250: "MTRRfix64K_00000", 0x258: "MTRRfix16K_80000",
    0x259: "MTRRfix16K_A0000", 0x268: "MTRRfix4K_C0000", 0x269: "MTRRfix4K_C8000", 0x26A: "MTRRfix4K_D0000",
    0x26B: "MTRRfix4K_D8000", 0x26C: "MTRRfix4K_E0000", 0x26D: "MTRRfix4K_E8000", 0x26E: "MTRRfix4K_F0000",
    0x26F: "MTRRfix4K_F8000", 0x277: "PAT", 0x2FF: "MTRRdefType", 0x6A0: "U_CET", 0x6A2: "S_CET", 0x6A4: "PL0_SSP",
    0x6A5: "PL1_SSP", 0x6A6: "PL2_SSP", 0x6A7: "PL3_SSP", 0x6E0: "TSC_DEADLINE", 0x6E1: "PKRS", 0xD90: "BNDCFGS",
    0xDA0: "XSS", 0xC000_0080: "EFER", 0xC000_0081: "STAR", 0xC000_0082: "LSTAR", 0xC000_0083: "CSTAR",
    0xC000_0084: "SYSCALL_MASK", 0xC000_0100: "FS_BASE", 0xC000_0101: "GS_BASE", 0xC000_0102: "SHADOW_GS_BASE",
    0xC000_0103: "TSC_AUX", 0xC001_1019: "DR1_ADDRESS_MASK", 0xC001_101A: "DR2_ADDRESS_MASK",
    0xC001_101B: "DR3_ADDRESS_MASK", 0xC001_1027: "DR0_ADDRESS_MASK", 0xC001_011F: "VIRT_SPEC_CTRL",
  ]

  /// How the value of a register is shown.
  static func type(_ index: UInt64) -> FieldType {
    switch index {
    case 0x1B: .words(bytes: 8, InterruptBits.apicBase)
    case 0x48, 0xC001_011F: .flags(bytes: 8, names: speculationControl)
    case 0xCE: .flags(bytes: 8, names: [31: "cpuid_faulting"])
    case 0x10A: .flags(bytes: 8, names: architecturalCapabilities)
    case 0x122: .flags(bytes: 8, names: [0: "RTM_DISABLE", 1: "CPUID_CLEAR"])
    case 0x140: .flags(bytes: 8, names: [0: "cpuid_faulting"])
    case 0x277: .words(bytes: 8, MemoryTypes.all)
    case 0x2FF: .words(bytes: 8, MemoryTypes.defaultType)
    case 0x250, 0x258, 0x259, 0x268...0x26F: .words(bytes: 8, MemoryTypes.all)
    case 0xDA0: .flags(bytes: 8, names: XsaveComponents.names)
    case 0xC000_0080: .flags(bytes: 8, names: RegisterBits.efer)
    default: .address(bytes: 8)
    }
  }

  private static let speculationControl = [
    0: "IBRS", 1: "STIBP", 2: "SSBD", 3: "IPRED_DIS_U", 4: "IPRED_DIS_S", 5: "RRSBA_DIS_U", 6: "RRSBA_DIS_S",
    7: "PSFD", 8: "DDP_DIS_U", 10: "BHI_DIS_S",
  ]

  private static let architecturalCapabilities = [
    0: "RDCL_NO", 1: "EIBRS", 2: "RSBA", 3: "SKIP_L1DFL", 4: "SSB_NO", 5: "MDS_NO", 6: "IF_PSCHANGE_MC_NO",
    7: "TSX_CTRL", 8: "TAA_NO", 9: "MCU_CTRL", 10: "MISC_PKG_CTRL", 11: "ENERGY_FILTERING", 12: "DOITM",
    13: "SBDR_SSDP_NO", 14: "FBSDP_NO", 15: "PSDP_NO", 17: "FB_CLEAR", 18: "FB_CLEAR_CTRL", 19: "RRSBA",
    20: "BHI_NO", 21: "XAPIC_STATUS", 23: "OVRCLK_STATUS", 24: "PBRSB_NO", 25: "GDS_CTRL", 26: "GDS_NO",
    27: "RFDS_NO", 28: "RFDS_CLEAR",
  ]
}
