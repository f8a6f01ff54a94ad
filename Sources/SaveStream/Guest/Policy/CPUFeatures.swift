/// Features of x86 processors by leaf, register and bit of CPUID, as Xen's own tools name them.
enum CPUFeatures {
  /// The names of the bits of a register; nil for one that holds no features.
  static func names(_ leaf: UInt64, _ subleaf: UInt64, _ register: String) -> [Int: String]? {
    switch (leaf, subleaf, register) {
    case (0x1, _, "ecx"): leaf1ECX
    case (0x1, _, "edx"): leaf1EDX
    case (0x7, 0, "ebx"): leaf7EBX
    case (0x7, 0, "ecx"): leaf7ECX
    case (0x7, 0, "edx"): leaf7EDX
    case (0x7, 1, "eax"): leaf7Sub1EAX
    case (0x7, 1, "edx"): leaf7Sub1EDX
    case (0x7, 2, "edx"): leaf7Sub2EDX
    case (0xD, 1, "eax"): leafDEAX
    case (0x8000_0001, _, "ecx"): extended1ECX
    case (0x8000_0001, _, "edx"): extended1EDX
    case (0x8000_0007, _, "edx"): extended7EDX
    case (0x8000_0008, _, "ebx"): extended8EBX
    case (0x8000_0021, _, "eax"): extended21EAX
    default: nil
    }
  }

  // MARK: Basic leaves

  private static let leaf1ECX = [
    0: "sse3", 1: "pclmulqdq", 2: "dtes64", 3: "monitor", 4: "ds-cpl", 5: "vmx", 6: "smx", 7: "est", 8: "tm2",
    9: "ssse3", 10: "cntxt-id", 11: "sdbg", 12: "fma", 13: "cx16", 14: "xtpr", 15: "pdcm", 17: "pcid", 18: "dca",
    19: "sse4.1", 20: "sse4.2", 21: "x2apic", 22: "movbe", 23: "popcnt", 24: "tsc-deadline", 25: "aesni",
    26: "xsave", 27: "osxsave", 28: "avx", 29: "f16c", 30: "rdrand", 31: "hypervisor",
  ]

  private static let leaf1EDX = [
    0: "fpu", 1: "vme", 2: "de", 3: "pse", 4: "tsc", 5: "msr", 6: "pae", 7: "mce", 8: "cx8", 9: "apic", 11: "sep",
    12: "mtrr", 13: "pge", 14: "mca", 15: "cmov", 16: "pat", 17: "pse36", 18: "psn", 19: "clflush", 21: "ds",
    22: "acpi", 23: "mmx", 24: "fxsr", 25: "sse", 26: "sse2", 27: "ss", 28: "htt", 29: "tm", 30: "ia64", 31: "pbe",
  ]

  private static let leaf7EBX = [
    0: "fsgsbase", 1: "tsc-adjust", 2: "sgx", 3: "bmi1", 4: "hle", 5: "avx2", 6: "fdp-excp-only", 7: "smep",
    8: "bmi2", 9: "erms", 10: "invpcid", 11: "rtm", 12: "pqm", 13: "no-fpu-sel", 14: "mpx", 15: "pqe",
    16: "avx512f", 17: "avx512dq", 18: "rdseed", 19: "adx", 20: "smap", 21: "avx512-ifma", 23: "clflushopt",
    24: "clwb", 25: "proc-trace", 26: "avx512pf", 27: "avx512er", 28: "avx512cd", 29: "sha", 30: "avx512bw",
    31: "avx512vl",
  ]

  private static let leaf7ECX = [
    0: "prefetchwt1", 1: "avx512-vbmi", 2: "umip", 3: "pku", 4: "ospke", 5: "waitpkg", 6: "avx512-vbmi2",
    7: "cet-ss", 8: "gfni", 9: "vaes", 10: "vpclmulqdq", 11: "avx512-vnni", 12: "avx512-bitalg", 13: "tme",
    14: "avx512-vpopcntdq", 16: "la57", 22: "rdpid", 23: "kl", 24: "bus-lock-detect", 25: "cldemote",
    27: "movdiri", 28: "movdir64b", 29: "enqcmd", 30: "sgx-lc", 31: "pks",
  ]

  private static let leaf7EDX = [
    1: "sgx-keys", 2: "avx512-4vnniw", 3: "avx512-4fmaps", 4: "fsrm", 5: "uintr", 8: "avx512-vp2intersect",
    9: "srbds-ctrl", 10: "md-clear", 11: "rtm-always-abort", 13: "tsx-force-abort", 14: "serialize", 15: "hybrid",
    16: "tsxldtrk", 18: "pconfig", 19: "arch-lbr", 20: "cet-ibt", 22: "amx-bf16", 23: "avx512-fp16",
    24: "amx-tile", 25: "amx-int8", 26: "ibrsb", 27: "stibp", 28: "l1d-flush", 29: "arch-caps", 30: "core-caps",
    31: "ssbd",
  ]

