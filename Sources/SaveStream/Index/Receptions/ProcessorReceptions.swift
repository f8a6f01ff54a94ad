extension FindingRule {
  /// What receivers do about what a vCPU or a device was like.
  static let processorReceptions: [FindingRule: [Reception]] = [
    .xsaveExcessZero: [
      (PointRelease(4, 2, 4), PointRelease(4, 2, 5)), (PointRelease(4, 3, 1), PointRelease(4, 3, 3)),
      (PointRelease(4, 4, 0), PointRelease(4, 4, 1)),
    ].map { first, last in
      Reception(
        .xen(first, last), .failsAtStart, LogLine("xsave length", by: .xen), source: "hvm_load_cpu_xsave_states")
    },
    .deviceModelEnd: [
      Reception(.legacy, .failsAtStart, LogLine("load of migration failed", by: .qemu), source: "QEMU"),
      Reception(.modern, .failsAtStart, LogLine("load of migration failed", by: .qemu), source: "QEMU"),
    ],
    .toolstackVersion: [
      Reception(.legacy, .failsAtStart, LogLine("wrong version", by: .libxl), source: "libxl__toolstack_restore"),
      Reception(
        .converter, .givesUp, LogLine("Cannot decode libxl toolstack version …", by: .converter),
        source: "read_libxl_toolstack"
      ) { "Cannot decode libxl toolstack version \($0.value)" },
    ],
    .toolstackName: [
      Reception(
        .converter, .givesUp, LogLine("physmap name not NUL terminated", by: .converter),
        source: "read_libxl_toolstack")
    ],
  ]
}
