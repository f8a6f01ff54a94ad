/// A line that somebody logs where a rule is broken, as it stands in a log: `…` is what differs from one to the next.
package struct LogLine: Sendable, Equatable, ExpressibleByStringLiteral {
  /// Who logs it.
  package enum Writer: String, Sendable, CaseIterable {
    /// libxc's receiver of the stream itself (`xc_domain_restore.c`, `xg_sr_restore*.c`).
    case libxc
    case libxl
    case xl
    case xend
    /// The hypervisor, on its console (`xl dmesg`).
    case xen = "Xen"
    /// What makes a v2 stream of a legacy one (`convert-legacy-stream`), from Xen 4.6.
    case converter = "Xen's converter"
    /// `verify-stream-v2`.
    case verifier = "Xen's verifier"
    case qemu = "QEMU"
    case libvirt
    case xenopsd
  }

  package let text: String
  package let writer: Writer
  /// The releases that log it, in words such as `4.1 to 4.5`; nil for all that read such a stream.
  package let releases: String?
  /// Whether its numbers are hex although no `0x` says so.
  package let isHex: Bool

  package init(_ text: String, by writer: Writer = .libxc, in releases: String? = nil, hex isHex: Bool = false) {
    self.text = text
    self.writer = writer
    self.releases = releases
    self.isHex = isHex
  }

  package init(stringLiteral text: String) { self.init(text) }
}

extension LogLine {
  /// Who logs it and which releases: `libxc, Xen 4.0 to 4.5`.
  package var origin: String {
    [writer.rawValue, releases.map { "Xen \($0)" }].compactMap(\.self).joined(separator: ", ")
  }
}
