@_spi(Measuring) import SaveStream

/// The kernel log of a made-up guest: grows line by line, and starts over when its two pages are full.
struct SampleLog: Sendable {
  /// The PFNs of its two pages.
  let pfns: [Int]
  private var position = 0
  private var nextMessage = 0
  /// The newest lines, the oldest first.
  private(set) var lastLines: [String] = []

  init(pfns: [Int]) { self.pfns = pfns }

  /// Adds a line with the guest's time before it.
  mutating func add(_ message: String, at nanoseconds: UInt64, to memory: inout SampleMemory) {
    let microseconds = nanoseconds / 1000
    let seconds = Self.padded(microseconds / 1_000_000, to: 5, with: " ")
    let line = "[\(seconds).\(Self.padded(microseconds % 1_000_000, to: 6, with: "0"))] \(message)"
    lastLines = (lastLines + [line]).suffix(23)
    var rest = Array((line + "\n").utf8)[...]
    while !rest.isEmpty {
      let offset = position % SampleMemory.pageSize
      let part = rest.prefix(SampleMemory.pageSize - offset)
      memory.write(Array(part), to: pfns[position / SampleMemory.pageSize % pfns.count], at: offset)
      position += part.count
      rest = rest.dropFirst(part.count)
    }
  }

  /// Adds the next few of the things that this guest goes on about.
  mutating func addChatter(lines: Int, at nanoseconds: UInt64, to memory: inout SampleMemory) {
    for line in 0..<lines {
      let moment = nanoseconds + UInt64(line) * 1_374_000
      add(Self.chatter[nextMessage % Self.chatter.count], at: moment, to: &memory)
      nextMessage += 1
    }
  }

  private static func padded(_ number: UInt64, to width: Int, with filler: Character) -> String {
    let digits = String(number)
    return String(repeating: filler, count: max(0, width - digits.utf8.count)) + digits
  }

  /// What gardeners and their machines go on about.
  static let chatter = [
    "gardener: soil moisture 41 %, valve stays shut",
    "net eth0: 118 packets in, 97 out, none dropped",
    "gardener: soil moisture 40 %, valve stays shut",
    "blk xvda: 12 sectors written",
    "cron: nothing to do until 04:17",
    "gardener: soil moisture 39 %, opening valve 2",
    "valve 2: open",
    "net eth0: 131 packets in, 110 out, none dropped",
    "gardener: soil moisture 44 %, closing valve 2",
    "valve 2: shut",
    "blk xvda: 4 sectors written",
    "sh: gardener logged in on hvc0",
    "sh: gardener typed 'uptime'",
    "watchdog: fed",
    "net eth0: 7 packets in, 6 out, none dropped",
    "sh: gardener logged out",
  ]

  /// What the guest says while it starts.
  static func bootMessages(guest: String, pages: Int, holes: Int, vcpus: Int) -> [String] {
    [
      "Halcyon kernel 0.9, built by hand, one page at a time",
      "this is \(guest), a guest that savescope made up",
      "memory: \(pages) pages of 4 KiB, \(holes) PFNs without one",
      "cpu: \(vcpus) vCPU\(vcpus == 1 ? "" : "s"), 2400.000 MHz time-stamp counter",
      "page tables: set up, checked, and set up again to be sure",
      "interrupts: event channels bound",
      "xenstore: connected",
      "console: hvc0 enabled",
      "blk xvda: 8192 sectors, partitions 1 and 2",
      "net eth0: address 00:16:3e:5a:5e:0c",
      "random: the pool is filled, the same way as every time",
      "mount: /dev/xvda1 on / (ext4)",
      "init: starting gardener, cron, sh",
      "gardener: watching three beds and one lemon tree",
    ]
  }
}
