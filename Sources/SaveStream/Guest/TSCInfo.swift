/// How the guest's time stamp counter is to go on.
enum TSCInfo {
  /// The payload of a legacy TSC_INFO chunk: 20 bytes, packed, so that `nsec` lies at 4.
  static let legacy = Layout(
    "tsc_info", byteCount: 20,
    [
      .init("tsc_mode", at: 0, .choice(bytes: 4, names: modes)),
      .init("nsec", at: 4, .number(bytes: 8), "nanoseconds the guest had run"),
      .init("khz", at: 12, .number(bytes: 4), "the guest's TSC frequency"),
      .init("incarnation", at: 16, .number(bytes: 4), "grows with every restore"),
    ])

  /// The body of an X86_TSC_INFO record: 24 bytes, in another order than the legacy chunk.
  static let migration = Layout(
    "x86_tsc_info", byteCount: 24,
    [
      .init("tsc_mode", at: 0, .choice(bytes: 4, names: modes)),
      .init("khz", at: 4, .number(bytes: 4), "the guest's TSC frequency"),
      .init("nsec", at: 8, .number(bytes: 8), "nanoseconds the guest had run"),
      .init("incarnation", at: 16, .number(bytes: 4), "grows with every restore"),
      .init("reserved", at: 20, .number(bytes: 4), "0"),
    ])

  static let modes: [UInt64: String] = [0: "default", 1: "always_emulate", 2: "never_emulate", 3: "pvrdtscp"]
}
