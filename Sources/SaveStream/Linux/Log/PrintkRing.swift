/// The kernel log since 5.10 (`struct printk_ringbuffer`): descriptors, what is known of each record, and its text.
///
/// ```
/// desc_ring       count_bits, descs ──→ [ state and id, where the text is ] × 2^count_bits
///                             infos ──→ [ sequence, time, length, caller  ] × 2^count_bits
///                 head_id, tail_id      the newest and the oldest
/// text_data_ring  size_bits,  data  ──→ [ id (8 bytes), text ] …
/// ```
struct PrintkRing {
  private let kernel: LinuxKernel
  private let memory: KernelMemory
  private let descriptors: Ring
  private let texts: Texts
  private let descriptor: DescriptorLayout
  private let record: RecordLayout

  private struct Ring {
    let countBits: UInt64
    let descriptors: UInt64
    let infos: UInt64
    let head: UInt64
    let tail: UInt64
  }

  private struct Texts {
    let sizeBits: UInt64
    let data: UInt64
  }

  /// Where the members of `struct prb_desc` are.
  private struct DescriptorLayout {
    let size: UInt64
    let state: UInt64
    let begin: UInt64
    let next: UInt64
  }

  /// Where the members of `struct printk_info` are.
  private struct RecordLayout {
    let size: UInt64
    let sequence: UInt64
    let time: UInt64
    let length: UInt64
    let caller: UInt64?
  }

  /// Bits of an id: the two above tell the state of a descriptor.
  private static let idBits: UInt64 = 62
  private static let idMask: UInt64 = 1 << idBits - 1
  /// Descriptors and bytes of text that are believed; a kernel has a descriptor for 32 bytes of text.
  private static let mostCountBits: UInt64 = 22
  private static let mostSizeBits: UInt64 = 31

  init(_ kernel: LinuxKernel) throws {
    self.kernel = kernel
    memory = kernel.memory
    let ring = try kernel.number(ofSymbol: "prb")
    let descriptorRing = try ring &+ kernel.offset("printk_ringbuffer.desc_ring")
    let at = { (member: String) in try descriptorRing &+ kernel.offset("prb_desc_ring.\(member)") }
    descriptors = Ring(
      countBits: try kernel.number(at: at("count_bits"), bytes: 4, "prb_desc_ring"),
      descriptors: try kernel.number(at: at("descs"), "prb_desc_ring"),
      infos: try kernel.number(at: at("infos"), "prb_desc_ring"),
      head: try kernel.number(at: at("head_id"), "prb_desc_ring") & Self.idMask,
      tail: try kernel.number(at: at("tail_id"), "prb_desc_ring") & Self.idMask)
    let textRing = try ring &+ kernel.offset("printk_ringbuffer.text_data_ring")
    texts = Texts(
      sizeBits: try kernel.number(at: textRing &+ kernel.offset("prb_data_ring.size_bits"), bytes: 4, "prb_data_ring"),
      data: try kernel.number(at: textRing &+ kernel.offset("prb_data_ring.data"), "prb_data_ring"))
    let place = try kernel.offset("prb_desc.text_blk_lpos")
    descriptor = DescriptorLayout(
      size: try kernel.size("prb_desc"), state: try kernel.offset("prb_desc.state_var"),
      begin: try place &+ kernel.offset("prb_data_blk_lpos.begin"),
      next: try place &+ kernel.offset("prb_data_blk_lpos.next"))
    record = RecordLayout(
      size: try kernel.size("printk_info"), sequence: try kernel.offset("printk_info.seq"),
      time: try kernel.offset("printk_info.ts_nsec"), length: try kernel.offset("printk_info.text_len"),
      caller: kernel.info.offset("printk_info.caller_id"))
    guard descriptors.countBits <= Self.mostCountBits, texts.sizeBits <= Self.mostSizeBits else {
      throw LinuxGap.damaged("the kernel log's descriptor")
    }
  }