  private static let leaf7Sub1EAX = [
    0: "sha512", 1: "sm3", 2: "sm4", 3: "rao-int", 4: "avx-vnni", 5: "avx512-bf16", 6: "lass", 7: "cmpccxadd",
    8: "arch-perfmon", 10: "fzrm", 11: "fsrs", 12: "fsrcs", 17: "fred", 18: "lkgs", 19: "wrmsrns", 20: "nmi-src",
    21: "amx-fp16", 22: "hreset", 23: "avx-ifma", 26: "lam", 27: "msrlist", 30: "invd-disable", 31: "movrs",
  ]

  private static let leaf7Sub1EDX = [
    4: "avx-vnni-int8", 5: "avx-ne-convert", 8: "amx-complex", 10: "avx-vnni-int16", 13: "utmr", 14: "prefetchi",
    15: "user-msr", 17: "uiret-uif", 18: "cet-sss", 19: "avx10", 21: "apx-f", 23: "mwait",
  ]

  private static let leaf7Sub2EDX = [
    0: "intel-psfd", 1: "ipred-ctrl", 2: "rrsba-ctrl", 3: "ddp-ctrl", 4: "bhi-ctrl", 5: "mcdt-no", 6: "uc-lock-dis",
    7: "monitor-mitg-no",
  ]

  private static let leafDEAX = [0: "xsaveopt", 1: "xsavec", 2: "xgetbv1", 3: "xsaves", 4: "xfd"]

  // MARK: Extended leaves

  private static let extended1ECX = [
    0: "lahf-lm", 1: "cmp-legacy", 2: "svm", 3: "extapic", 4: "cr8-legacy", 5: "abm", 6: "sse4a", 7: "misalignsse",
    8: "3dnowprefetch", 9: "osvw", 10: "ibs", 11: "xop", 12: "skinit", 13: "wdt", 15: "lwp", 16: "fma4", 17: "tce",
    19: "nodeid", 21: "tbm", 22: "topoext", 23: "perfctr-core", 24: "perfctr-nb", 26: "dbext", 27: "perftsc",
    28: "perfctr-llc", 29: "monitorx", 30: "addr-mask-ext",
  ]

  /// AMD repeats most of EDX of leaf 1.
  private static let extended1EDX = [
    0: "fpu", 1: "vme", 2: "de", 3: "pse", 4: "tsc", 5: "msr", 6: "pae", 7: "mce", 8: "cx8", 9: "apic",
    11: "syscall", 12: "mtrr", 13: "pge", 14: "mca", 15: "cmov", 16: "pat", 17: "pse36", 19: "mp", 20: "nx",
    22: "mmxext", 23: "mmx", 24: "fxsr", 25: "ffxsr", 26: "page1gb", 27: "rdtscp", 29: "lm", 30: "3dnowext",
    31: "3dnow",
  ]

  private static let extended7EDX = [
    0: "ts", 1: "fid", 2: "vid", 3: "ttp", 4: "tm", 5: "stc", 6: "100mhz", 7: "hwpstate", 8: "itsc", 9: "cpb",
    10: "efro", 11: "pfi", 12: "pa",
  ]

  private static let extended8EBX = [
    0: "clzero", 1: "irperf", 2: "rstr-fp-err-ptrs", 3: "invlpgb", 4: "rdpru", 6: "mbe", 8: "mcommit",
    9: "wbnoinvd", 12: "ibpb", 13: "int-wbinvd", 14: "ibrs", 15: "amd-stibp", 16: "ibrs-always",
    17: "stibp-always", 18: "ibrs-fast", 19: "ibrs-same-mode", 20: "no-lmsl", 21: "invlpgb-nested",
    23: "amd-ppin", 24: "amd-ssbd", 25: "virt-ssbd", 26: "ssb-no", 27: "cppc", 28: "psfd", 29: "btc-no",
    30: "ibpb-ret", 31: "branch-sampling",
  ]

  private static let extended21EAX = [
    0: "no-nest-bp", 1: "fs-gs-ns", 2: "lfence+", 3: "smm-pgcfg-lock", 6: "nscb", 7: "upper-addr-ignore",
    8: "auto-ibrs", 9: "no-smm-ctl-msr", 10: "amd-fsrs", 11: "amd-fsrc", 13: "prefetch-ctl", 17: "cpuid-user-dis",
    18: "epsf", 19: "fsrsc", 20: "amd-prefetchi", 24: "eraps", 27: "sbpb", 28: "ibpb-brtype", 29: "srso-no",
    30: "srso-us-no", 31: "srso-msr-fix",
  ]
}
