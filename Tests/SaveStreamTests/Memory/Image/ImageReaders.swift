import Testing

@_spi(Measuring) @testable import SaveStream

/// Reads a LiME image by its layout: magic, version, first and last address, eight reserved bytes, content.
struct LiMEReader {
  private(set) var ranges: [(first: UInt64, last: UInt64)] = []
  private(set) var pages: [UInt64: [UInt8]] = [:]

  init(_ bytes: [UInt8]) throws {
    var position = 0
    while position < bytes.count {
      #expect(bytes.number(at: position, bytes: 4) == 0x4c69_4d45)
      #expect(bytes.number(at: position + 4, bytes: 4) == 1)
      let first = bytes.number(at: position + 8, bytes: 8)
      let last = bytes.number(at: position + 16, bytes: 8)
      #expect(bytes.number(at: position + 24, bytes: 8) == 0)
      try #require(last > first && UInt64(bytes.count) - UInt64(position) - 32 >= last - first + 1)
      #expect(ranges.last.map { $0.last < first } ?? true, "ranges ascend")
      ranges.append((first, last))
      position += 32
      for address in stride(from: first, through: last, by: pageSize) {
        pages[address / 4096] = Array(bytes[position..<position + pageSize])
        position += pageSize
      }
    }
  }
}

/// Reads an ELF64 core by its layout, and insists on what its readers insist on.
struct CoreReader {
  struct Segment {
    let address: UInt64
    let content: Range<Int>
  }

  struct Note {
    let name: String
    let type: UInt64
    let content: [UInt8]
  }

  private(set) var segments: [Segment] = []
  private(set) var notes: [Note] = []
  private(set) var pages: [UInt64: [UInt8]] = [:]

  init(_ bytes: [UInt8]) throws {
    func word(_ offset: Int, _ width: Int) -> UInt64 { bytes.number(at: offset, bytes: width) }
    #expect(Array(bytes.prefix(7)) == [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1])
    #expect(word(16, 2) == 4 && word(18, 2) == 62 && word(20, 4) == 1, "ET_CORE, EM_X86_64, version 1")
    #expect(word(52, 2) == 64 && word(54, 2) == 56)
    let (table, count) = (Int(word(32, 8)), Int(word(56, 2)))
    for place in 0..<count {
      let header = table + place * 56
      let (offset, size) = (Int(word(header + 8, 8)), Int(word(header + 32, 8)))
      try #require(offset + size <= bytes.count)
      #expect(word(header + 48, 8) == 0, "p_align")
      #expect(word(header + 16, 8) == word(header + 24, 8), "p_vaddr and p_paddr")
      if place == 0 {
        #expect(word(header, 4) == 4, "PT_NOTE comes first")
        try readNotes(Array(bytes[offset..<offset + size]))
        continue
      }
      #expect(word(header, 4) == 1, "PT_LOAD")
      #expect(word(header + 40, 8) == UInt64(size), "p_filesz and p_memsz")
      let address = word(header + 24, 8)
      #expect(segments.last.map { $0.address + UInt64($0.content.count) < address } ?? true)
      segments.append(Segment(address: address, content: offset..<offset + size))
      for page in 0..<size / pageSize {
        let start = offset + page * pageSize
        pages[address / 4096 + UInt64(page)] = Array(bytes[start..<start + pageSize])
      }
    }
    #expect((segments.last?.content.upperBound ?? bytes.count) == bytes.count, "nothing follows the last segment")
  }

  private mutating func readNotes(_ bytes: [UInt8]) throws {
    var position = 0
    while position < bytes.count {
      let name = Int(bytes.number(at: position, bytes: 4))
      let length = Int(bytes.number(at: position + 4, bytes: 4))
      let type = bytes.number(at: position + 8, bytes: 4)
      let start = position + 12 + (name + 3) / 4 * 4
      try #require(name > 0 && start + length <= bytes.count)
      notes.append(
        Note(
          name: String(decoding: bytes[position + 12..<position + 12 + name - 1], as: UTF8.self), type: type,
          content: Array(bytes[start..<start + length])))
      position = start + (length + 3) / 4 * 4
    }
  }
}
