import CMalloc
import Glibc

/// The memory that something leaves behind.
enum ResidentMemory {
  /// How many bytes of this process are resident more after `body` than before it, with `body`'s result still there.
  /// What the allocator keeps for itself is given back first, so that freed memory neither counts nor helps.
  static func growth<Result>(_ body: () throws -> Result) throws -> (bytes: Int, result: Result) {
    malloc_trim(0)
    let before = try residentBytes()
    let result = try body()
    malloc_trim(0)
    return (try residentBytes() - before, result)
  }

  /// The second number of `/proc/self/statm`, in bytes.
  private static func residentBytes() throws -> Int {
    let file = open("/proc/self/statm", O_RDONLY)
    guard file >= 0 else { throw BenchmarkError("/proc/self/statm: \(String(cString: strerror(errno)))") }
    defer { close(file) }
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = read(file, &buffer, buffer.count)
    let numbers = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self).split(separator: " ")
    guard numbers.count > 1, let pages = Int(numbers[1]) else {
      throw BenchmarkError("/proc/self/statm cannot be read")
    }
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}
