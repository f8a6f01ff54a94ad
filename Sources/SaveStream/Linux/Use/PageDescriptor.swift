/// How this kernel describes a page frame (`struct page`), as its own description tells.
struct PageDescriptor: Sendable {
  let size: UInt64
  private let flags: Int
  private let mapping: Int
  private let mapCount: Int
  private let privateData: Int
  private let compoundHead: Int
  private let compoundDestructor: Int?

  private let buddyCount: UInt32
  private let offlineCount: UInt32?
  private let slabCount: UInt32?
  private let hugetlbCount: UInt32?
  private let hugetlbDestructor: UInt8?
  private let slabMask: UInt64
  private let cacheMask: UInt64
  private let privateMask: UInt64
  private let hwpoisonMask: UInt64
  private let headMask: UInt64

  /// Bytes of a description that are believed.
  private static let mostBytes: UInt64 = 512
  /// Free frames come in blocks of 2^order, at most this one.
  private static let highestOrder: UInt64 = 20

  init(_ kernel: LinuxKernel) throws(LinuxGap) {
    let info = kernel.info
    let size = try kernel.size("page")
    self.size = size
    let member = { (name: String, bytes: UInt64) throws(LinuxGap) -> Int in
      let offset = try kernel.offset("page.\(name)")
      guard offset + bytes <= size else { throw LinuxGap.damaged("the kernel's description of struct page") }
      return Int(offset)
    }
    guard size <= Self.mostBytes else { throw LinuxGap.damaged("the kernel's description of struct page") }
    flags = try member("flags", 8)
    mapping = try member("mapping", 8)
    mapCount = try member("_mapcount", 4)
    privateData = try member("private", 8)
    compoundHead = try member("compound_head", 8)
    compoundDestructor = info.offset("page.compound_dtor").flatMap { $0 < size ? Int($0) : nil }
    let count = { (name: String) in info.number(name).map { UInt32(truncatingIfNeeded: $0) } }
    guard let buddyCount = count("PAGE_BUDDY_MAPCOUNT_VALUE") else {
      throw LinuxGap.notDescribed("PAGE_BUDDY_MAPCOUNT_VALUE")
    }
    self.buddyCount = buddyCount
    offlineCount = count("PAGE_OFFLINE_MAPCOUNT_VALUE")
    slabCount = count("PAGE_SLAB_MAPCOUNT_VALUE")
    hugetlbCount = count("PAGE_HUGETLB_MAPCOUNT_VALUE")
    hugetlbDestructor = info.number("HUGETLB_PAGE_DTOR").map { UInt8(truncatingIfNeeded: $0) }
    let mask = { (name: String) -> UInt64 in
      info.number(name).flatMap { (0..<64).contains($0) ? UInt64(1) << UInt64($0) : nil } ?? 0
    }
    slabMask = mask("PG_slab")
    cacheMask = mask("PG_lru") | mask("PG_swapcache")
    privateMask = mask("PG_private")
    hwpoisonMask = mask("PG_hwpoison")
    headMask = info.number("PG_head_mask").map { UInt64(bitPattern: $0) } ?? 0
    guard slabMask != 0 || slabCount != nil else { throw .notDescribed("PG_slab") }
  }

  /// What a description says at first sight.
  enum Look: Equatable {
    case use(FrameUse)
    /// This frame begins 2^order free ones.
    case freeBlock(order: UInt64)
    /// The frame is a part of a larger one, which is described at this address.
    case part(of: UInt64)
  }

  /// Looks at a description.
  /// - Parameter place: where it begins in `bytes`, which hold all of it, and what is there of the next one.
  @inline(__always)
  func look(_ bytes: Span<UInt8>, at place: Int) -> Look {
    let count = UInt32(truncatingIfNeeded: bytes.word(at: place + mapCount, bytes: 4))
    if count == buddyCount {
      return .freeBlock(order: min(bytes.littleWord(at: place + privateData), Self.highestOrder))
    }
    let head = bytes.littleWord(at: place + compoundHead)
    if head & 1 == 1 { return .part(of: head &- 1) }
    return .use(use(bytes, at: place, count))
  }

  /// The description at an address, with what is there of the next one, which tells of huge pages; nil when it is not
  /// there.
  /// - Throws: when the capture cannot be read.
  func bytes(at address: UInt64, _ memory: KernelMemory) throws(CaptureError) -> [UInt8]? {
    if let bytes = try memory.bytes(at: address, count: Int(size) * 2) { return bytes }
    return try memory.bytes(at: address, count: Int(size))
  }

  /// The use of the frame that others are parts of, by the address of its description; nil where it is not there, or
  /// says that it is a part itself, which no kernel makes.
  /// - Throws: when the capture cannot be read.
  func use(ofWhole address: UInt64, _ memory: KernelMemory) throws(CaptureError) -> FrameUse? {
    guard let bytes = try bytes(at: address, memory) else { return nil }
    return switch look(bytes.span, at: 0) {
    case .use(let use): use
    case .freeBlock: .free
    case .part: nil
    }
  }

  /// What a frame that is not free, and no part of another one, is used for.
  private func use(_ bytes: Span<UInt8>, at place: Int, _ count: UInt32) -> FrameUse {
    let flags = bytes.littleWord(at: place + self.flags)
    if flags & hwpoisonMask != 0 { return .hwpoison }
    if flags & slabMask != 0 || isType(count, slabCount) { return .slab }
    if isType(count, offlineCount) { return .offline }
    if isType(count, hugetlbCount) || isHugetlb(bytes, at: place, flags) { return .hugetlb }
    let mapping = bytes.littleWord(at: place + self.mapping)
    if mapping & 3 == 1 { return .anonymous }
    if flags & cacheMask != 0 { return flags & privateMask != 0 ? .cachePrivate : .cache }
    return .kernel
  }

  /// Whether the frames behind this one go back to the pool of huge pages: the second of them says so.
  private func isHugetlb(_ bytes: Span<UInt8>, at place: Int, _ flags: UInt64) -> Bool {
    guard let hugetlbDestructor, let compoundDestructor, flags & headMask != 0 else { return false }
    let next = place + Int(size) + compoundDestructor
    return next < bytes.count && bytes[next] == hugetlbDestructor
  }

  /// Whether a count stands for a type; since 6.12 the upper byte tells it.
  private func isType(_ count: UInt32, _ type: UInt32?) -> Bool {
    guard let type else { return false }
    return type & 0xff_ffff == 0 ? count >> 24 == type >> 24 : count == type
  }
}
