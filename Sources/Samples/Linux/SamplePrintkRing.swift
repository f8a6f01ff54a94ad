/// The log of a made-up kernel, in the form that Linux has had since 5.10 (`struct printk_ringbuffer`).
///
/// ```
/// pointer ──→ ring: descriptors' ring at 0, texts' ring at 48
///             descriptors  24 bytes each: state and id, where the text begins, and what is behind it
///             infos        88 bytes each: number, time, length, caller
///             texts        id (8 bytes), text …
/// ```
package struct SamplePrintkRing: Sendable {
  /// Where its parts are in the guest's memory.
  package struct Places: Sendable {
    let pointer, ring, descriptors, infos, texts: UInt64

    package init(pointer: UInt64, ring: UInt64, descriptors: UInt64, infos: UInt64, texts: UInt64) {
      (self.pointer, self.ring) = (pointer, ring)
      (self.descriptors, self.infos, self.texts) = (descriptors, infos, texts)
    }
  }

  /// What becomes of a record (bits 63 and 62 of its state).
  package enum State: UInt64, Sendable {
    case reserved
    case committed
    case finalized
    case reusable
  }

  private let places: Places
  /// Records are 2^this many.
  private let countBits: UInt64
  /// Bytes of text are 2^this many.
  private let sizeBits: UInt64
  private let firstID: UInt64
  private let firstSequence: UInt64
  private var id: UInt64
  private var position: UInt64

  /// The lines by which a kernel tells where the members of these structures are.
  package static let description = [
    "OFFSET(printk_ringbuffer.desc_ring)=0", "OFFSET(printk_ringbuffer.text_data_ring)=48",
    "OFFSET(prb_desc_ring.count_bits)=0", "OFFSET(prb_desc_ring.descs)=8", "OFFSET(prb_desc_ring.infos)=16",
    "OFFSET(prb_desc_ring.head_id)=24", "OFFSET(prb_desc_ring.tail_id)=32", "SIZE(prb_desc)=24",
    "OFFSET(prb_desc.state_var)=0", "OFFSET(prb_desc.text_blk_lpos)=8", "OFFSET(prb_data_blk_lpos.begin)=0",
    "OFFSET(prb_data_blk_lpos.next)=8", "SIZE(printk_info)=88", "OFFSET(printk_info.seq)=0",
    "OFFSET(printk_info.ts_nsec)=8", "OFFSET(printk_info.text_len)=16", "OFFSET(printk_info.caller_id)=20",
    "OFFSET(prb_data_ring.size_bits)=0", "OFFSET(prb_data_ring.data)=8",
  ]

  /// Makes a ring without records, and describes it.
  /// - Parameter firstSequence: the number of the first record.
  package init(
    in kernel: inout SampleKernel, at places: Places, countBits: UInt64, sizeBits: UInt64, firstSequence: UInt64 = 0
  ) {
    self.places = places
    self.countBits = countBits
    self.sizeBits = sizeBits
    self.firstSequence = firstSequence
    firstID = 8 << countBits
    id = firstID
    position = 1 << sizeBits
    kernel.name("prb", at: places.pointer)
    for line in Self.description { kernel.describe(line) }
    kernel.put(addressOf: places.ring, at: places.pointer)
    kernel.put(countBits, at: places.ring, bytes: 4)
    kernel.put(addressOf: places.descriptors, at: places.ring + 8)
    kernel.put(addressOf: places.infos, at: places.ring + 16)
    kernel.put(firstID, at: places.ring + 32)
    kernel.put(sizeBits, at: places.ring + 48, bytes: 4)
    kernel.put(addressOf: places.texts, at: places.ring + 56)
    kernel.put([UInt8](repeating: 0, count: 1 << Int(sizeBits)), at: places.texts)
  }

  /// Adds a record, with its text where the kernel would put it.
  /// - Parameter caller: a thread's id, or a CPU's with bit 31 set.
  package mutating func add(
    _ text: String, nanoseconds: UInt64, caller: UInt32, state: State = .finalized, to kernel: inout SampleKernel
  ) {
    let size = UInt64(1) << sizeBits
    let length = UInt64((8 + text.utf8.count + 7) / 8 * 8)
    let begin = position
    var (place, next) = (begin % size, begin + length)
    if begin / size != next / size {
      // What does not fit stands at the start of the next round.
      place = 0
      next = (begin / size + 1) * size + length
    }
    kernel.put(id, at: places.texts + place)
    kernel.put(Array(text.utf8), at: places.texts + place + 8)
    let slot = id & (1 << countBits - 1)
    let descriptor = places.descriptors + slot * 24
    kernel.put(state.rawValue << 62 | id, at: descriptor)
    kernel.put(begin, at: descriptor + 8)
    kernel.put(next, at: descriptor + 16)
    let info = places.infos + slot * 88
    kernel.put(id - firstID + firstSequence, at: info)
    kernel.put(nanoseconds, at: info + 8)
    kernel.put(UInt64(text.utf8.count), at: info + 16, bytes: 2)
    kernel.put(UInt64(caller), at: info + 20, bytes: 4)
    kernel.put(id, at: places.ring + 24)
    kernel.put(max(firstID, id + 1 - 1 << countBits), at: places.ring + 32)
    (position, id) = (next, id + 1)
  }
}