  /// A way over all records, the oldest first.
  struct Walk {
    private let ring: PrintkRing
    /// What was read so far.
    private(set) var log = KernelLog(.ring)
    private var id: UInt64
    /// Records behind the next one.
    private var left: UInt64
    private var isDone = false
    /// Bytes that texts may still take: one that lies in the guest's memory takes no more room than that has, and no
    /// two share any.
    private var room: UInt64

    init(_ ring: PrintkRing) {
      self.ring = ring
      let (head, tail) = (ring.descriptors.head, ring.descriptors.tail)
      // The newest are read.
      left = min(
        (head &- tail) & PrintkRing.idMask, UInt64(1) << ring.descriptors.countBits - 1,
        UInt64(KernelLog.mostRecords) - 1)
      id = (head &- left) & PrintkRing.idMask
      room = min(
        UInt64(1) << ring.texts.sizeBits, UInt64(ring.kernel.reader.mostPages) &* UInt64(pageSize))
    }

    /// Goes over some records more. Returns whether it was the last of them.
    /// - Throws: when the capture cannot be read.
    mutating func step(records count: Int) throws(CaptureError) -> Bool {
      var count = count
      while !isDone, count > 0 {
        switch try ring.record(id, &room) {
        case .record(let record): log.records.append(record)
        case .lost: log.lostRecords += 1
        case .absent: log.absentRecords += 1
        case .none: break
        }
        count -= 1
        isDone = left == 0
        left &-= 1
        id = (id + 1) & PrintkRing.idMask
      }
      return isDone
    }
  }

  private enum Found {
    case record(LogRecord)
    /// There is one, and it cannot be read.
    case lost
    /// There is one, in a page that is not there.
    case absent
    /// There is none.
    case none
  }

  private func record(_ id: UInt64, _ room: inout UInt64) throws(CaptureError) -> Found {
    let slot = id & (1 << descriptors.countBits - 1)
    let descriptor = descriptors.descriptors &+ slot &* self.descriptor.size
    let info = descriptors.infos &+ slot &* record.size
    guard let state = try memory.number(at: descriptor &+ self.descriptor.state) else { return .absent }
    // Committed and finalized records are whole; others are being written, or free.
    guard state & Self.idMask == id, (1...2).contains(state >> Self.idBits) else { return .none }
    guard let begin = try memory.number(at: descriptor &+ self.descriptor.begin),
      let next = try memory.number(at: descriptor &+ self.descriptor.next),
      let sequence = try memory.number(at: info &+ record.sequence),
      let time = try memory.number(at: info &+ record.time),
      let length = try memory.number(at: info &+ record.length, bytes: 2)
    else { return .absent }
    var text: [UInt8] = []
    // There are records without text.
    if begin & 1 == 0, length > 0 {
      guard let place = place(from: begin, to: next, length), length <= room else { return .lost }
      room -= length
      guard let bytes = try memory.bytes(at: texts.data &+ place, count: Int(length)) else { return .absent }
      text = bytes
    }
    let caller = try record.caller.flatMap { offset throws(CaptureError) in
      try memory.number(at: info &+ offset, bytes: 4)
    }
    return .record(
      LogRecord(
        sequence: sequence, time: time, caller: caller.map { .init(packed: UInt32(truncatingIfNeeded: $0)) },
        text: CaptureText(text)))
  }

  /// Where in the buffer the text between two positions is, which count on from round to round; nil when it cannot be
  /// there.
  private func place(from begin: UInt64, to next: UInt64, _ length: UInt64) -> UInt64? {
    let size = UInt64(1) << texts.sizeBits
    let isWrapped = begin >> texts.sizeBits != next >> texts.sizeBits
    // What would not fit before the buffer's end stands at its start, unless it ends right there.
    let place = isWrapped && next & (size - 1) != 0 ? 0 : begin & (size - 1)
    return place &+ 8 &+ length <= size ? place &+ 8 : nil
  }
}
